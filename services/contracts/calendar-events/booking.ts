/** Bookings lie in free time: checked in the transaction that writes them, one at a time for a calendar (CAL-7). */
import type { Tx } from "../../../shared/service/tx.ts";
import { calendar, calendarIdOf } from "../calendars/calendar.ts";
import { availabilityOf } from "../calendars/load-calendar.ts";
import type { CalendarUser } from "../free-time/calendar-user.ts";
import { freeTime, type Span } from "../free-time/free-time.rules.ts";
import { busyIn } from "./busy-times.ts";
import { notFree } from "./errors.ts";

/** Refuses a time that is not free, without the booking that is moved there. */
export async function requireFree(
  tx: Tx,
  { user_id, time_zone }: CalendarUser,
  span: Span,
  moved: { except?: string } = {},
): Promise<void> {
  // Two bookings at once write this row, so that the later one sees the earlier.
  const counted = await tx.updateReturningHidden(calendar, calendarIdOf(user_id), { $inc: { bookings: 1 } });
  // Without a calendar the user is never available.
  const busy = counted ? await busyIn(tx, user_id, span, moved) : [];
  const [free] = freeTime(availabilityOf(counted, time_zone), busy, span);
  if (free?.from !== span.from || free.to !== span.to) throw notFree({}, [{ pointer: "/start_at" }]);
}
