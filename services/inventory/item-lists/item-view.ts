/** An item in answers, with the fields that depend on the business date of its store (TIM-2). */
import { nowInstant } from "../../../shared/clock.ts";
import { businessDate, daysBetween, endOfDate } from "../../../shared/dates.ts";
import { visibleOf } from "../../../shared/resource/model.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import type { ItemView } from "../items/declarations.ts";
import { type Item, item } from "../items/item.ts";
import { type Day, placeIn, zoneIn, zonesOf } from "../stores/zones.ts";
import { itemStatus, normalCounts } from "../units/status.rules.ts";

const endOf = (moment: string | null, date: string | null, timezone: string): string | null =>
  moment ?? (date && endOfDate(date, timezone));

/** The fields that depend on the date in the item's store. */
export const viewOn = (row: Item, { today, timezone }: Day): ItemView => ({
  ...visibleOf(item, row),
  // While a register holds units, a status without units is stored as zero.
  status_counts: normalCounts(row.status_counts) as Item["status_counts"],
  status: itemStatus(row.status_counts, { expires_on: row.expires_on, today }),
  days_on_shelf: row.schedule_start ? Math.max(0, daysBetween(row.schedule_start, today)) : 0,
  expiry_ends_at: endOf(row.expires_at, row.expires_on, timezone),
  pick_up_ends_at: endOf(row.pick_up_at, row.pick_up_until, timezone),
});

/** Items in answers, each by the date of its own store. */
export async function viewEach(reader: Reader, rows: readonly Item[]): Promise<ItemView[]> {
  const zones = await zonesOf(reader);
  const now = nowInstant();
  // A page has many rows in few time zones.
  const days = new Map<string, string>();
  return rows.map((row) => {
    const timezone = zoneIn(reader, placeIn(zones, row.store_id));
    const today = days.get(timezone) ?? businessDate(now, timezone);
    days.set(timezone, today);
    return viewOn(row, { today, timezone });
  });
}

export const view = async (reader: Reader, row: Item): Promise<ItemView> =>
  (await viewEach(reader, [row]))[0]!;
