/** What providers have moved, and can take back. */
import { sum } from "../../../shared/money.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import { OFFLINE, type Transaction } from "./new-transaction.ts";
import { transaction } from "./transaction.ts";

type Side = "buyer_user_id" | "seller_user_id";
const backOf = { charge: "refund", transfer: "transfer_reversal" } as const;
const sideOf = { charge: "buyer_user_id", transfer: "seller_user_id" } as const satisfies Record<
  string,
  Side
>;

/** The parts of an amount that are taken back, each from what a provider moved, and the part that never was at a provider. */
export type TakenBack = { parts: { from: Transaction; amount: number }[]; by_hand: number };

/** Divides an amount over a contract's movements of one user, the newest first. */
export async function overMovements(
  reader: Reader,
  { contract_id, type, user_id }: { contract_id: string; type: "charge" | "transfer"; user_id: string },
  amount: number,
): Promise<TakenBack> {
  const rows = await reader.find(
    transaction,
    { contract_id, [sideOf[type]]: user_id, type: { $in: [type, backOf[type]] }, provider: { $ne: OFFLINE } },
    { sort: { created_at: -1 } },
  );
  const back = rows.filter((row) => row.type === backOf[type] && row.status !== "failed");
  let left = amount;
  const parts: TakenBack["parts"] = [];
  for (const from of rows.filter((row) => row.type === type && row.status === "succeeded")) {
    const gone = sum(back.filter(({ reverses_id }) => reverses_id === from.id).map((row) => row.amount));
    const part = Math.min(left, from.amount - gone);
    if (part > 0) parts.push({ from, amount: part });
    left -= Math.max(0, part);
  }
  return { parts, by_hand: left };
}
