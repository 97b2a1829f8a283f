/** Moves units of a parked sale, with an event, because a sale may be parked for days (SALE-2). */
import { units } from "../../../shared/micro.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { counted, moveTold, shifted } from "../items/counts.ts";
import { type Item, item } from "../items/item.ts";
import type { HeldStock } from "../levels/hold-stock.ts";
import type { Move } from "../units/move-units.rules.ts";
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
