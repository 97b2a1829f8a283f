/** Periods of a subscription: half-open business dates, counted from its start and never from each other (SUB-1). */
import { addDays, daysBetween } from "../../../shared/dates.ts";
import type { cycles } from "../contracts/contract.ts";

export type Cycle = (typeof cycles)[number];

const months: Readonly<Record<Exclude<Cycle, "weekly">, number>> = { monthly: 1, quarterly: 3, yearly: 12 };

/** The date a number of months later, on the last day of a month without that day. */
function addMonths(date: string, count: number): string {
  const [year, month, day] = date.split("-").map(Number) as [number, number, number];
  const first = new Date(0);
  first.setUTCFullYear(year, month - 1 + count, 1);
  const last = new Date(first);
  last.setUTCMonth(first.getUTCMonth() + 1, 0);
  first.setUTCDate(Math.min(day, last.getUTCDate()));
  return first.toISOString().slice(0, 10);
}

/** The day on which a number of cycles end (SUB-1, SUB-11). */
export const afterCycles = (start_date: string, cycle: Cycle, count: number): string =>
  cycle === "weekly" ? addDays(start_date, 7 * count) : addMonths(start_date, months[cycle] * count);

type Started = { start_date: string; cycle: Cycle };
export type Period = { period: number; current_period_start: string; current_period_end: string };

/** Periods count from 1. */
export const periodOf = ({ start_date, cycle }: Started, period: number): Period => ({
  period,
  current_period_start: afterCycles(start_date, cycle, period - 1),
  current_period_end: afterCycles(start_date, cycle, period),
});

/** The last period that begins on or before this day; 0 if none does. */
export function periodOn({ start_date, cycle }: Started, day: string): number {
  if (day < start_date) return 0;
  const days = cycle === "weekly" ? 7 : 31 * months[cycle];
  // No month has more days, so that this is never too late.
  let period = Math.floor(daysBetween(start_date, day) / days) + 1;
  while (afterCycles(start_date, cycle, period) <= day) period += 1;
  return period;
}
