import { flow } from "../../../shared/service/operation.ts";
import type { OneWrite } from "../../../shared/service/tx.ts";
import { item } from "../items/item.ts";
import * as declared from "./declarations.ts";
import { addedUp } from "./hold-lines.ts";
import { giveBack } from "./till-hold.ts";

/** More than any item sees in the seconds that a late hold may be on its way. */
const RELEASED_HOLDS_KEPT = 50;

/** Barred first, then given back: a hold on its way finds one or the other. */
export const releaseUnits = flow(declared.releaseUnits, async ({ write }, { hold_id, lines }) => {
  const writes = addedUp(lines).flatMap((line): OneWrite[] => [
    {
      id: line.item_id,
      where: { released_hold_ids: { $ne: hold_id } },
      update: { $push: { released_hold_ids: { $each: [hold_id], $slice: -RELEASED_HOLDS_KEPT } } },
    },
    giveBack(hold_id, line),
  ]);
  await write.updateMany(item, writes);
  return { released: true };
});
