/** Quotes and orders agree with their lines, their shipments, their payments and the books; recomputed here by our own arithmetic. */
import { big, named, type Tell, total, type Walk } from "../check.ts";
import { type Row, type Stores, sideBySide } from "../stores.ts";

const MICRO = 1_000_000n;
const PPM = 1_000_000n;

/** Half away from zero. */
function rounded(n: bigint, d: bigint): bigint {
  const whole = n < 0n ? -n : n;
  const half = (2n * whole + d) / (2n * d);
  return n < 0n ? -half : half;
}

const near = (a: bigint, b: bigint): boolean => a - b <= 1n && b - a <= 1n;
const least0 = (amount: bigint): bigint => (amount < 0n ? 0n : amount);

/** A line's tax and gross follow from its net, and its net from price, quantity and discount, each within a ten-thousandth. */
function lineAgrees(line: Row): boolean {
  const [net, tax, gross] = [big(line.net), big(line.tax), big(line.gross)];
  const taxed = line.given_tax != null || near(tax, rounded(net * big(line.tax_ppm), PPM));
  const summed = line.given_gross != null || near(gross, net + tax);
  const whole = rounded(big(line.price_net) * big(line.quantity), MICRO);
  return taxed && summed && (line.price_net == null || near(net + big(line.discount), whole));
}

/** What is owed at the end: adjustments take from the sums and add to them, in the order in which they are stored. */
function grandTotals({ lines, adjustments }: Row): { net: bigint; gross: bigint } {
  let [net, gross] = [total(lines, "net"), total(lines, "gross")];
  for (const each of adjustments as Row[]) {
    const [ownNet, ownGross] = [big(each.net), big(each.gross)];
    if (each.kind === "discount") [net, gross] = [least0(net - ownNet), least0(gross - ownGross)];
    else if (each.kind === "tax") gross += ownGross || ownNet;
    else if (each.kind === "shipping" || each.kind === "surcharge")
      [net, gross] = [net + ownNet, gross + ownGross];
  }
  return { net, gross };
}

function totalsAgree(document: Row, tell: Tell): void {
  tell.read("MRC-INV-1");
  const { net, gross } = grandTotals(document);
  if (net !== big(document.grand_net) || gross !== big(document.grand_gross))
    tell.breach("MRC-INV-1", document, `is worth ${document.grand_gross}, its parts ${gross}`);
  const odd = (document.lines as Row[]).find((line) => !lineAgrees(line));
  if (odd) tell.breach("MRC-INV-1", document, `has a line ${odd.id} that is not what its price says`);
  else if (document.line_count !== document.lines.length)
    tell.breach("MRC-INV-1", document, `counts ${document.line_count} lines`);
}

/** What a payment is for this order. */
const counted = ({ allocations, amount }: Row): bigint =>
  allocations.length ? total(allocations, "amount") : big(amount);

const moneyOf = ({ payments }: Row) => ({
  paid: (payments as Row[]).reduce((sum, each) => sum + counted(each), 0n),
  refunded: total(payments, "refunded_amount"),
});

function paymentsAgree(order: Row, tell: Tell): void {
  const { paid, refunded } = moneyOf(order);
  const owed = least0(big(order.grand_gross) - paid + refunded);
  const right =
    paid === big(order.paid_total) &&
    refunded === big(order.refunded_total) &&
    owed === big(order.outstanding);
  if (!right)
    tell.breach("MRC-INV-1", order, `says ${order.outstanding} is outstanding, its payments say ${owed}`);
}

function shipped({ shipments }: Row): Map<string, bigint> {
  const sums = new Map<string, bigint>();
  for (const { items } of shipments as Row[])
    for (const { line_id, quantity } of items as Row[])
      sums.set(line_id, (sums.get(line_id) ?? 0n) + big(quantity));
  return sums;
}

function shipmentsAgree(order: Row, tell: Tell): void {
  tell.read("MRC-INV-2");
  const sums = shipped(order);
  for (const line of order.lines as Row[]) {
    const sum = sums.get(line.id) ?? 0n;
    sums.delete(line.id);
    if (sum !== big(line.shipped))
      tell.breach("MRC-INV-2", order, `says ${line.shipped} of a line are shipped, shipments say ${sum}`);
    if (sum > big(line.quantity))
      tell.breach("MRC-INV-2", order, `shipped ${sum} of ${line.quantity} of a line`);
  }
  if (sums.size) tell.breach("MRC-INV-2", order, "shipped a line that it does not have");
}

const exponents = new Map<string, number>();
/** Ten-thousandths of the major unit as minor units. */
function minor(amount: bigint, currency: string): bigint {
  const known =
    exponents.get(currency) ??
    new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ??
    2;
  exponents.set(currency, known);
  return rounded(amount * 10n ** BigInt(known), 10_000n);
}

