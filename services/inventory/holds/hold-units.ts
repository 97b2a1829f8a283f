/**
 * Holds units for a sale that is being finalized. It decides that a piece is sold only once (SALE-1). The hold of a register
 * is short: it is stored in the item's own row and sends no event, because the sale does. Until then, lists find the item
 * under its old status.
 */
import { fail } from "../../../shared/errors.ts";
import type { MongoFilter } from "../../../shared/resource/query.ts";
import { type FlowContext, flow } from "../../../shared/service/operation.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import { item } from "../items/item.ts";
import { isLinked } from "../links/linked-stock.ts";
import * as declared from "./declarations.ts";
import { addedUp, type HoldLine, refuseMissing, rowsOf } from "./hold-lines.ts";
import { giveBack, type Hold, heldBefore, takeAll, takeEach } from "./till-hold.ts";

export const holdUnits = flow(declared.holdUnits, async (context, input) => {
  const hold: Hold = { ...input, lines: addedUp(input.lines) };
  if (hold.lines.some(isLinked)) return holdStock(context, hold, input.lines);
  const taken = await context.write.updateMany(item, takeEach(hold));
  if (taken === hold.lines.length) return { held: true };
  const { lines, allow_negative_stock } = hold;
  const held = await linesHeld(context.reader, hold);
  if (held === lines.length) return { held: true };
  // Most sales that come too late have nothing to release and nothing to retry.
  if (held === 0)
    refuseMissing(await rowsOf(context.reader, lines), input.lines, lines, allow_negative_stock);
  return allOrNone(context, hold, input.lines, held > 0);
});

/** With goods in quantity, all lines are held in one transaction: the level of a SKU decides together with the items (LNK-3). */
async function holdStock(
  { reader, transact, meta }: FlowContext,
  hold: Hold,
  asked: readonly HoldLine[],
): Promise<{ held: boolean }> {
  if (await heldBefore(reader, hold)) return { held: true };
  return transact(meta, { action: declared.holdUnits.name }, (tx) => takeAll(tx, hold, asked));
}

/** The number of lines whose units this hold has: all of them if the call is a repetition. */
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
 * Only some units were available: the others are released, and all lines are tried again in one transaction, so that of
 * two sales of the same pieces one succeeds.
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
