import { query } from "../../../shared/service/operation.ts";
import { calendarUserOf } from "../free-time/calendar-user.ts";
import * as declared from "./declarations.ts";
import { shownCalendar, storedCalendar } from "./load-calendar.ts";

/** Reading a calendar that was never changed writes nothing. */
export const getUserCalendar = query(declared.getUserCalendar, async (reader, { user_id }, call) => {
  const [user, stored] = await Promise.all([
    calendarUserOf(call, user_id, reader.org.timezone),
    storedCalendar(reader, user_id),
  ]);
  return shownCalendar(stored, user);
});
