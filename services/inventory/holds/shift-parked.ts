/** Moves units of a parked sale, with an event, because a sale may be parked for days (SALE-2). */
import { fail } from "../../../shared/errors.ts";
import { units } from "../../../shared/micro.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { counted, itemsWithTills, moveTold, shifted } from "../items/counts.ts";
import { type Item, item } from "../items/item.ts";
import { type HeldStock, releaseStock } from "../levels/hold-stock.ts";
import type { Move } from "../units/move-units.rules.ts";
import { hold } from "./hold.ts";
import type { HoldLine } from "./hold-lines.ts";

/** A line of a hold that is kept: the units of a linked item are held at the level of its SKU. */
export type ParkedLine = HoldLine & { level_id: string | null };

export const parkedStock = (lines: readonly ParkedLine[]): HeldStock[] =>
  lines.flatMap(({ level_id, units: count }) => (level_id ? [{ level_id, quantity: units(count) }] : []));

export async function shiftParked(
  tx: Tx,
  rows: Map<string, Item>,
  lines: readonly HoldLine[],
  way: Pick<Move, "from" | "to">,
): Promise<void> {
  await tx.saveMany(
    item,
    lines.flatMap(({ item_id, units }) => {
      const row = rows.get(item_id);
      if (!row) return [];
      const counts = shifted(row.status_counts, { ...way, units });
      return {
        before: row,
        changes: counted(row, counts),
        emit: moveTold(row, [{ ...way, units }], counts),
      };
    }),
  );
}

/** Releases a hold. Returns the lines that were held; null if it was released before. */
export async function releaseParked(tx: Tx, hold_id: string): Promise<ParkedLine[] | null> {
  // The row stays even without a hold, so that a late hold is refused.
  const { created, entity } = await tx.upsert(hold, hold_id, { state: "released", lines: [] });
  if (created || entity.state === "released") return null;
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
  return free.lines;
}
