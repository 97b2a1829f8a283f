/** The calendar of a user, stored or not. */
import type { Reader } from "../../../shared/service/reader.ts";
import type { CalendarUser } from "../free-time/calendar-user.ts";
import type { Availability } from "../free-time/free-time.rules.ts";
import { type Calendar, calendar, calendarIdOf, weekdays } from "./calendar.ts";

/** A user's calendar; one that was never changed is not stored. */
export function shownCalendar(stored: Calendar | null, { user_id, platform_id, time_zone }: CalendarUser) {
  const { name = null, description = null, external_calendar_ids = [] } = stored ?? {};
  const { availability = [], overrides = [] } = stored ?? {};
  const own = { id: calendarIdOf(user_id), platform_id, user_id, time_zone };
  return { ...own, name, description, external_calendar_ids, availability, overrides };
}

export const storedCalendar = (reader: Reader, user_id: string): Promise<Calendar | null> =>
  reader.get(calendar, calendarIdOf(user_id));

/** The availability in the form of the rules; none without a calendar. */
export const availabilityOf = (stored: Calendar | null, time_zone: string): Availability => ({
  time_zone,
  weekly: (stored?.availability ?? []).map(({ day, ...range }) => ({ day: weekdays.indexOf(day), ...range })),
  overrides: stored?.overrides ?? [],
});
