/** Setting units aside for a sale: where it is decided that a piece is sold once (SALE-1). */
import { isDeepStrictEqual } from "node:util";
import { fail } from "../../../shared/errors.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import { command } from "../../../shared/service/operation.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { holdUnits } from "../public.ts";
import { hold, item } from "../resources/item.ts";
import { counted, moveTold, shifted } from "./counts.ts";
import type { Item } from "./item-view.ts";

export type HoldLine = { item_id: string; units: number };

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
  if (purpose === "parked") await park(tx, input.lines, lines, allow_negative_stock);
  else await holdAtTill(tx, input.lines, lines, allow_negative_stock);
  return { held: true };
});

/** A hold that is there already: the same call again, or one that comes after its release. */
function again(found: Entity<typeof hold>, lines: HoldLine[]): { held: boolean } {
  if (found.state === "released") throw fail("conflict", "This hold has been released already.");
  const same = isDeepStrictEqual(found.lines, lines);
  if (!same) throw fail("conflict", "There is a hold with this id for other units.");
  return { held: true };
}

/** SALE-4: consigned pieces never go below zero. */
const holdable = (row: Item | undefined, units: number, allow_negative: boolean): boolean =>
  row !== undefined &&
  ((row.status_counts.active ?? 0) >= units || (allow_negative && row.inventory_type !== "consignment"));

async function rowsOf(reader: Reader, lines: readonly HoldLine[]): Promise<Map<string, Item>> {
  const rows = await reader.find(item, { _id: { $in: lines.map((each) => each.item_id) }, deleted_at: null });
  return new Map(rows.map((row) => [row.id, row]));
}

function refuseMissing(
  rows: Map<string, Item>,
  asked: readonly HoldLine[],
  lines: readonly HoldLine[],
  allow_negative: boolean,
): void {
  const missing = lines.filter(({ item_id, units }) => !holdable(rows.get(item_id), units, allow_negative));
  if (missing.length)
    throw notAvailable(
      asked,
      missing.map((each) => each.item_id),
    );
}

/** Told to everyone, as it may last for days. */
async function park(tx: Tx, asked: readonly HoldLine[], lines: HoldLine[], allow: boolean): Promise<void> {
  const rows = await rowsOf(tx, lines);
  refuseMissing(rows, asked, lines, allow);
  await tx.saveEach(
    item,
    lines.map(({ item_id, units }) => {
      const row = rows.get(item_id)!;
      const move = { from: "active", to: "parked", units } as const;
      const counts = shifted(row.status_counts, move);
      return { before: row, changes: counted(counts), announced: moveTold(row, [move], counts) };
    }),
  );
}

/**
 * A till's hold is over in a moment and is told by the sale: it leaves no event of its own, and lists find the item under
 * its old status until then. One write decides all, whatever others do; nothing is read before it.
 */
async function holdAtTill(
  tx: Tx,
  asked: readonly HoldLine[],
  lines: HoldLine[],
  allow: boolean,
): Promise<void> {
  const matched = await tx.changeEach(
    item,
    lines.map(({ item_id, units }) => {
      const enough = { "status_counts.active": { $gte: units } };
      return {
        id: item_id,
        where: {
          deleted_at: null,
          ...(allow ? { $or: [enough, { inventory_type: { $ne: "consignment" } }] } : enough),
        },
        update: { $inc: { "status_counts.active": -units, "status_counts.parked": units } },
      };
    }),
    { silent: true },
  );
  if (matched === lines.length) return;
  refuseMissing(await rowsOf(tx.committed, lines), asked, lines, allow);
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
