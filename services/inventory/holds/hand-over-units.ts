/** A sale on lay-by is finalized: its units go from the hold of days to that of the till, in one transaction (LAY-4). */
import { fail } from "../../../shared/errors.ts";
import { command } from "../../../shared/service/operation.ts";
import { item } from "../items/item.ts";
import { reserveStock } from "../levels/hold-stock.ts";
import * as declared from "./declarations.ts";
import { parkedStock, releaseParked } from "./shift-parked.ts";
import { takeEach } from "./till-hold.ts";

export const handOverUnits = command(declared.handOverUnits, async (tx, { hold_id, till_hold_id }) => {
  const lines = await releaseParked(tx, hold_id);
  // Only the sale that has the hold ends it: this is a repetition.
  if (!lines) return { held: true };
  const own = lines.filter(({ level_id }) => !level_id);
  // They were set aside once: what other sales took below zero since then is no reason against it (SALE-4).
  const taking = { hold_id: till_hold_id, lines: own, allow_negative_stock: true, priced: [] };
  const taken = own.length ? await tx.updateMany(item, takeEach(taking)) : 0;
  const reserved = await reserveStock(tx, till_hold_id, parkedStock(lines), { mayBeNegative: true });
  if (taken < own.length || !reserved)
    throw fail("conflict", "The units of this sale are no longer as they were set aside.");
  return { held: true };
});
