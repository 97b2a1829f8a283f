/** The time of the sample shop: it stands at a moment of the last three months, and moves when it is told to. */
import { setClock } from "../../shared/clock.ts";

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

export type Calendar = {
  days: number;
  /** From here on it is this minute of this day, or a moment later. */
  at(day: number, minute: number): void;
  /** The day in the shop's calendar: "2026-09-01". */
  dateOf(day: number): string;
  weekdayOf(day: number): number;
  /** Back to the time of the machine. */
  end(): void;
};

/** The last day is yesterday. */
export function openCalendar(days: number): Calendar {
  const today = new Date().setUTCHours(0, 0, 0, 0);
  const startOf = (day: number) => today + (day - days) * DAY_MS;
  let now = startOf(0);
  // Each look is a millisecond later, so that nothing happens before what it follows.
  const restore = setClock(() => now++);
  return {
    days,
    at(day, minute) {
      now = Math.max(now, startOf(day) + minute * MINUTE_MS);
    },
    dateOf: (day) => new Date(startOf(day)).toISOString().slice(0, 10),
    weekdayOf: (day) => new Date(startOf(day)).getUTCDay(),
    end: restore,
  };
}
