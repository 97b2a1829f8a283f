import { choice, count, date, group, list, patterns, ref, text } from "../../../shared/fields/index.ts";
import { businessData } from "../../../shared/grants.ts";
import { idOf } from "../../../shared/ids.ts";
import { type Entity, resource } from "../../../shared/resource/resource.ts";

/** By their number from Sunday on. */
export const weekdays = [
  ...["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"],
] as const;

const clock = { max: 5 } as const;
/** A time that ends a day at the latest. */
export const endTime = {
  ...clock,
  pattern: { regex: /^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, allowed: "a time from 00:00 to 24:00" },
} as const;
/** Wall-clock times in the zone of the calendar's user. */
export const dayRange = {
  start: text({ ...clock, pattern: patterns.timeOfDay, about: '"09:00".' }),
  end: text({ ...endTime, about: 'Later than `start`, at most "24:00".' }),
} as const;

export const MOST_RANGES = 200;
export const MOST_OVERRIDES = 400;

/** What a caller sets whole. */
export const availabilityInput = {
  availability: list(group({ day: choice(weekdays), ...dayRange }), {
    default: [],
    max: MOST_RANGES,
    about: "When the user is available in a week. Ranges of a day may not overlap.",
  }),
  overrides: list(group({ date: date(), ranges: list(group(dayRange), { default: [], max: 20 }) }), {
    default: [],
    max: MOST_OVERRIDES,
    about: "What counts on single dates in place of the weekday; without ranges the user is not available.",
  }),
} as const;

/** When a user of a platform can be booked (8.6). Its times are wall-clock times in the user's zone (CAL-1). */
export const calendar = resource({
  service: "contracts",
  name: "calendar",
  plural: "calendars",
  grants: businessData,
  fields: {
    platform_id: ref("contracts.platform", { fixed: true, filter: ["eq"] }),
    user_id: ref("accounts.marketplace_user", { fixed: true, filter: ["eq"] }),
    name: text({ optional: true, max: 200 }),
    description: text({ optional: true, max: 5000 }),
    external_calendar_ids: list(text({ max: 2000 }), {
      default: [],
      private: true,
      max: 20,
      about:
        "Other calendars of the user. https addresses of iCalendar feeds make the user busy; anything else is only stored.",
    }),
    ...availabilityInput,
    /** Counts bookings, so that two of them at once write the same row. */
    bookings: count({ hidden: true, readonly: true, default: 0 }),
  },
  unique: [["user_id"]],
  hardDelete: true,
  verbs: ["list", "get"],
});

export type Calendar = Entity<typeof calendar>;

/** A user has one calendar; it is there for readers before it is stored. */
export const calendarIdOf = (user_id: string): string => idOf(`calendar:${user_id}`);
