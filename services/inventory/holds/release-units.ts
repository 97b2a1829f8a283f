import { flow } from "../../../shared/service/operation.ts";
import type { OneWrite } from "../../../shared/service/tx.ts";
import { item } from "../items/item.ts";
import { releaseStock } from "../levels/hold-stock.ts";
import { isLinked, linkedItems, stockOf } from "../links/linked-stock.ts";
import * as declared from "./declarations.ts";
import { addedUp } from "./hold-lines.ts";
import { giveBack } from "./till-hold.ts";

/** More than an item gets while a late hold may still arrive. */
const RELEASED_HOLDS_KEPT = 50;

/** First bars the hold, then releases its units, so that a late hold finds one or the other. */
export const releaseUnits = flow(
  declared.releaseUnits,
  async ({ write, transact, meta }, { hold_id, lines }) => {
    const all = addedUp(lines);
    const writes = all
      .filter((line) => !isLinked(line))
      .flatMap((line): OneWrite[] => [
        {
          id: line.item_id,
          where: { released_hold_ids: { $ne: hold_id } },
          update: { $push: { released_hold_ids: { $each: [hold_id], $slice: -RELEASED_HOLDS_KEPT } } },
        },
        giveBack(hold_id, line),
      ]);
    if (writes.length) await write.updateMany(item, writes);
    const linked = all.filter(isLinked);
    if (linked.length)
      await transact(meta, { action: declared.releaseUnits.name }, async (tx) =>
        releaseStock(tx, hold_id, stockOf(await linkedItems(tx, linked), linked)),
      );
    return { released: true };
  },
);
