/** When members and resources are available: rules, written one by one or as a whole (MRC-BKG-4, MRC-BKG-5). */
import { event } from "../../../shared/events/event.ts";
import { choice, count, date, group, id, list, text } from "../../../shared/fields/index.ts";
import { entityOf, operation, shapeOf } from "../../../shared/service/operation.ts";
import { availabilityRule, subject } from "../availability-sets/availability-rule.ts";
import { availabilityRuleSet } from "../availability-sets/availability-rule-set.ts";
import { dayRange, endTime, weekdays } from "../calendars/calendar.ts";
import { range, span } from "../free-time/asked-range.ts";

const [scope, deleting] = ["write:availability", "delete:availability"] as const;
const refuses = ["reference_not_found"] as const;

export const removeAvailabilityRuleSet = operation({
  name: "contracts.availability_rule_set.remove",
  http: "DELETE /availability-rule-sets/{id}",
  scope: deleting,
  about:
    "Delete a set of availability rules with its rules. Refused while members of teams or resources have it. Returns the deleted set.",
  refuses: ["in_use"],
  input: { id: id() },
  output: entityOf(availabilityRuleSet),
});

export const createAvailabilityRule = operation({
  name: "contracts.availability_rule.create",
  http: "POST /availability-rules",
  ...{ status: 201, scope, refuses },
  about:
    "Create a rule about when a member, a resource or all that have a set of rules are available. Returns the rule.",
  input: availabilityRule.fields,
  output: entityOf(availabilityRule),
});

export const changeAvailabilityRule = operation({
  name: "contracts.availability_rule.change",
  http: "PATCH /availability-rules/{id}",
  ...{ change: true, scope },
  about: "Change a rule. It stays with whose time it is about. Returns the rule.",
  input: { id: id(), ...availabilityRule.fields },
  output: entityOf(availabilityRule),
});

export const removeAvailabilityRule = operation({
  name: "contracts.availability_rule.remove",
  http: "DELETE /availability-rules/{id}",
  scope: deleting,
  about: "Delete a rule. Returns the deleted rule.",
  input: { id: id() },
  output: entityOf(availabilityRule),
});

const { timezone, kind, note } = availabilityRule.fields;
const window = { start: dayRange.start, end: text({ ...endTime, about: "Later than `start`." }) } as const;
const replaced = shapeOf({ removed: count(), created: count() });
const MOST_WINDOWS = 100;

export const replaceWeeklyAvailability = operation({
  name: "contracts.availability_rule.replace_weekly",
  http: "POST /availability-rules/replace-weekly",
  ...{ scope, refuses },
  about:
    "Replace all weekly and daily rules of a subject, one rule for each window. Windows that do not end after their start are left out. Returns how many rules were removed and created.",
  input: {
    ...{ ...subject, timezone },
    windows: list(group({ weekday: choice(weekdays), ...window }), { default: [], max: MOST_WINDOWS }),
  },
  output: replaced,
});

export const replaceDateAvailability = operation({
  name: "contracts.availability_rule.replace_dates",
  http: "POST /availability-rules/replace-dates",
  ...{ scope, refuses },
  about:
    "Replace all rules of a subject that count once on one of these dates. Unavailability takes the whole of each date; availability its windows, of which those that do not end after their start are left out. Returns how many rules were removed and created.",
  input: {
    ...{ ...subject, timezone },
    dates: list(date(), { min: 1, max: 100 }),
    windows: list(group(window), { default: [], max: 10 }),
    ...{ kind, note },
  },
  output: replaced,
});

/** Told beside the events of the rules themselves. */
export const availabilityReplaced = event({
  type: "availability.replaced",
  service: "contracts",
  data: { ...subject, removed: count(), created: count() },
  about: "The weekly rules of a subject, or those of some dates, were replaced.",
});

const free = shapeOf({ free: list(span) });

export const listTeamMemberFreeTime = operation({
  name: "contracts.team_member.free_time",
  http: "GET /team-members/{id}/free-time",
  scope: "read:availability",
  about:
    "List the free time of a member of a team by their own rules, else by those of their set. Returns the stretches in their order.",
  input: { id: id(), ...range },
  output: free,
});

export const listBookableResourceFreeTime = operation({
  name: "contracts.bookable_resource.free_time",
  http: "GET /bookable-resources/{id}/free-time",
  scope: "read:availability",
  about:
    "List the free time of a resource by its own rules, else by those of its set. Returns the stretches in their order.",
  input: { id: id(), ...range },
  output: free,
});
