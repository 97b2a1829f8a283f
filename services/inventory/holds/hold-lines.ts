/** The lines of a hold: units by item, the available units, and the refusal that names missing ones. */
import type { At, Failure } from "../../../shared/errors.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import { itemsWithTills } from "../items/counts.ts";
import type { Item } from "../items/item.ts";
import type { UnitLine } from "../links/linked-stock.ts";
import { itemGone, itemShort, itemsNotAvailable } from "./errors.ts";

export type HoldLine = UnitLine;

/** Adds up the units of lines with the same item. */
export function addedUp(lines: readonly HoldLine[]): HoldLine[] {
  const sums = new Map<string, HoldLine>();
  for (const { item_id, sku_id = null, units } of lines)
    sums.set(item_id, { item_id, sku_id, units: (sums.get(item_id)?.units ?? 0) + units });
  return [...sums.values()].sort(byItem);
}

/** All sales use the same order, so that two sales of the same pieces conflict at the first of them. */
const byItem = (a: HoldLine, b: HoldLine) => (a.item_id < b.item_id ? -1 : 1);

export async function rowsOf(reader: Reader, lines: readonly HoldLine[]): Promise<Map<string, Item>> {
  const ids = lines.map((each) => each.item_id);
  const rows = await itemsWithTills(reader, { _id: { $in: ids }, deleted_at: null });
  return new Map(rows.map((row) => [row.id, row]));
}

/** SALE-4: the stock of consigned pieces is never negative. */
const holdable = (row: Item | undefined, units: number, allow_negative: boolean): boolean =>
  row !== undefined &&
  ((row.status_counts.active ?? 0) >= units || (allow_negative && row.inventory_type !== "consignment"));

/** Throws 409 item_not_available unless there are enough units of each item. `asked` are the lines in the caller's order. */
export function refuseMissing(
  rows: Map<string, Item>,
  asked: readonly HoldLine[],
  lines: readonly HoldLine[],
  allow_negative: boolean,
): void {
  const missing = lines.filter(({ item_id, units }) => !holdable(rows.get(item_id), units, allow_negative));
  if (missing.length === 0) return;
  const short = new Map(
    missing.map(({ item_id, units }) => [
      item_id,
      shortOf(item_id, rows.get(item_id)?.status_counts.active ?? 0, units),
    ]),
  );
  const at = asked.flatMap(({ item_id }, i) => {
    const message = short.get(item_id)?.([]).message;
    return message ? [{ pointer: `/lines/${i}/item_id`, message }] : [];
  });
  const [only, ...others] = short.values();
  throw only && others.length === 0 ? only(at) : itemsNotAvailable({ item_ids: [...short.keys()] }, at);
}

/** The available and the requested units. */
function shortOf(item_id: string, available: number, asked: number) {
  const item_ids = [item_id];
  return (at: readonly At[]): Failure =>
    available === 0 ? itemGone({ item_ids }, at) : itemShort({ item_ids, available, asked }, at);
}
