/** Teams and resources that are booked (13). */
import * as contracts from "../../../../services/contracts/public.ts";
import { c, computed, field, inputOf, listShown, rowsOf, shape, shown } from "../../../kit/index.ts";
import type { Codec } from "../../../shapes/codecs.ts";
import { rowList } from "../../../shapes/row-list.ts";
import {
  anyObject,
  bothCasings,
  clearableText,
  lowerCased,
  own,
  rowOf,
  shapeOf,
  snakeRows,
  std,
} from "./common.ts";

const looks = { appearanceIcon: "icon", appearanceColor: "color" } as const;
const always = { always: true } as const;
const required = { required: true } as const;
const memberCount = shown("member_count", c.integer);

export const teamShape = shapeOf("Team", contracts.team, { omit: ["member_count"], plus: std });
export const teamRow = snakeRows(teamShape, { memberCount });

/** What rows are shown with beside their columns. */
type InTeam = { team: { id: string; name: string } | null };
const team = computed(anyObject, (row: InTeam) => row.team, always);

export type RoleRow = contracts.TeamRole & InTeam;
export const roleShape = shapeOf("TeamRole", rowsOf<RoleRow>(contracts.teamRole), {
  ...{ omit: ["member_count"], as: looks, plus: std },
});
export const roleRow = snakeRows(roleShape, { memberCount, team });

export type MemberRow = contracts.TeamMember & InTeam & { user: { id: string; email: string } | null };
export const memberShape = shapeOf("TeamMember", rowsOf<MemberRow>(contracts.teamMember), {
  ...{ as: { userId: "member_id" }, plus: std },
});
export const memberRow = snakeRows(memberShape, {
  ...{ team, user: computed(anyObject, (row: MemberRow) => row.user, always) },
});

export const typeShape = shapeOf("ResourceType", contracts.resourceType, {
  ...{ omit: ["resource_count"], as: looks, plus: std },
});
export const typeRow = snakeRows(typeShape, { resourceCount: shown("resource_count", c.integer) });

export const tagShape = shapeOf("BookingTag", contracts.bookingTag, {
  plus: { ...std, slug: field("slug", lowerCased) },
});
const tagOf = rowOf("BookingTagShown", contracts.bookingTag, { omit: ["description"], plus: { id: std.id } });

export type ResourceRow = contracts.BookableResource & { tag_rows: readonly contracts.BookingTag[] };
export const resourceShape = shapeOf("BookableResource", rowsOf<ResourceRow>(contracts.bookableResource), {
  as: looks,
  plus: { ...std, tags: field("tag_ids", c.listOf(c.uuid), { nullMeans: [] }) },
});
export const resourceRow = snakeRows(resourceShape, {
  tags: computed(listShown(tagOf), (row: ResourceRow) => row.tag_rows, always),
});

export const ruleSetShape = shapeOf("AvailabilityRuleSet", contracts.availabilityRuleSet, { plus: std });

const { availabilityRule, weekdays } = contracts;
const subjects = c.enumMap({
  ...{ member: "team_member", resource: "bookable_resource", ruleset: "availability_rule_set" },
} as const);
/** Whose time it is; a member's, if the body does not say. */
const ofSubject = bothCasings({
  subjectType: field("subject_kind", subjects, { default: "team_member", createOnly: true }),
  subjectId: field("subject_id", c.uuid, { required: true, createOnly: true }),
} as const);

/** A rule as one text. */
export type RuleRow = contracts.AvailabilityRule & { rrule: string };
export const ruleShape = shape("AvailabilityRule", rowsOf<RuleRow>(availabilityRule), {
  ...{ ...std, ...ofSubject, rrule: field("rrule", c.text, required) },
  ...own(availabilityRule, ["timezone", "exdates", "kind", "note"]),
});

/** 0 is Sunday. */
const weekday: Codec<(typeof weekdays)[number]> = {
  schema: { type: "integer", minimum: 0, maximum: 6 },
  out: (value) => weekdays.indexOf(value),
  in(given) {
    const value = typeof given === "number" ? weekdays[given] : undefined;
    return value ? { value } : { allowed: "a number from 0 (Sunday) to 6" };
  },
};
type Window = { start: string; end: string };
const clock = { start: field("start", c.text, required), end: field("end", c.text, required) } as const;
const dayWindow = shape("AvailabilityWindow", rowsOf<Window>(), clock);
const weekWindow = shape("WeeklyWindow", rowsOf<Window & { weekday: (typeof weekdays)[number] }>(), {
  ...{ ...clock, weekday: field("weekday", weekday, required) },
});
export const weeklyShape = shape("WeeklyAvailability", inputOf(contracts.replaceWeeklyAvailability), {
  ...{ ...ofSubject, timezone: field("timezone", c.text, required) },
  windows: field("windows", rowList(weekWindow)),
});
export const datesShape = shape("DateAvailability", inputOf(contracts.replaceDateAvailability), {
  ...{ ...ofSubject, timezone: field("timezone", c.text, required) },
  ...{ dates: field("dates", c.listOf(c.text)), windows: field("windows", rowList(dayWindow)) },
  kind: field("kind", c.choiceOf(["availability", "unavailability"])),
  note: field("note", clearableText, { nullable: true }),
});

/** A member and the word that they get or lose. */
export const memberTagShape = shape("TeamMemberTagLink", inputOf(contracts.assignTeamMemberTag), {
  ...bothCasings({ memberId: field("id", c.uuid, required) } as const),
  tag: field("tag", c.text, required),
});
/** A resource and the tag that it gets or loses. */
export const resourceTagShape = shape("BookingTagLink", inputOf(contracts.assignBookingTag), {
  ...bothCasings({
    tagId: field("tag_id", c.uuid, required),
    resourceId: field("id", c.uuid, required),
  } as const),
});
