/** Free time of a user, as stretches or cut into slots (CAL-7). */
import { invalid } from "../../../shared/errors.ts";
import { query } from "../../../shared/service/operation.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import type { Call } from "../../../shared/service/reference.ts";
import { availabilityOf, storedCalendar } from "../calendars/load-calendar.ts";
import { calendarUserOf } from "../free-time/calendar-user.ts";
import { freeTime, type Span, slotsIn } from "../free-time/free-time.rules.ts";
import { busyIn } from "./busy-times.ts";
import * as declared from "./declarations.ts";

const LONGEST_MS = 366 * 86_400_000;

type Asked = { user_id: string; from: string; to: string };

const shown = (spans: readonly Span[]) =>
  spans.map(({ from, to }) => ({
    start_at: new Date(from).toISOString(),
    end_at: new Date(to).toISOString(),
  }));

async function freeOf(reader: Reader, call: Call, { user_id, from, to }: Asked) {
  const within = { from: Date.parse(from), to: Date.parse(to) };
  if (within.to <= within.from || within.to - within.from > LONGEST_MS) {
    const message = "'to' must be later than 'from', by at most 366 days.";
    throw invalid([{ pointer: "/to", code: "wrong_end", message }]);
  }
  const [{ time_zone }, stored, busy] = await Promise.all([
    calendarUserOf(call, user_id, reader.org.timezone),
    storedCalendar(reader, user_id),
    busyIn(reader, user_id, within),
  ]);
  return { time_zone, free: freeTime(availabilityOf(stored, time_zone), busy, within) };
}

export const listFreeTime = query(declared.listFreeTime, async (reader, asked, call) => {
  const { time_zone, free } = await freeOf(reader, call, asked);
  return { time_zone, free: shown(free) };
});

export const listFreeSlots = query(declared.listFreeSlots, async (reader, { minutes, ...asked }, call) => {
  const { time_zone, free } = await freeOf(reader, call, asked);
  return { time_zone, slots: shown(slotsIn(free, minutes)) };
});
