/** Calendars: availability in wall-clock time, and events. */
import * as contracts from "../../../../services/contracts/public.ts";
import { wallClock } from "../../../../shared/dates.ts";
import type { OutputOf } from "../../../../shared/service/reference.ts";
import { c, computed, field, listShown, outputOf, rowsOf, shape, shown } from "../../../kit/index.ts";
import type { Codec } from "../../../shapes/codec.ts";
import { rowList } from "../../../shapes/row-list.ts";
import { always, own, shownOnly } from "../dialect.ts";
import { idOf } from "../ids.ts";

const { calendarEvent, changeCalendar, weekdays } = contracts;
type CalendarEvent = contracts.CalendarEvent;
type Calendar = OutputOf<typeof changeCalendar>;
type Day = (typeof weekdays)[number];

/** A weekday by its name, or by its number from Sunday on (CAL-2). */
const weekday: Codec<Day> = {
  schema: { type: "string", enum: [...weekdays] },
  taken: { type: ["string", "integer"], enum: [...weekdays, ...weekdays.keys()] },
  out: (value) => value,
  in(given) {
    const value = typeof given === "number" ? weekdays[given] : weekdays.find((each) => each === given);
    return value ? { value } : { allowed: `one of: ${weekdays.join(", ")}, or 0 (Sunday) to 6` };
  },
};

const required = { required: true } as const;
type Range = Calendar["availability"][number];
const range = { start: field("start", c.text, required), end: field("end", c.text, required) } as const;
const rangeShape = shape("DayRange", rowsOf<Omit<Range, "day">>(), range);
const weeklyShape = shape("Availability", rowsOf<Range>(), {
  day: field("day", weekday, required),
  ...range,
});
const overrideShape = shape("AvailabilityOverride", rowsOf<Calendar["overrides"][number]>(), {
  date: field("date", c.date, required),
  ranges: field("ranges", rowList(rangeShape), { default: [] }),
});

/** A key must name the user for whom it acts, in the query or the body (CAL-3). */
const user_id = field("user_id", idOf("user"));
export const ownerShape = shape("CalendarOwner", rowsOf<{ user_id: string }>(), { user_id });

const about = {
  ...own(outputOf(changeCalendar), ["name", "description"]),
  googleCalendarIds: field("external_calendar_ids", c.listOf(c.text), always),
};
/** Availability is replaced as a whole; of the rest of the calendar, for which there is no other body, what is sent. */
export const availabilityShape = shape("AvailabilityBody", rowsOf<Calendar & { user_id: string }>(), {
  availability: field("availability", rowList(weeklyShape), required),
  overrides: field("overrides", rowList(overrideShape)),
  user_id,
  ...about,
});

const times = { start: field("start_at", c.instantSeconds), end: field("end_at", c.instantSeconds) };
export const eventShape = shape("CalendarEvent", rowsOf<CalendarEvent>(), {
  id: shown("id", idOf("calendar_event")),
  ...own(calendarEvent, ["title", "description"]),
  start: { ...times.start, ...required },
  end: { ...times.end, ...required },
  kind: shown("kind", c.text),
});

/** An event as other users see it (CAL-4). */
const busyShape = shape("BusyTime", rowsOf<CalendarEvent>(), times);

export type WholeCalendar = Calendar & { events: readonly CalendarEvent[] };
const whole = {
  id: shown("id", idOf("calendar")),
  ...own(outputOf(changeCalendar), ["platform_id", "user_id"], shownOnly),
  ...about,
  availability: shown("availability", rowList(weeklyShape), always),
  overrides: shown("overrides", rowList(overrideShape), always),
};
const eventsBy = (event: typeof eventShape | typeof busyShape) =>
  computed(listShown(event), ({ events }: WholeCalendar) => events, always);

const calendarRows = rowsOf<WholeCalendar>();
export const calendarShape = shape("Calendar", calendarRows, { ...whole, events: eventsBy(eventShape) });
/** Whoever has the address of another calendar can read all that is in it. */
export const busyCalendarShape = shape("BusyCalendar", calendarRows, {
  ...whole,
  googleCalendarIds: computed(c.listOf(c.text), () => [], always),
  events: eventsBy(busyShape),
});

export const spanShape = shape("CalendarSpan", rowsOf<{ from: string; to: string }>(), {
  from: field("from", c.instantSeconds),
  to: field("to", c.instantSeconds),
});

type LocalTime = { at: string; time_zone: string };
export const localTimeShape = shape("LocalTime", rowsOf<LocalTime>(), {
  date: shown("at", c.instantSeconds, always),
  localtime: computed(c.text, ({ at, time_zone }: LocalTime) => wallClock(at, time_zone), always),
  timezone: shown("time_zone", c.text, always),
});
export const momentShape = shape("Moment", rowsOf<{ at: string }>(), {
  date: field("at", c.instantSeconds, required),
});
