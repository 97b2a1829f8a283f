/** GFT-2: gift cards that were taken back are gone; their codes may be given to other cards. */
import type { Tx } from "../../../shared/service/tx.ts";
import { giftCard } from "../credit/gift-card.ts";

export async function endCards(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  for (const card of await tx.find(giftCard, { _id: { $in: [...ids] } }))
    await tx.save(giftCard, card, { code: null, deleted_at: tx.now }, { verb: "deleted" });
}
