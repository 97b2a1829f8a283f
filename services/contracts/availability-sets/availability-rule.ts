import { choice, date, id, list, text, timezone } from "../../../shared/fields/index.ts";
import { type Entity, ofBusinessUnit, resource } from "../../../shared/resource/resource.ts";
import { dayRange, endTime, weekdays } from "../calendars/calendar.ts";

export const subjectKinds = ["team_member", "bookable_resource", "availability_rule_set"] as const;
export const ruleKinds = ["availability", "unavailability"] as const;

/** Whose time it is. */
export const subject = {
  subject_kind: choice(subjectKinds, { fixed: true, filter: ["eq"] }),
  subject_id: id({ fixed: true, filter: ["eq"] }),
} as const;

/** When somebody or something is available, or is not, in wall-clock times of its zone (MRC-BKG-2). */
export const availabilityRule = resource({
  service: "contracts",
  name: "availability_rule",
  plural: "availability_rules",
  scope: "availability",
  business_units: true,
  fields: {
    ...subject,
    timezone: timezone(),
    repeat: choice(["weekly", "daily", "once"]),
    weekday: choice(weekdays, { optional: true, about: "Of a weekly rule." }),
    date: date({
      optional: true,
      about: "That of a rule that counts once; the first day of others, if any.",
    }),
    start: dayRange.start,
    end: text({ ...endTime, about: 'At most "24:00"; at or before `start` it is on the next day.' }),
    exdates: list(text({ max: 30 }), {
      ...{ default: [], max: 400 },
      about: "What is left out: dates, or the exact instants of a beginning.",
    }),
    kind: choice(ruleKinds, { default: "availability", filter: ["eq"] }),
    note: text({ optional: true, max: 5000 }),
    ...ofBusinessUnit,
  },
  verbs: ["list", "get"],
});
export type AvailabilityRule = Entity<typeof availabilityRule>;
