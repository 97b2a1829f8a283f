/** Business dates (TIM-2): calendar dates `YYYY-MM-DD` in the time zone of the store or organization. */

const DAY_MS = 86_400_000;

/** Creating a formatter costs far more than using one; the cache holds at most one per time zone. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(time_zone: string): Intl.DateTimeFormat {
  const known = formatters.get(time_zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat("en-US", {
    timeZone: time_zone,
    calendar: "gregory",
    numberingSystem: "latn",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  });
  formatters.set(time_zone, made);
  return made;
}

/** TIM-2: the calendar date of an instant (ISO 8601 or epoch milliseconds) in an IANA time zone. */
export function businessDate(instant: string | number, time_zone: string): string {
  const parts = formatterOf(time_zone).formatToParts(new Date(instant));
  const part = (type: string): string => parts.find((one) => one.type === type)!.value;
  return `${part("year").padStart(4, "0")}-${part("month")}-${part("day")}`;
}

const starts = new Map<string, string>();
const MOST_STARTS = 5000;

/**
 * TIM-2: the first instant of a calendar date in an IANA time zone, across clock changes; a date that the
 * zone skipped begins with the next date.
 */
export function startOfDate(date: string, time_zone: string): string {
  const key = `${date} ${time_zone}`;
  const known = starts.get(key);
  if (known) return known;
  if (starts.size >= MOST_STARTS) starts.clear();
  const start = findStart(date, time_zone);
  starts.set(key, start);
  return start;
}

/** The last instant of a calendar date: a millisecond before the next date begins. */
export const endOfDate = (date: string, time_zone: string): string =>
  new Date(Date.parse(startOfDate(addDays(date, 1), time_zone)) - 1).toISOString();

function findStart(date: string, time_zone: string): string {
  // No zone is more than a day from UTC, and its date never goes back across midnight: bisect to find the
  // start.
  let [before, from] = [Date.parse(date) - DAY_MS, Date.parse(date) + DAY_MS];
  while (from - before > 1) {
    const middle = Math.floor((before + from) / 2);
    if (businessDate(middle, time_zone) < date) before = middle;
    else from = middle;
  }
  return new Date(from).toISOString();
}

/** The date a number of days later (or earlier); dates have no time zone, so no clock change matters. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10);
}

/** Whole days from one date to another; negative when `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
}

/** How far the clocks of a zone are ahead of UTC at an instant, in milliseconds. */
function offsetMs(ms: number, time_zone: string): number {
  const parts = clockOf(time_zone).formatToParts(new Date(ms));
  const part = (type: string): number => Number(parts.find((one) => one.type === type)!.value);
  const shown = Date.UTC(
    part("year"),
    part("month") - 1,
    part("day"),
    part("hour"),
    part("minute"),
    part("second"),
  );
  return shown - Math.floor(ms / 1000) * 1000;
}

const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(time_zone: string): Intl.DateTimeFormat {
  const known = clocks.get(time_zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat("en-US", {
    ...{ timeZone: time_zone, calendar: "gregory", numberingSystem: "latn", hourCycle: "h23" },
    ...{ year: "numeric", month: "2-digit", day: "2-digit" },
    ...{ hour: "2-digit", minute: "2-digit", second: "2-digit" },
  });
  clocks.set(time_zone, made);
  return made;
}

/** What the clocks of a zone show at an instant: "2027-03-28T02:30:00". */
export function wallClock(instant: string, time_zone: string): string {
  const ms = Date.parse(instant);
  return new Date(ms + offsetMs(ms, time_zone)).toISOString().slice(0, 19);
}

/**
 * CAL-1: the instant at which the clocks of a zone show a date and time like "2027-03-28T02:30". A skipped
 * time moves forward by the gap; a repeated time means its first occurrence. Returns the text unchanged if it
 * is not a time.
 */
export function atWallClock(local: string, time_zone: string): string {
  const shown = Date.parse(`${local}Z`);
  if (Number.isNaN(shown)) return local;
  // The offsets on both sides of any nearby clock change.
  const [before, after] = [shown - DAY_MS, shown + DAY_MS].map((ms) => offsetMs(ms, time_zone)) as [
    number,
    number,
  ];
  const early = shown - before;
  if (offsetMs(early, time_zone) === before) return new Date(early).toISOString();
  const late = shown - after;
  return new Date(offsetMs(late, time_zone) === after ? late : early).toISOString();
}
