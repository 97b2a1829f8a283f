/** The current date in a store (TIM-2). */
import { nowInstant } from "../../../shared/clock.ts";
import { businessDate } from "../../../shared/dates.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import type { Days } from "../units/status-filter.rules.ts";
import { store } from "./store.ts";

/** Zones by the id of their store. */
export type Zones = ReadonlyMap<string, string>;

export async function zonesOf(reader: Reader): Promise<Zones> {
  const stores = await reader.cache.table(store);
  return new Map([...stores].flatMap(([id, { timezone }]) => (timezone ? [[id, timezone]] : [])));
}

/** The time zone of a store, as input of `todayIn`. */
export const placeIn = (zones: Zones, store_id: string | null | undefined): { timezone: string | null } => ({
  timezone: zones.get(store_id ?? "") ?? null,
});

/** The time zone of a store, otherwise of the organization. */
export const zoneIn = (reader: Reader, place: { timezone: string | null } | null): string =>
  place?.timezone ?? reader.org.timezone;

/** Today in the store, otherwise in the organization. */
export const todayIn = (reader: Reader, place: { timezone: string | null } | null, now: string): string =>
  businessDate(now, zoneIn(reader, place));

/** A store's day: its date and its zone. */
export type Day = { today: string; timezone: string };

export const dayIn = (reader: Reader, place: { timezone: string | null } | null, now: string): Day => {
  const timezone = zoneIn(reader, place);
  return { today: businessDate(now, timezone), timezone };
};

/** Today in the organization, and in the stores with another date. */
export async function daysOf(reader: Reader): Promise<Days> {
  const now = nowInstant();
  const today = businessDate(now, reader.org.timezone);
  const others = new Map<string, string[]>();
  for (const [id, timezone] of await zonesOf(reader)) {
    const there = businessDate(now, timezone);
    if (there !== today) others.set(there, [...(others.get(there) ?? []), id]);
  }
  return { today, elsewhere: [...others].map(([day, store_ids]) => ({ store_ids, today: day })) };
}
