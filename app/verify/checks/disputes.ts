/** CON-12: each dispute that ended has the refund and the fee that it names, and nothing else came of it. */
import type { Tell, Walk } from "../check.ts";
import { pieces, type Row, rowsBy, type Stores } from "../stores.ts";

const idsIn = (rows: readonly (string | null | undefined)[]): string =>
  rows
    .flatMap((id) => id ?? [])
    .sort()
    .join();

function wrongWith(dispute: Row, charge: Row | undefined, made: readonly Row[]): string | null {
  if (charge?.type !== "charge" || charge.contract_id !== dispute.contract_id) return "is about no charge";
  if (charge.dispute !== dispute.status) return `is ${dispute.status}, its charge says ${charge.dispute}`;
  if (idsIn(made.map(({ _id }) => _id)) !== idsIn([dispute.refund_id, dispute.fee_id]))
    return "came to other transactions than it names";
  const refund = made.find(({ _id }) => _id === dispute.refund_id);
  if (refund && dispute.status !== "lost") return `is ${dispute.status}, and money went back`;
  return refund && refund.amount > dispute.amount ? `gave back ${refund.amount} of ${dispute.amount}` : null;
}

const transactions = ["contracts", "transactions"] as const;
const FIELDS = ["type", "amount", "contract_id", "dispute", "dispute_id"];

async function ended(stores: Stores, tell: Tell): Promise<void> {
  for await (const piece of pieces(stores.rows("contracts", "disputes"), 500)) {
    tell.read("CON-12", piece.length);
    const tenants = piece.map((row) => row.org_id);
    const ids = piece.map((row) => row.contract_id);
    const moved = await rowsBy(stores, transactions, "contract_id", ids, FIELDS, tenants);
    const contracts = await rowsBy(stores, ["contracts", "contracts"], "_id", ids, ["disputed"], tenants);
    for (const row of piece) {
      const all = moved.get(row.contract_id) ?? [];
      const charge = all.find(({ _id }) => _id === row.transaction_id);
      const made = all.filter(({ dispute_id }) => dispute_id === row._id);
      const knows = row.status !== "open" || contracts.get(row.contract_id)?.[0]?.disputed;
      const wrong = knows ? wrongWith(row, charge, made) : "is open, and its contract does not know";
      if (wrong) tell.breach("CON-12", row, wrong);
    }
  }
}

async function strays(stores: Stores, tell: Tell): Promise<void> {
  const ofDisputes = { dispute_id: { $ne: null } };
  const reading = { fields: ["org_id", "dispute_id"] };
  for await (const piece of pieces(stores.rows("contracts", "transactions", ofDisputes, reading))) {
    const [ids, tenants] = [piece.map((row) => row.dispute_id), piece.map((row) => row.org_id)];
    const found = await rowsBy(stores, ["contracts", "disputes"], "_id", ids, ["status"], tenants);
    for (const row of piece)
      if (!found.has(row.dispute_id)) tell.breach("CON-12", row, "is of a dispute that is not there");
  }
}

export const disputes: Walk = {
  checks: { "CON-12": "each dispute came to the refund and the fee it names; contracts know the open ones" },
  async run(stores, tell) {
    await ended(stores, tell);
    await strays(stores, tell);
  },
};
