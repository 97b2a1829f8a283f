/** Free time of a calendar: availability in wall-clock time as instants, minus busy times (CAL-1, CAL-2, CAL-7). Pure. */
import { addDays, atWallClock, businessDate } from "../../../shared/dates.ts";

/** Half-open, in milliseconds since 1970. */
export type Span = { from: number; to: number };
/** Wall-clock times of one day, "HH:MM"; an end may be "24:00". */
export type DayRange = { start: string; end: string };
/** `day` 0 is Sunday. */
export type WeeklyRange = DayRange & { day: number };
/** The ranges of one date that replace the weekday's; an empty list means closed. */
export type DateOverride = { date: string; ranges: readonly DayRange[] };

export type Availability = {
  time_zone: string;
  weekly: readonly WeeklyRange[];
  overrides: readonly DateOverride[];
};

const minutesOf = (time: string): number => {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return hours * 60 + minutes;
};

const instantOf = (date: string, time: string, time_zone: string): number =>
  Date.parse(atWallClock(time === "24:00" ? `${addDays(date, 1)}T00:00` : `${date}T${time}`, time_zone));

/**
 * CAL-1: a range of one date as instants. One that lies whole in a skipped hour keeps its length, one that ends at or before
 * its start ends on the next date.
 */
function spanOf(date: string, { start, end }: DayRange, time_zone: string): Span {
  const from = instantOf(date, start, time_zone);
  const to = instantOf(end > start ? date : addDays(date, 1), end, time_zone);
  return { from, to: to > from ? to : from + (minutesOf(end) - minutesOf(start)) * 60_000 };
}

/** The instant at which a range of a date begins. */
export const startOf = (date: string, { start }: DayRange, time_zone: string): number =>
  instantOf(date, start, time_zone);

export const weekdayOf = (date: string): number => new Date(date).getUTCDay();

/** Spans in order; those that touch or overlap are merged. */
export function merged(spans: readonly Span[]): Span[] {
  const result: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.from - b.from)) {
    const last = result.at(-1);
    if (last && span.from <= last.to) last.to = Math.max(last.to, span.to);
    else result.push({ ...span });
  }
  return result;
}

/** The parts of spans outside the busy ones; both merged. */
export function without(spans: readonly Span[], busy: readonly Span[]): Span[] {
  const result: Span[] = [];
  let i = 0;
  for (const { from, to } of spans) {
    while (i < busy.length && busy[i]!.to <= from) i += 1;
    let at = from;
    for (let b = i; b < busy.length && busy[b]!.from < to; b++) {
      if (busy[b]!.from > at) result.push({ from: at, to: busy[b]!.from });
      at = Math.max(at, busy[b]!.to);
    }
    if (at < to) result.push({ from: at, to });
  }
  return result;
}

/** The ranges that dates have in a zone, between two instants. */
export function timeOn(
  rangesOn: (date: string) => readonly DayRange[],
  time_zone: string,
  { from, to }: Span,
): Span[] {
  const spans: Span[] = [];
  // A range that is moved past midnight belongs to the day before.
  const last = addDays(businessDate(to, time_zone), 1);
  for (let date = addDays(businessDate(from, time_zone), -1); date <= last; date = addDays(date, 1))
    spans.push(...rangesOn(date).map((range) => spanOf(date, range, time_zone)));
  return merged(spans).flatMap((span) => {
    const cut = { from: Math.max(span.from, from), to: Math.min(span.to, to) };
    return cut.from < cut.to ? [cut] : [];
  });
}

/** CAL-7: the availability between two instants. */
export function availableTime({ time_zone, weekly, overrides }: Availability, within: Span): Span[] {
  const byDate = new Map(overrides.map((each) => [each.date, each.ranges]));
  const onWeekday = (date: string) => weekly.filter(({ day }) => day === weekdayOf(date));
  return timeOn((date) => byDate.get(date) ?? onWeekday(date), time_zone, within);
}

/** CAL-7: free time between two instants. */
export const freeTime = (availability: Availability, busy: readonly Span[], within: Span): Span[] =>
  without(availableTime(availability, within), merged(busy));

/** CAL-7: slots of this many minutes, cut from the beginning of each free stretch. */
export function slotsIn(free: readonly Span[], minutes: number): Span[] {
  const length = minutes * 60_000;
  return free.flatMap(({ from, to }) =>
    Array.from({ length: Math.floor((to - from) / length) }, (_, i) => ({
      from: from + i * length,
      to: from + (i + 1) * length,
    })),
  );
}

/** The first two ranges of a day that overlap; undefined when none do. */
export function overlapping<T extends DayRange>(ranges: readonly T[]): [T, T] | undefined {
  const sorted = [...ranges].sort((a, b) => minutesOf(a.start) - minutesOf(b.start));
  for (let i = 1; i < sorted.length; i++)
    if (minutesOf(sorted[i]!.start) < minutesOf(sorted[i - 1]!.end)) return [sorted[i - 1]!, sorted[i]!];
  return undefined;
}
