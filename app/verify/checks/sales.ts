/** A sale, its refunds and its void are consistent (INV-5, INV-6, INV-7). */
import { big, sameList, type Tell, total, type Walk } from "../check.ts";
import { pieces, type Row, rowsBy, type Stores } from "../stores.ts";

const taxesOf = (line: Row): bigint => total(line.applied_taxes, "amount");

function addsUp(sale: Row, tell: Tell): void {
  const { lines, payments } = sale;
  const off = (what: string, is: bigint, should: bigint) => {
    if (is !== should) tell.breach("INV-5", sale, `${what} is ${is}, not ${should}`);
  };
  for (const line of lines as Row[]) {
    const portions = big(line.consignor_portion) + big(line.store_portion);
    off(`C + S of line ${line.id}`, portions, big(line.net));
    off(`C + S + tax of line ${line.id}`, portions + taxesOf(line), big(line.taxed_price));
  }
  const rounding = big(sale.cash_rounding_adjustment);
  const taxes = (lines as Row[]).reduce((sum, line) => sum + taxesOf(line), 0n);
  const cards = total(sale.gift_cards, "amount");
  off("gift_card_total", big(sale.gift_card_total), cards);
  off("total", big(sale.total), total(lines, "taxed_price") + cards + rounding);
  off("subtotal", big(sale.subtotal), total(lines, "net"));
  off("tax_total", big(sale.tax_total), taxes);
  off("Σ payments", total(payments, "amount"), big(sale.total) + big(sale.change));
}

const parts = ["price_paid", "consignor_portion", "handling_fee", "consignor_discount"] as const;
const otherParts = ["consignor_fees", "card_fees", "cost"] as const;

/** The returned units and amounts of one line over all its refunds. */
function lineAgrees(sale: Row, line: Row, back: readonly Row[], tell: Tell): void {
  const off = (what: string, is: bigint, should: bigint) => {
    if (is !== should) tell.breach("INV-6", sale, `${what} of line ${line.id} is ${is}, not ${should}`);
  };
  const units = total(back, "quantity");
  off("refunded_quantity", big(line.refunded_quantity), units);
  off("refunded_amount", big(line.refunded_amount), total(back, "amount"));
  if (units > big(line.quantity))
    tell.breach("INV-6", sale, `more units of line ${line.id} came back than were sold`);
  if (big(line.refunded_amount) > big(line.taxed_price))
    tell.breach("INV-6", sale, `more money of line ${line.id} came back than was paid`);
  if (units !== big(line.quantity)) return;
  const components = back.map((each) => each.components as Row);
  for (const name of [...parts, ...otherParts]) off(name, total(components, name), big(line[name]));
  const taxes = components.reduce((sum, each) => sum + total(each.taxes, "amount"), 0n);
  off("tax", taxes, taxesOf(line));
  off("refunded amount", total(back, "amount"), big(line.taxed_price));
}

const income = /^(tax:|commission$|sales$|rounding$)/;

/** A completely refunded sale leaves nothing on the shop's own accounts. */
function nothingLeft(sale: Row, journals: readonly Row[], tell: Tell): void {
  const sums = new Map<string, bigint>();
  for (const { postings } of journals)
    for (const { ledger_account, amount } of postings as Row[])
      if (income.test(ledger_account))
        sums.set(ledger_account, (sums.get(ledger_account) ?? 0n) + big(amount));
  for (const [ledger_account, sum] of sums)
    if (sum !== 0n) tell.breach("INV-6", sale, `was refunded whole, yet ${ledger_account} keeps ${sum}`);
}

