/** The calendar of a user who was erased goes with them (USR-1). */
import { reaction } from "../../../shared/events/consumer.ts";
import { calendarFeed } from "../calendar-feeds/calendar-feed.ts";
import { calendar, calendarIdOf } from "../calendars/calendar.ts";
import { userErased } from "../offers/user-erased.ts";
import { calendarEvent } from "./calendar-event.ts";

/** Of a user's events, in one transaction. */
const MOST = 5000;

export const removeCalendarOfErased = reaction("erased_calendar", userErased, async (tx, { data }) => {
  const own = await tx.get(calendar, calendarIdOf(data.id));
  if (own) await tx.purge(calendar, own);
  const user_id = data.id;
  for (const each of await tx.find(calendarFeed, { user_id })) await tx.purge(calendarFeed, each);
  for (const each of await tx.find(calendarEvent, { user_id }, { limit: MOST }))
    await tx.purge(calendarEvent, each);
});
