/** The lines of a hold: units by item, what can be held of them, and the refusal that names what cannot. */
import type { At, Failure } from "../../../shared/errors.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import { itemsWithTills } from "../items/counts.ts";
import type { Item } from "../items/item.ts";
import { itemGone, itemShort, itemsNotAvailable } from "./errors.ts";

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

/** How many there are, and how many were asked for. */
function shortOf(item_id: string, available: number, asked: number) {
  const item_ids = [item_id];
  return (at: readonly At[]): Failure =>
    available === 0 ? itemGone({ item_ids }, at) : itemShort({ item_ids, available, asked }, at);
}
