/** Rates and days. */
import { addDays } from "../../../shared/dates.ts";

/** How far back a day finds a rate (MRC-CUR-3). */
const DAYS_BACK = 30;

/** A moment without its seconds. */
export const minuteOf = (instant: string): string => `${instant.slice(0, 16)}:00.000Z`;

/** The moments of rates that count on a day in UTC. */
export const momentsFor = (date: string): { from: string; before: string } => ({
  from: `${addDays(date, -DAYS_BACK)}T00:00:00.000Z`,
  before: `${addDays(date, 1)}T00:00:00.000Z`,
});