/** The part of an order's worth that has left, by what its lines cost, or by quantities where nothing costs anything. */
function invoiced(order: Row): bigint {
  const left = shipped(order);
  const lines = (order.lines as Row[]).map((line) => {
    const [gone, quantity, gross] = [left.get(line.id) ?? 0n, big(line.quantity), big(line.gross)];
    return { gone, quantity, gross, done: quantity === 0n ? 0n : rounded(gross * gone, quantity) };
  });
  const sum = (of: (line: (typeof lines)[number]) => bigint) =>
    lines.reduce((all, line) => all + of(line), 0n);
  const priced = sum(({ gross }) => gross) > 0n;
  const [done, all] = priced
    ? [sum((line) => line.done), sum(({ gross }) => gross)]
    : [sum(({ gone }) => gone), sum(({ quantity }) => quantity)];
  return all === 0n ? 0n : rounded(big(order.grand_gross) * done, all);
}

/** The amount that the customer owes for an order: shipped, minus paid, plus refunded. */
function receivable(order: Row): bigint {
  if (order.deleted_at) return 0n;
  const { currency } = order;
  const money = (order.payments as Row[]).reduce(
    (sum, each) => sum + minor(counted(each), currency) - minor(big(each.refunded_amount), currency),
    0n,
  );
  return minor(invoiced(order), currency) - money;
}

/** Orders of one customer are next to each other. */
const byCustomer: Row[] = [
  { $set: { key: { $concat: ["$org_id", " ", { $ifNull: ["$customer_id", "$_id"] }, " ", "$currency"] } } },
  { $sort: { key: 1 } },
];

async function* owed(stores: Stores, tell: Tell): AsyncGenerator<Row> {
  let key = "";
  let sum: { org_id: string; owed: bigint } = { org_id: "", owed: 0n };
  for await (const order of stores.pipe("sales", "customer_orders", byCustomer)) {
    if (!order.deleted_at)
      for (const agrees of [totalsAgree, paymentsAgree, shipmentsAgree]) agrees(order, tell);
    if (key && key !== order.key) yield { _id: key, ...sum };
    const before = key === order.key ? sum.owed : 0n;
    key = order.key;
    sum = { org_id: order.org_id, owed: before + receivable(order) };
  }
  if (key) yield { _id: key, ...sum };
}

/** The amounts that customers owe for orders according to the books. */
const posted: Row[] = [
  { $match: { kind: { $in: ["customer_order_invoiced", "customer_order_paid"] } } },
  { $unwind: "$postings" },
  { $match: { "postings.ledger_account": { $regex: /^receivable:/ } } },
  {
    $group: {
      _id: {
        $concat: [
          ...["$org_id", " "],
          { $arrayElemAt: [{ $split: ["$postings.ledger_account", ":"] }, 1] },
          ...[" ", "$currency"],
        ],
      },
      org_id: { $first: "$org_id" },
      owed: { $sum: { $toLong: "$postings.amount" } },
    },
  },
  { $sort: { _id: 1 } },
];

const there = { $match: { deleted_at: null } };
/** Sales orders are the root business unit's, and in one list with customers' orders. */
const numbered = {
  sales_quotes: [there],
  customer_orders: [there, { $unionWith: { coll: "sales_orders", pipeline: [there] } }],
};

async function numbersDiffer(stores: Stores, collection: keyof typeof numbered, tell: Tell): Promise<void> {
  const numbers = stores.pipe("sales", collection, [
    ...numbered[collection],
    {
      $group: {
        _id: { org: "$org_id", unit: { $ifNull: ["$business_unit_id", null] }, number: "$number" },
        ...{ org_id: { $first: "$org_id" }, first: { $min: "$_id" }, rows: { $sum: 1 } },
      },
    },
  ]);
  for await (const { _id, org_id, first, rows } of numbers) {
    tell.read("MRC-INV-8");
    if (rows > 1)
      tell.breach(
        "MRC-INV-8",
        named(`sales ${collection} ${first}`, { org_id }),
        `${rows} are ${_id.number}`,
      );
  }
}

export const documents: Walk = {
  checks: {
    "MRC-INV-1":
      "documents are worth what their lines and adjustments say; outstanding = total − paid + refunded",
    "MRC-INV-2":
      "Σ shipments = what is shipped of a line ≤ its quantity; receivable = shipped − paid + refunded",
    "MRC-INV-8": "numbers of one business unit and kind of document are unique",
  },
  async run(stores, tell) {
    for await (const quote of stores.pipe("sales", "sales_quotes", [{ $match: { deleted_at: null } }]))
      totalsAgree(quote, tell);
    const streams = [owed(stores, tell), stores.pipe("accounts", "journals", posted)];
    for await (const { key, rows } of sideBySide(streams, ({ _id }) => _id)) {
      const [orders, books] = rows;
      const [should, is] = [big(orders?.owed), big(books?.owed)];
      if (should !== is)
        tell.breach(
          "MRC-INV-2",
          named(`receivable ${key}`, (orders ?? books)!),
          `the books say ${is}, orders ${should}`,
        );
    }
    for (const collection of ["sales_quotes", "customer_orders"] as const)
      await numbersDiffer(stores, collection, tell);
  },
};
