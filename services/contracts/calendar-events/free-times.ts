/** Free time of a user, as stretches or cut into slots (CAL-7). */
import { query } from "../../../shared/service/operation.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import type { Call } from "../../../shared/service/reference.ts";
import { availabilityOf, storedCalendar } from "../calendars/load-calendar.ts";
import { rangeOf, shownSpans } from "../free-time/asked-range.ts";
import { calendarUserOf } from "../free-time/calendar-user.ts";
import { freeTime, slotsIn } from "../free-time/free-time.rules.ts";
import { busyIn } from "./busy-times.ts";
import * as declared from "./declarations.ts";

type Asked = { user_id: string; from: string; to: string };

async function freeOf(reader: Reader, call: Call, { user_id, from, to }: Asked) {
  const within = rangeOf({ from, to });
  const [{ time_zone }, stored, busy] = await Promise.all([
    calendarUserOf(call, user_id, reader.org.timezone),
    storedCalendar(reader, user_id),
    busyIn(reader, user_id, within),
  ]);
  return { time_zone, free: freeTime(availabilityOf(stored, time_zone), busy, within) };
}

export const listFreeTime = query(declared.listFreeTime, async (reader, asked, call) => {
  const { time_zone, free } = await freeOf(reader, call, asked);
  return { time_zone, free: shownSpans(free) };
});

export const listFreeSlots = query(declared.listFreeSlots, async (reader, { minutes, ...asked }, call) => {
  const { time_zone, free } = await freeOf(reader, call, asked);
  return { time_zone, slots: shownSpans(slotsIn(free, minutes)) };
});
