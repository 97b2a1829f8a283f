/** INV-46: an exchange has both halves, of the same amount, and its clearing account comes to nothing. */
import { big, named, type Tell, total, type Walk } from "../check.ts";
import { pieces, type Row, rowsBy, type Stores } from "../stores.ts";

const CLEARING = "exchange_clearing";

const isExchange = ({ type }: Row): boolean => type === "exchange";
const exchanged = (tenders: unknown): bigint =>
  total(((tenders ?? []) as Row[]).filter(isExchange), "amount");

/** What journals of a fact moved on the clearing account. */
function moved(journals: readonly Row[] | undefined): bigint {
  const postings = (journals ?? []).flatMap((journal) => journal.postings as Row[]);
  return total(
    postings.filter(({ ledger_account }) => ledger_account === CLEARING),
    "amount",
  );
}

/** What is wrong with a sale and the refund that paid for it, if anything. */
function faultOf(sale: Row, refund: Row | undefined): string | null {
  if (!refund || refund.exchange_sale_id !== sale._id) return "has no refund that paid for it";
  if (sale.status !== "finalized") return `is ${sale.status}, and its refund stands`;
  const [paid, back] = [exchanged(sale.payments), exchanged(refund.tenders)];
  return paid === back ? null : `was paid ${paid} by what came back, its refund says ${back}`;
}

async function salesHaveRefunds(stores: Stores, tell: Tell): Promise<void> {
  const filter = { $or: [{ exchange_refund_id: { $type: "string" } }, { "payments.type": "exchange" }] };
  const fields = ["org_id", "status", "payments", "exchange_refund_id"];
  for await (const piece of pieces(stores.rows("sales", "sales", filter, { fields }))) {
    tell.read("INV-46", piece.length);
    const ids = piece.map(({ exchange_refund_id }) => String(exchange_refund_id));
    const kept = ["exchange_sale_id", "tenders"];
    const refunds = await rowsBy(stores, ["sales", "refunds"], "_id", ids, kept);
    const tenants = piece.map(({ org_id }) => org_id);
    const facts = [...piece.map(({ _id }) => _id as string), ...ids];
    const posted = await rowsBy(stores, ["accounts", "journals"], "ref.id", facts, ["postings"], tenants);
    for (const sale of piece) {
      const fault = faultOf(sale, refunds.get(sale.exchange_refund_id)?.[0]);
      if (fault) tell.breach("INV-46", sale, fault);
      const paid = exchanged(sale.payments);
      const [taken, given] = [moved(posted.get(sale._id)), moved(posted.get(sale.exchange_refund_id))];
      if (taken !== paid || given !== -paid)
        tell.breach(
          "INV-46",
          sale,
          `was paid ${paid} by what came back, the books say ${taken} and ${-given}`,
        );
    }
  }
}

async function refundsHaveSales(stores: Stores, tell: Tell): Promise<void> {
  const filter = { $or: [{ exchange_sale_id: { $type: "string" } }, { "tenders.type": "exchange" }] };
  const fields = ["org_id", "exchange_sale_id"];
  for await (const piece of pieces(stores.rows("sales", "refunds", filter, { fields }))) {
    tell.read("INV-46", piece.length);
    const ids = piece.map(({ exchange_sale_id }) => String(exchange_sale_id));
    const sales = await rowsBy(stores, ["sales", "sales"], "_id", ids, ["exchange_refund_id"]);
    for (const refund of piece)
      if (sales.get(refund.exchange_sale_id)?.[0]?.exchange_refund_id !== refund._id)
        tell.breach("INV-46", refund, "says that it paid for a sale that does not say so");
  }
}

/** Nobody else moves the clearing account. */
async function clearingIsEmpty(stores: Stores, tell: Tell): Promise<void> {
  const sums = stores.pipe("accounts", "journals", [
    { $match: { ledger_accounts: CLEARING } },
    { $unwind: "$postings" },
    { $match: { "postings.ledger_account": CLEARING } },
    { $group: { _id: "$org_id", sum: { $sum: { $toLong: "$postings.amount" } } } },
  ]);
  for await (const { _id, sum } of sums)
    if (big(sum) !== 0n) tell.breach("INV-46", named(CLEARING, { org_id: _id }), `comes to ${sum}`);
}

export const exchanges: Walk = {
  checks: { "INV-46": "both halves of an exchange are there, and its clearing account comes to nothing" },
  async run(stores, tell) {
    await salesHaveRefunds(stores, tell);
    await refundsHaveSales(stores, tell);
    await clearingIsEmpty(stores, tell);
  },
};
