/** The busy times of an iCalendar feed (CAL-7). */
import ical, { type VEvent } from "node-ical";
import { addDays, startOfDate } from "../../../shared/dates.ts";
import { merged, type Span } from "../free-time/free-time.rules.ts";

/** More events than a person's calendar has. */
const MOST_EVENTS = 5000;
/** Recurrences within a day would unfold to millions of events. */
const WITHIN_A_DAY = /^RRULE[^\r\n]*(FREQ=(SECONDLY|MINUTELY|HOURLY)|BY(SECOND|MINUTE|HOUR)=)/im;

type Reading = { within: Span; time_zone: string };

/** A date without a time is read as the server's midnight. */
const dateOf = (day: Date): string =>
  [day.getFullYear(), day.getMonth() + 1, day.getDate()]
    .map((part) => String(part).padStart(2, "0"))
    .join("-");

/** Whole days are days of the user's zone; an event that ends on its first day lasts that day. */
function wholeDays(start: Date, end: Date, time_zone: string): Span {
  const [first, behind] = [dateOf(start), dateOf(end)];
  const last = behind > first ? behind : addDays(first, 1);
  return {
    from: Date.parse(startOfDate(first, time_zone)),
    to: Date.parse(startOfDate(last, time_zone)),
  };
}

function spansOf(event: VEvent, { within, time_zone }: Reading): Span[] {
  if (event.transparency === "TRANSPARENT" || event.status === "CANCELLED") return [];
  const range = { from: new Date(within.from), to: new Date(within.to), expandOngoing: true };
  return ical
    .expandRecurringEvent(event, range)
    .map(({ start, end, isFullDay }) =>
      isFullDay
        ? wholeDays(start, end, time_zone)
        : { from: start.getTime(), to: Math.max(end.getTime(), start.getTime()) },
    );
}

/** The busy times of a feed, merged and sorted; throws an error with a sentence if it is not a valid feed. */
export function busyInFeed(text: string, reading: Reading): Span[] {
  if (!/^\uFEFF?\s*BEGIN:VCALENDAR/i.test(text))
    throw new Error("The address does not answer with a calendar.");
  // A long line goes on in the next one, behind a blank.
  if (WITHIN_A_DAY.test(text.replace(/\r?\n[ \t]/g, "")))
    throw new Error("The calendar has events that repeat within a day.");
  const events = Object.values(ical.sync.parseICS(text)).filter(
    (each): each is VEvent => each?.type === "VEVENT",
  );
  if (events.length > MOST_EVENTS) throw new Error(`The calendar has more than ${MOST_EVENTS} events.`);
  const { from, to } = reading.within;
  const spans = events.flatMap((event) => spansOf(event, reading));
  return merged(spans.filter((span) => span.to > span.from && span.to > from && span.from < to));
}
