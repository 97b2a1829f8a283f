/**
 * Holds of registers and shops on a SKU's stock (STK-6, LNK-3): one conditional write per level decides
 * between them and competing sales orders and makers. The hold's id on the level makes each write happen
 * once.
 */
import { fail } from "../../../shared/errors.ts";
import type { OneWrite, Tx } from "../../../shared/service/tx.ts";
import { boundsCondition } from "./rules/bounds.ts";
import { showOnItems } from "./show-on-items.ts";
import { stockLevel } from "./stock-level.ts";
import { tellLow } from "./tell-low.ts";

/** A quantity of a level, in millionths. */
export type HeldStock = { level_id: string; quantity: number };

/** More holds than a level gets while a late one may still arrive. */
const RELEASED_HOLDS_KEPT = 200;

/** All transactions write the levels in the same order. */
const inOrder = (held: readonly HeldStock[]): HeldStock[] =>
  [...held].sort((a, b) => (a.level_id < b.level_id ? -1 : 1));

/** Writes to each level, and updates the items that show it; returns how many matched, and the levels. */
async function writeHolds(tx: Tx, held: readonly HeldStock[], write: (each: HeldStock) => OneWrite[]) {
  if (held.length === 0) return { matched: 0, levels: [] };
  const matched = await tx.updateMany(stockLevel, inOrder(held).flatMap(write));
  const ids = held.map(({ level_id }) => level_id);
  const levels = await tx.find(stockLevel, { _id: { $in: ids } }, { withHidden: true });
  await showOnItems(tx, levels);
  return { matched, levels };
}

/** Whether everything could be held; if not, the caller refuses, which rolls back the part already held. */
export async function reserveStock(
  tx: Tx,
  hold_id: string,
  held: readonly HeldStock[],
  { mayBeNegative }: { mayBeNegative: boolean },
): Promise<boolean> {
  const { matched, levels } = await writeHolds(tx, held, ({ level_id, quantity }) => [
    {
      id: level_id,
      where: {
        "holds.hold_id": { $ne: hold_id },
        released_hold_ids: { $ne: hold_id },
        ...boundsCondition({ reserved: quantity }, mayBeNegative),
      },
      update: { $inc: { reserved: quantity }, $push: { holds: { hold_id, quantity } } },
    },
  ]);
  await tellLow(tx, levels);
  return matched === held.length;
}

const giveBack = (hold_id: string, { level_id, quantity }: HeldStock): OneWrite => ({
  id: level_id,
  where: { holds: { $elemMatch: { hold_id, quantity } } },
  update: { $inc: { reserved: -quantity }, $pull: { holds: { hold_id } } },
});

/** Releases a hold; refuses it if it arrives later. */
export async function releaseStock(tx: Tx, hold_id: string, held: readonly HeldStock[]): Promise<void> {
  const { levels } = await writeHolds(tx, held, (each) => [
    {
      id: each.level_id,
      where: { released_hold_ids: { $ne: hold_id } },
      update: { $push: { released_hold_ids: { $each: [hold_id], $slice: -RELEASED_HOLDS_KEPT } } },
    },
    giveBack(hold_id, each),
  ]);
  await tellLow(tx, levels);
}

/** Removes a hold whose goods leave the stock: the caller writes the entries in the same transaction. */
export async function endHold(tx: Tx, hold_id: string, held: readonly HeldStock[]): Promise<void> {
  // Until those entries are written, it only seems as if there were more again (AVL-3).
  const { matched } = await writeHolds(tx, held, (each) => [giveBack(hold_id, each)]);
  if (matched < held.length) throw fail("conflict", "This stock is no longer held for this sale.");
}
