/**
 * What tills and shops hold of a SKU's stock (STK-6, LNK-3): one conditional write per level decides, beside the sales orders
 * and the makers who want the same goods. The hold's id on the level makes each of them happen once.
 */
import { fail } from "../../../shared/errors.ts";
import type { OneWrite, Tx } from "../../../shared/service/tx.ts";
import { boundsCondition } from "./rules/bounds.ts";
import { showOnItems } from "./show-on-items.ts";
import { stockLevel } from "./stock-level.ts";

/** A quantity of a level, in millionths. */
export type HeldStock = { level_id: string; quantity: number };

/** More than a level gets while a late hold may still arrive. */
const RELEASED_HOLDS_KEPT = 200;

/** All transactions write the levels in the same order. */
const inOrder = (held: readonly HeldStock[]): HeldStock[] =>
  [...held].sort((a, b) => (a.level_id < b.level_id ? -1 : 1));

/** Writes to each level, and shows what they make of it; how many matched. */
async function writeHolds(tx: Tx, held: readonly HeldStock[], write: (each: HeldStock) => OneWrite[]) {
  if (held.length === 0) return 0;
  const matched = await tx.updateMany(stockLevel, inOrder(held).flatMap(write));
  const ids = held.map(({ level_id }) => level_id);
  await showOnItems(tx, await tx.find(stockLevel, { _id: { $in: ids } }, { withHidden: true }));
  return matched;
}

/** Whether all of it was there to be held; if not, the caller refuses, which takes back what was held. */
export async function reserveStock(
  tx: Tx,
  hold_id: string,
  held: readonly HeldStock[],
  { mayBeNegative }: { mayBeNegative: boolean },
): Promise<boolean> {
  const taken = await writeHolds(tx, held, ({ level_id, quantity }) => [
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
  return taken === held.length;
}

const giveBack = (hold_id: string, { level_id, quantity }: HeldStock): OneWrite => ({
  id: level_id,
  where: { holds: { $elemMatch: { hold_id, quantity } } },
  update: { $inc: { reserved: -quantity }, $pull: { holds: { hold_id } } },
});

/** Gives up a hold; one that comes after this is refused. */
export async function releaseStock(tx: Tx, hold_id: string, held: readonly HeldStock[]): Promise<void> {
  await writeHolds(tx, held, (each) => [
    {
      id: each.level_id,
      where: { released_hold_ids: { $ne: hold_id } },
      update: { $push: { released_hold_ids: { $each: [hold_id], $slice: -RELEASED_HOLDS_KEPT } } },
    },
    giveBack(hold_id, each),
  ]);
}

/** The goods of a hold leave the stock: the caller writes the entries in the same transaction. */
export async function endHold(tx: Tx, hold_id: string, held: readonly HeldStock[]): Promise<void> {
  const ended = await writeHolds(tx, held, (each) => [giveBack(hold_id, each)]);
  if (ended < held.length) throw fail("conflict", "This stock is no longer held for this sale.");
}
