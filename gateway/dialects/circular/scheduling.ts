/** Opening hours: one range per weekday here, any number of them natively (the first opens, the last closes). */
import type { store } from "../../../services/inventory/public.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import { type c, objectWith } from "../../kit/index.ts";

type Week = NonNullable<Entity<typeof store>["scheduling"]>;
type Hours = { open: string; close: string };
const WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;
const CLOCK = /^([01]\d|2[0-3]):[0-5]\d$/;

const isHours = (value: unknown): value is Hours => {
  const { open, close } = (value ?? {}) as Partial<Hours>;
  return CLOCK.test(open ?? "") && CLOCK.test(close ?? "");
};
const hours = objectWith({ open: { type: "string" }, close: { type: "string" } });

export const scheduling: c.Codec<Week> = {
  schema: objectWith(Object.fromEntries(WEEKDAYS.map((day) => [day, hours])), []),
  out: (week) =>
    Object.fromEntries(
      Object.entries(week as Record<string, Hours[]>)
        .filter(([, ranges]) => ranges.length > 0)
        .map(([day, ranges]) => [day, { open: ranges[0]!.open, close: ranges.at(-1)!.close }]),
    ),
  in(given) {
    const days = typeof given === "object" && given !== null ? Object.entries(given) : [["", null] as const];
    const fits = days.every(
      ([day, each]) => WEEKDAYS.some((weekday) => weekday === day) && (each === null || isHours(each)),
    );
    return fits
      ? { value: Object.fromEntries(days.map(([day, each]) => [day, each ? [each] : []])) as Week }
      : { allowed: "opening hours by weekday in lower case, each {open: HH:MM, close: HH:MM}" };
  },
};
