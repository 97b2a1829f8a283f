/** Moves units of a parked sale, with an event, because a sale may be parked for days (SALE-2). */
import type { Tx } from "../../../shared/service/tx.ts";
import { counted, moveTold, shifted } from "../items/counts.ts";
import { type Item, item } from "../items/item.ts";
import type { Move } from "../units/move-units.rules.ts";
import type { HoldLine } from "./hold-lines.ts";

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
