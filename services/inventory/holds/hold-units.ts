/**
 * Setting units aside for a sale that is being finalized: where it is decided that a piece is sold once (SALE-1). A till's
 * hold is over in a moment and is told by the sale: it lies in the item's own row, leaves no event of its own, and lists
 * find the item under its old status until then.
 */
import { fail } from "../../../shared/errors.ts";
import type { MongoFilter } from "../../../shared/resource/query.ts";
import { type FlowContext, flow } from "../../../shared/service/operation.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import { item } from "../items/item.ts";
import * as declared from "./declarations.ts";
import { addedUp, type HoldLine, refuseMissing, rowsOf } from "./hold-lines.ts";
import { giveBack, type Hold, takeAll, takeEach } from "./till-hold.ts";

export const holdUnits = flow(declared.holdUnits, async (context, input) => {
  const hold: Hold = { ...input, lines: addedUp(input.lines) };
  const taken = await context.write.updateMany(item, takeEach(hold));
  if (taken === hold.lines.length) return { held: true };
  const { lines, allow_negative_stock } = hold;
  const held = await linesHeld(context.reader, hold);
  if (held === lines.length) return { held: true };
  // Most who come too late have nothing to give back, and find nothing to try again.
  if (held === 0)
    refuseMissing(await rowsOf(context.reader, lines), input.lines, lines, allow_negative_stock);
  return allOrNone(context, hold, input.lines, held > 0);
});

/** How many lines this hold has the units of: all of them when the same call came before. */
async function linesHeld(reader: Reader, { hold_id, lines }: Hold): Promise<number> {
  const ids = lines.map((each) => each.item_id);
  const there = async (where: MongoFilter) =>
    new Set((await reader.find(item, { _id: { $in: ids }, ...where })).map((row) => row.id));
  const known = await there({ $or: [{ "checkout_holds.hold_id": hold_id }, { released_hold_ids: hold_id }] });
  if (known.size === 0) return 0;
  const held = await there({
    $or: lines.map(({ item_id, units }) => ({
      _id: item_id,
      checkout_holds: { $elemMatch: { hold_id, units } },
    })),
  });
  const other = [...known].filter((each) => !held.has(each));
  if (other.length) throw fail("conflict", "This hold has been released already, or is for other units.");
  return held.size;
}

/**
 * Some were there and some were not: what was taken is given back, and all are tried once more in one transaction, so that
 * of two sales of the same pieces one wins and not none.
 */
async function allOrNone(
  { write, transact, meta }: FlowContext,
  hold: Hold,
  asked: readonly HoldLine[],
  some: boolean,
): Promise<{ held: boolean }> {
  if (some) {
    const back = hold.lines.map((line) => giveBack(hold.hold_id, line));
    await write.updateMany(item, back);
  }
  return transact(meta, { action: declared.holdUnits.name }, (tx) => takeAll(tx, hold, asked));
}
