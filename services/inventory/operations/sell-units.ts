/** The units that a till held become sold: after the pivot of a sale, so it goes through however often it is repeated. */
import { fail } from "../../../shared/errors.ts";
import { command } from "../../../shared/service/operation.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { sellUnits } from "../public.ts";
import { item, unitSale } from "../resources/item.ts";
import { counted, moveTold, shifted } from "./counts.ts";
import { addedUp, type HoldLine } from "./hold-lines.ts";

export const sellHeld = command(sellUnits, async (tx, input) => {
  const { hold_id, sale_id, status } = input;
  const lines = addedUp(input.lines);
  const units = new Map(lines.map((line) => [line.item_id, line.units]));
  const rows = await tx.find(item, { _id: { $in: [...units.keys()] }, "till.hold_id": hold_id });
  if (rows.length !== lines.length) return soldBefore(tx, sale_id, lines);
  const saved = await tx.saveEach(
    item,
    rows.map((row) => {
      const move = { to: status, units: units.get(row.id)! };
      const counts = shifted(row.status_counts, { from: "parked", ...move });
      // A till's hold was silent: for everyone else the units come straight from `active` (4.1).
      const told = shifted(row.status_counts, { from: "parked", to: "active", units: move.units });
      return {
        before: { ...row, ...counted(told) },
        changes: { ...counted(counts), last_sold_at: tx.now },
        also: { $pull: { till: { hold_id } } },
        announced: moveTold(row, [{ from: "active", ...move }], counts),
      };
    }),
  );
  await tx.note(
    unitSale,
    saved.map((row) => ({
      item_id: row.id,
      sale_id,
      store_id: row.store_id,
      units: units.get(row.id)!,
      sold_as: status,
      sold_at: tx.now,
    })),
  );
  return { sold: true };
});

/** The same call again finds its units sold. */
async function soldBefore(tx: Tx, sale_id: string, lines: readonly HoldLine[]): Promise<{ sold: boolean }> {
  const sold = await tx.find(unitSale, { sale_id });
  const all = lines.every((line) =>
    sold.some(({ item_id, units }) => item_id === line.item_id && units === line.units),
  );
  if (!all) throw fail("conflict", "The units of this hold are not where they were put.");
  return { sold: true };
}
