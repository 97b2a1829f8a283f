/** When a recurring fee is due (BAL-2). It computes with dates only, so that clock changes have no effect. */
import { addDays, daysBetween } from "../../../shared/dates.ts";

export type FeeCycle = {
  cycle: "weekly" | "monthly";
  every_weeks: number | null;
  day_of_month: number | null;
  starts_on: string | null;
};

/** The dates after `after`, up to and including `until`, on which the fee is due, in order. */
export function dueDates(fee: FeeCycle, attached_on: string, after: string, until: string): string[] {
  const anchor = fee.starts_on ?? attached_on;
  // A fee is never due on the day it is attached, nor before it starts.
  const latest = [addDays(anchor, -1), attached_on, after].sort().at(-1)!;
  return fee.cycle === "weekly" ? weekly(fee, anchor, latest, until) : monthly(fee, anchor, latest, until);
}

function weekly({ every_weeks }: FeeCycle, anchor: string, after: string, until: string): string[] {
  const step = 7 * (every_weeks ?? 1);
  const dates: string[] = [];
  let date = addDays(anchor, step * (Math.floor(daysBetween(anchor, after) / step) + 1));
  for (; date <= until; date = addDays(date, step)) dates.push(date);
  return dates;
}

function monthly({ day_of_month }: FeeCycle, anchor: string, after: string, until: string): string[] {
  const day = day_of_month ?? Number(anchor.slice(8));
  const dates: string[] = [];
  for (let month = after.slice(0, 7); month <= until.slice(0, 7); month = next(month)) {
    const date = clamped(month, day);
    if (date > after && date <= until) dates.push(date);
  }
  return dates;
}

const next = (month: string): string => addDays(`${month}-28`, 4).slice(0, 7);

/** The day of the month, or the last day of a shorter month. */
function clamped(month: string, day: number): string {
  const last = Number(addDays(`${next(month)}-01`, -1).slice(8));
  return `${month}-${String(Math.min(day, last)).padStart(2, "0")}`;
}
