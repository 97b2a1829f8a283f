/** INV-47: what customers paid for sales on lay-by is what the shop owes them, sale by sale and in the books. */
import { big, named, type Tell, total, type Walk } from "../check.ts";
import { pieces, type Row, rowsBy, type Stores, sideBySide } from "../stores.ts";

const isOpen = ({ status, lay_by }: Row): boolean =>
  status === "parked" && ["active", "overdue"].includes(lay_by.status);

const DEPOSITS = "customer_deposits";
const key = { org_id: "$org_id", currency: "$currency" };

/** By organization and currency, what customers paid for sales that are not sold yet. */
const paid: Row[] = [
  { $match: { status: "parked", "lay_by.status": { $in: ["active", "overdue"] } } },
  { $group: { _id: key, sum: { $sum: { $toLong: "$lay_by.paid" } } } },
  { $sort: { "_id.org_id": 1, "_id.currency": 1 } },
];

const owed: Row[] = [
  { $match: { ledger_accounts: DEPOSITS } },
  { $unwind: "$postings" },
  { $match: { "postings.ledger_account": DEPOSITS } },
  { $group: { _id: key, sum: { $sum: { $toLong: "$postings.amount" } } } },
  { $sort: { "_id.org_id": 1, "_id.currency": 1 } },
];

const keyOf = ({ _id }: Row): string => `${_id.org_id} ${_id.currency}`;

async function booksOwe(stores: Stores, tell: Tell): Promise<void> {
  const streams = [stores.pipe("sales", "sales", paid), stores.pipe("accounts", "journals", owed)];
  for await (const { key: place, rows } of sideBySide(streams, keyOf)) {
    const [sales, books] = rows;
    tell.read("INV-47");
    const [org_id] = place.split(" ");
    const [is, should] = [-big(books?.sum), big(sales?.sum)];
    if (is !== should)
      tell.breach("INV-47", named(`${DEPOSITS} ${place}`, { org_id }), `are ${is}, lay-bys have ${should}`);
  }
}

/** What is wrong with a lay-by, given the rows of its money and what holds its pieces. */
function faultOf(sale: Row, money: readonly Row[], hold: Row | undefined): string | null {
  const { lay_by, payments } = sale;
  const sum = big(lay_by.paid);
  const due = big(sale.total) - sum;
  const of = (kind: string) => money.filter((row) => row.kind === kind);
  const deposits = (payments as Row[]).filter(({ type }) => type === "deposit");
  if (due < 0n) return `has ${sum}, more than its total of ${sale.total}`;
  if (total(deposits, "amount") !== sum) return `shows deposits of ${total(deposits, "amount")}, not ${sum}`;
  if (total(of("payment"), "amount") !== sum) return `was paid ${total(of("payment"), "amount")}, not ${sum}`;
  const back = total(of("return"), "amount") + total(of("return"), "fee");
  if (back !== (lay_by.status === "cancelled" ? sum : 0n)) return `gave back ${back} of ${sum}`;
  if (big(lay_by.outstanding) !== (isOpen(sale) ? due : 0n))
    return `says ${lay_by.outstanding} are outstanding`;
  if (isOpen(sale) && hold?.state !== "held") return "has no pieces set aside";
  return null;
}

async function salesAreWhole(stores: Stores, tell: Tell): Promise<void> {
  const fields = ["org_id", "status", "lay_by", "payments", "total", "hold_id"];
  for await (const piece of pieces(
    stores.rows("sales", "sales", { lay_by: { $type: "object" } }, { fields }),
  )) {
    const ids = piece.map(({ _id }) => _id as string);
    const holds = piece.flatMap(({ hold_id }) => (hold_id ? [hold_id as string] : []));
    const [money, held] = await Promise.all([
      rowsBy(stores, ["sales", "lay_by_payments"], "sale_id", ids, ["kind", "amount", "fee"]),
      rowsBy(stores, ["inventory", "holds"], "_id", holds, ["state"]),
    ]);
    tell.read("INV-47", piece.length);
    for (const sale of piece) {
      const fault = faultOf(sale, money.get(sale._id) ?? [], held.get(sale.hold_id)?.[0]);
      if (fault) tell.breach("INV-47", sale, fault);
    }
  }
}

export const layBys: Walk = {
  checks: { "INV-47": "Σ paid for open lay-bys = balance of customer_deposits, none above its total" },
  async run(stores, tell) {
    await booksOwe(stores, tell);
    await salesAreWhole(stores, tell);
  },
};
