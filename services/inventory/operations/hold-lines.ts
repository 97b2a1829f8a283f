/** The lines of a hold: units by item, what can be held of them, and the refusal that names what cannot. */
import { fail } from "../../../shared/errors.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import { itemsWithTills } from "./counts.ts";
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

export async function rowsOf(reader: Reader, lines: readonly HoldLine[]): Promise<Map<string, Item>> {
  const ids = lines.map((each) => each.item_id);
  const rows = await itemsWithTills(reader, { _id: { $in: ids }, deleted_at: null });
  return new Map(rows.map((row) => [row.id, row]));
}

/** SALE-4: consigned pieces never go below zero. */
const holdable = (row: Item | undefined, units: number, allow_negative: boolean): boolean =>
  row !== undefined &&
  ((row.status_counts.active ?? 0) >= units || (allow_negative && row.inventory_type !== "consignment"));

/** 409 item_not_available unless there are enough units of each; `asked` are the lines as the caller numbered them. */
export function refuseMissing(
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
