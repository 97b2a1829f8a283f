/** The end of a hold: its money is released, or spent by the sale's journal. */
import { fail } from "../../../shared/errors.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { account } from "../accounts/account.ts";
import type { DrawnTender } from "./declarations.ts";
import { giftCard } from "./gift-card.ts";
import { tenderHold } from "./tender-hold.ts";

/** Removes the reservation. The money is released, or the journal spends it next. */
async function unmark(tx: Tx, tenders: DrawnTender[]): Promise<void> {
  for (const { type, amount, account_id, gift_card_id } of tenders) {
    if (type === "gift_card")
      await tx.update(giftCard, { _id: gift_card_id }, { $inc: { held: -amount } }, { emit: "none" });
    const field = type === "payable" ? "held_balance" : "held_credit";
    if (type !== "gift_card")
      await tx.update(account, { _id: account_id }, { $inc: { [field]: -amount } }, { emit: "none" });
  }
}

export async function leaveHold(tx: Tx, hold_id: string, state: "released" | "spent"): Promise<boolean> {
  const { created, entity } = await tx.upsert(tenderHold, hold_id, { state, tenders: [] });
  if (created || entity.state === state) return false;
  if (entity.state !== "held") throw fail("conflict", `This hold is ${entity.state}.`);
  await tx.update(tenderHold, { _id: hold_id, state: "held" }, { $set: { state } }, { emit: "none" });
  await unmark(tx, entity.tenders);
  if (state === "released")
    for (const card of await tx.find(giftCard, { _id: { $in: entity.gift_card_ids ?? [] } }))
      await tx.purge(giftCard, card);
  return true;
}

/** The sale is finalized: its journal spends the reserved amount. */
export const spendHold = (tx: Tx, hold_id: string): Promise<boolean> => leaveHold(tx, hold_id, "spent");
