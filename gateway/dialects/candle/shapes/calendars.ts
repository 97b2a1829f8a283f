/** Calendars: availability in wall-clock time, and events. */
import { type CalendarEvent, type changeCalendar, weekdays } from "../../../../services/contracts/public.ts";
import { wallClock } from "../../../../shared/dates.ts";
import type { OutputOf } from "../../../../shared/service/reference.ts";
import { c, computed, field, listShown, rowsOf, shape, shown } from "../../../kit/index.ts";
import type { Codec } from "../../../shapes/codec.ts";
import { rowList } from "../../../shapes/row-list.ts";
import { idOf } from "../ids.ts";

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

type Range = Calendar["availability"][number];
const range = {
  start: field("start", c.text, { required: true }),
  end: field("end", c.text, { required: true }),
} as const;
const weeklyShape = shape("Availability", rowsOf<Range>(), {
  day: field("day", weekday, { required: true }),
  ...range,
});
const rangeShape = shape("DayRange", rowsOf<Omit<Range, "day">>(), range);
const overrideShape = shape("AvailabilityOverride", rowsOf<Calendar["overrides"][number]>(), {
  date: field("date", c.date, { required: true }),
  ranges: field("ranges", rowList(rangeShape), { default: [] }),
});

/** A key must name the user for whom it acts, in the query or the body (CAL-3). */
const user_id = field("user_id", idOf("marketplace_user"));
export const ownerShape = shape("CalendarOwner", rowsOf<{ user_id: string }>(), { user_id });

const about = {
  name: field("name", c.text),
  description: field("description", c.text),
  googleCalendarIds: field("external_calendar_ids", c.listOf(c.text), { always: true }),
} as const;

/** Availability is replaced as a whole; of the rest of the calendar, for which there is no other body, what is sent. */
export const availabilityShape = shape("AvailabilityBody", rowsOf<Calendar & { user_id: string }>(), {
  availability: field("availability", rowList(weeklyShape), { required: true }),
  overrides: field("overrides", rowList(overrideShape)),
  user_id,
  ...about,
});

export const eventShape = shape("CalendarEvent", rowsOf<CalendarEvent>(), {
  id: shown("id", idOf("calendar_event")),
  title: field("title", c.text),
  description: field("description", c.text),
  start: field("start_at", c.instantSeconds, { required: true }),
  end: field("end_at", c.instantSeconds, { required: true }),
  kind: shown("kind", c.text),
});

/** An event as other users see it (CAL-4). */
const busyShape = shape("BusyTime", rowsOf<CalendarEvent>(), {
  start: shown("start_at", c.instantSeconds),
  end: shown("end_at", c.instantSeconds),
});

const always = { always: true } as const;
export type WholeCalendar = Calendar & { events: readonly CalendarEvent[] };
/** Whoever has the address of another calendar can read all that is in it. */
const hidden = computed(c.listOf(c.text), () => [], always);

const calendarShapeWith = (
  name: string,
  event: typeof eventShape | typeof busyShape,
  googleCalendarIds: typeof about.googleCalendarIds | typeof hidden,
) =>
  shape(name, rowsOf<WholeCalendar>(), {
    id: shown("id", idOf("calendar")),
    platform_id: shown("platform_id", idOf("platform")),
    user_id: shown("user_id", idOf("marketplace_user")),
    ...about,
    googleCalendarIds,
    availability: shown("availability", rowList(weeklyShape), always),
    overrides: shown("overrides", rowList(overrideShape), always),
    events: computed(listShown(event), ({ events }: WholeCalendar) => events, always),
  });

export const calendarShape = calendarShapeWith("Calendar", eventShape, about.googleCalendarIds);
export const busyCalendarShape = calendarShapeWith("BusyCalendar", busyShape, hidden);

type LocalTime = { at: string; time_zone: string };
export const localTimeShape = shape("LocalTime", rowsOf<LocalTime>(), {
  date: shown("at", c.instantSeconds, always),
  localtime: computed(c.text, ({ at, time_zone }: LocalTime) => wallClock(at, time_zone), always),
  timezone: shown("time_zone", c.text, always),
});
export const momentShape = shape("Moment", rowsOf<{ at: string }>(), {
  date: field("at", c.instantSeconds, { required: true }),
});