async function refundsAgree(stores: Stores, piece: Row[], tell: Tell): Promise<void> {
  const ids = piece.map((row) => row._id);
  const tenants = piece.map((row) => row.org_id);
  const refunds = await rowsBy(stores, ["sales", "refunds"], "sale_id", ids, ["lines", "amount"], tenants);
  const whole = piece.filter((sale) =>
    [
      ...(sale.lines as Row[]).map((line) => line.refunded_quantity === line.quantity),
      ...((sale.gift_cards ?? []) as Row[]).map((card) => card.refunded === card.amount),
    ].every(Boolean),
  );
  const facts = whole.flatMap(({ _id }) => [_id, ...(refunds.get(_id) ?? []).map((each) => each._id)]);
  const posted = await rowsBy(
    stores,
    ["accounts", "journals"],
    "ref.id",
    facts,
    ["postings", "kind"],
    tenants,
  );
  for (const sale of piece) {
    const own = refunds.get(sale._id) ?? [];
    tell.read("INV-6", own.length);
    const back = own.flatMap((each) => each.lines as Row[]);
    for (const line of sale.lines as Row[])
      lineAgrees(
        sale,
        line,
        back.filter(({ line_id }) => line_id === line.id),
        tell,
      );
    if (total(own, "amount") !== big(sale.refunded_amount))
      tell.breach("INV-6", sale, `gave back ${total(own, "amount")}, says ${sale.refunded_amount}`);
    if (whole.includes(sale) && own.length)
      nothingLeft(
        sale,
        [sale, ...own].flatMap(({ _id }) => posted.get(_id) ?? []),
        tell,
      );
  }
}

const sides = (journal: Row, sign: bigint): string[] =>
  (journal.postings as Row[])
    .map(({ ledger_account, amount }) => `${ledger_account} ${big(amount) * sign}`)
    .sort();

/** A voided sale leaves nothing on any balance. */
function nothingKept(sale: Row, entries: readonly Row[], tell: Tell): void {
  const left = new Map<string, bigint>();
  for (const { account_id, amount } of entries)
    left.set(account_id, (left.get(account_id) ?? 0n) + big(amount));
  for (const [account_id, sum] of left)
    if (sum !== 0n) tell.breach("INV-7", sale, `was voided, yet account ${account_id} keeps ${sum}`);
}

async function voidsUndo(stores: Stores, piece: Row[], tell: Tell): Promise<void> {
  const tenants = piece.map((row) => row.org_id);
  const ids = piece.map((row) => row._id);
  const posted = await rowsBy(
    stores,
    ["accounts", "journals"],
    "ref.id",
    ids,
    ["postings", "kind", "reverses"],
    tenants,
  );
  const entries = await rowsBy(
    stores,
    ["accounts", "balance_entries"],
    "ref.id",
    ids,
    ["amount", "account_id"],
    tenants,
  );
  const filter = { flow: "void", sale_id: { $in: ids } };
  const units = new Map<string, bigint>();
  for await (const { sale_id, lines } of stores.rows("inventory", "unit_returns", filter))
    units.set(sale_id, (units.get(sale_id) ?? 0n) + total(lines, "units"));
  for (const sale of piece) {
    tell.read("INV-7");
    const journal = (kind: string) => posted.get(sale._id)?.find((each) => each.kind === kind);
    const [made, undone] = [journal("sale"), journal("void")];
    if (made && undone && (undone.reverses !== made._id || !sameList(sides(made, -1n), sides(undone, 1n))))
      tell.breach("INV-7", sale, `journal ${undone._id} does not take ${made._id} back`);
    nothingKept(sale, entries.get(sale._id) ?? [], tell);
    if ((units.get(sale._id) ?? 0n) !== total(sale.lines, "quantity"))
      tell.breach(
        "INV-7",
        sale,
        `of ${total(sale.lines, "quantity")} units ${units.get(sale._id) ?? 0} came back`,
      );
  }
}

export const salesAgree: Walk = {
  checks: {
    "INV-5": "C + S + tax = price paid, Σ payments = total + change",
    "INV-6": "refunds give back what was paid, and all of it once everything is back",
    "INV-7": "a void takes back journal, balances and units",
  },
  async run(stores, tell) {
    const filter = { status: { $in: ["finalized", "voided"] } };
    for await (const piece of pieces(stores.rows("sales", "sales", filter), 500)) {
      tell.read("INV-5", piece.length);
      for (const sale of piece) addsUp(sale, tell);
      await refundsAgree(stores, piece, tell);
      await voidsUndo(
        stores,
        piece.filter(({ status }) => status === "voided"),
        tell,
      );
    }
  },
};
