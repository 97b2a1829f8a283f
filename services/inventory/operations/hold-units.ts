/** Setting units aside for a sale: where it is decided that a piece is sold once (SALE-1). */
import { isDeepStrictEqual } from "node:util";
import { fail } from "../../../shared/errors.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import { command } from "../../../shared/service/operation.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { holdUnits } from "../public.ts";
import { hold, item } from "../resources/item.ts";
import { counted, moveTold, shifted } from "./counts.ts";
import type { Item } from "./item-view.ts";

export type HoldLine = { item_id: string; units: number };
type Taken = { row: Item; units: number; below_zero: boolean };

/** The same item on two lines counts once with both their units. */
export function addedUp(lines: readonly HoldLine[]): HoldLine[] {
  const units = new Map<string, number>();
  for (const line of lines) units.set(line.item_id, (units.get(line.item_id) ?? 0) + line.units);
  return [...units].map(([item_id, total]) => ({ item_id, units: total })).sort(byItem);
}

/** One order for everybody: two sales of the same pieces meet at the first of them. */
const byItem = (a: HoldLine, b: HoldLine) => (a.item_id < b.item_id ? -1 : 1);

export const takeHold = command(holdUnits, async (tx, input) => {
  const { hold_id, purpose, allow_negative_stock } = input;
  const lines = addedUp(input.lines);
  const { created, entity } = await tx.ensure(hold, hold_id, { state: "held", purpose, lines });
  if (!created) return again(entity, lines);
  const ids = lines.map((line) => line.item_id);
  const rows = await tx.find(item, { _id: { $in: ids }, deleted_at: null });
  const known = new Map(rows.map((row) => [row.id, row]));
  const taken = lines.map((line) => take(known.get(line.item_id), line.units, allow_negative_stock));
  const missing = ids.filter((_, i) => !taken[i]);
  if (missing.length) throw notAvailable(input.lines, missing);
  await write(tx, taken as Taken[], purpose);
  return { held: true };
});

/** A hold that is there already: the same call again, or one that comes after its release. */
function again(found: Entity<typeof hold>, lines: HoldLine[]): { held: boolean } {
  if (found.state === "released") throw fail("conflict", "This hold has been released already.");
  const same = isDeepStrictEqual(found.lines, lines);
  if (!same) throw fail("conflict", "There is a hold with this id for other units.");
  return { held: true };
}

function take(row: Item | undefined, units: number, allow_negative: boolean): Taken | null {
  if (!row) return null;
  const below_zero = (row.status_counts.active ?? 0) < units;
  // SALE-4: consigned pieces never go below zero.
  const allowed = !below_zero || (allow_negative && row.inventory_type !== "consignment");
  return allowed ? { row, units, below_zero } : null;
}

/** All in one round trip. A till's hold is over in a moment and is told by the sale: it leaves no event of its own. */
async function write(tx: Tx, taken: Taken[], purpose: "checkout" | "parked"): Promise<void> {
  const writes = taken.map(({ row, units, below_zero }) => {
    const move = { from: "active", to: "parked", units } as const;
    return { row, units, below_zero, move, counts: shifted(row.status_counts, move) };
  });
  if (purpose === "parked") {
    await tx.saveEach(
      item,
      writes.map(({ row, move, counts }) => ({
        before: row,
        changes: counted(counts),
        announced: moveTold(row, [move], counts),
      })),
    );
    return;
  }
  const matched = await tx.changeEach(
    item,
    writes.map(({ row, units, below_zero, counts }) => ({
      id: row.id,
      where: { deleted_at: null, ...(below_zero ? {} : { "status_counts.active": { $gte: units } }) },
      update: { $set: counted(counts) },
    })),
    { silent: true },
  );
  if (matched !== writes.length)
    throw fail("conflict", "One of these items has just been changed by someone else.");
}

function notAvailable(lines: readonly HoldLine[], item_ids: string[]) {
  const errors = lines.flatMap((line, i) =>
    item_ids.includes(line.item_id)
      ? [
          {
            pointer: `/lines/${i}/item_id`,
            code: "item_not_available",
            message: "There are not enough units of this item for sale.",
          },
        ]
      : [],
  );
  const message =
    item_ids.length > 1 ? "Some items are not available." : "This item is not available any more.";
  return fail("item_not_available", message, { item_ids, errors });
}
