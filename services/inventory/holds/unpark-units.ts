import { fail } from "../../../shared/errors.ts";
import { command } from "../../../shared/service/operation.ts";
import { itemsWithTills } from "../items/counts.ts";
import { releaseStock } from "../levels/hold-stock.ts";
import * as declared from "./declarations.ts";
import { hold } from "./hold.ts";
import { parkedStock, shiftParked } from "./shift-parked.ts";

export const unparkUnits = command(declared.unparkUnits, async (tx, { hold_id }) => {
  // The row stays even without a hold, so that a late hold is refused.
  const { created, entity } = await tx.upsert(hold, hold_id, { state: "released", lines: [] });
  if (created || entity.state === "released") return { released: true };
  const free = await tx.update(
    hold,
    { _id: hold_id, state: "held" },
    { $set: { state: "released" } },
    { emit: "none" },
  );
  if (!free) throw fail("conflict", "This hold has just been changed by another request; retry.");
  await releaseStock(tx, hold_id, parkedStock(free.lines));
  const own = free.lines.filter(({ level_id }) => !level_id);
  const rows = await itemsWithTills(tx, { _id: { $in: own.map((line) => line.item_id) } });
  await shiftParked(tx, new Map(rows.map((row) => [row.id, row])), own, {
    from: "parked",
    to: "active",
  });
  return { released: true };
});
