/** The period of a report: the requested one, or the last 30 days. */
import { nowInstant } from "../../../shared/clock.ts";
import { addDays, businessDate } from "../../../shared/dates.ts";
import { invalidField } from "../../../shared/errors.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import type { Call } from "../../../shared/service/reference.ts";
import { store } from "../../inventory/public.ts";

export type Period = { start_date: string; end_date: string; store_id?: string | null | undefined };
type Asked = { [name in keyof Period]?: string | null | undefined };

const DAYS = 30;
const STORES_AT_ONCE = 100;

/** Time zones of the store, or of the organization and all its stores; a closed store has sales of its last day. */
async function zonesOf({ org }: Reader, call: Call, store_id: string | null | undefined): Promise<string[]> {
  if (store_id) {
    const [found] = await call(store.actions.many, { ids: [store_id] });
    return [found?.timezone ?? org.timezone];
  }
  const zones = [org.timezone];
  let cursor: string | null | undefined;
  do {
    const after = cursor ? { cursor } : {};
    const page = await call(store.actions.list, { deleted: "include", limit: STORES_AT_ONCE, ...after });
    zones.push(...page.data.flatMap(({ timezone }) => timezone ?? []));
    cursor = page.next_cursor;
  } while (cursor);
  return zones;
}

/** The latest current date in the zones (TIM-2). */
async function latestToday(reader: Reader, call: Call, store_id: string | null | undefined): Promise<string> {
  const now = nowInstant();
  const zones = await zonesOf(reader, call, store_id);
  const days = zones.map((zone) => businessDate(now, zone));
  return days.sort().at(-1) ?? businessDate(now, reader.org.timezone);
}

export async function periodOf(
  reader: Reader,
  call: Call,
  { start_date, end_date, store_id }: Asked,
): Promise<Period> {
  const end = end_date ?? (await latestToday(reader, call, store_id));
  const start = start_date ?? addDays(end, 1 - DAYS);
  if (start > end) throw invalidField("end_date", "out_of_range", "'end_date' is earlier than 'start_date'.");
  return { start_date: start, end_date: end, store_id };
}
