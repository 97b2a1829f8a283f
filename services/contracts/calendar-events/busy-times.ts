/** What makes a user busy: events and other calendars of theirs. */
import type { Reader } from "../../../shared/service/reader.ts";
import { calendarFeed } from "../calendar-feeds/calendar-feed.ts";
import type { Span } from "../free-time/free-time.rules.ts";
import { calendarEvent } from "./calendar-event.ts";

/** Events of the user and busy times of their other calendars that touch a span; without one event, for its own move. */
export async function busyIn(
  reader: Reader,
  user_id: string,
  { from, to }: Span,
  { except }: { except?: string } = {},
): Promise<Span[]> {
  const [start, end] = [from, to].map((each) => new Date(each).toISOString());
  const touching = { user_id, end_at: { $gt: start }, start_at: { $lt: end } };
  const [events, feeds] = await Promise.all([
    reader.find(calendarEvent, touching),
    reader.find(calendarFeed, { user_id }),
  ]);
  const own = events.filter(({ id, all_day }) => id !== except && !all_day);
  return [...own, ...feeds.flatMap(({ busy }) => busy)].map(({ start_at, end_at }) => ({
    from: Date.parse(start_at),
    to: Date.parse(end_at),
  }));
}
