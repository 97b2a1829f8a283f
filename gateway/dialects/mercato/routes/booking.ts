/** Teams and resources that are booked, and their tags (13). */
import { member } from "../../../../services/accounts/public.ts";
import * as contracts from "../../../../services/contracts/public.ts";
import { isTimeZone } from "../../../../shared/fields/index.ts";
import type { ActionRef } from "../../../../shared/service/reference.ts";
import type { WriteVerb } from "../../../kit/area.ts";
import { area, type Body, type DialectContext, handle, idOf, refusing } from "../../../kit/index.ts";
import { crud, idSchema, okSchema, usedIsInvalid, withSlug } from "../area.ts";
import { flagFilter, idsFilter } from "../filters.ts";
import * as shapes from "../shapes/booking.ts";
import { snakeRows } from "../shapes/common.ts";
import { textOf, wordsOf } from "../shapes/rrule.ts";

const isActive = flagFilter("is_active");
const teamId = idsFilter("team_id");

type Many<Row> = ActionRef<{ ids: string[] }, Row[]>;
type Ids = readonly (string | null)[];

/** Entities by their ids, of those that rows name. */
async function named<Row extends { id: string }>(ctx: DialectContext, many: Many<Row>, ids: Ids) {
  const wanted = [...new Set(ids.flatMap((id) => id ?? []))];
  const found = wanted.length ? await ctx.read(many, { ids: wanted }) : [];
  return new Map(found.map((row) => [row.id, row]));
}

type InTeam = { team_id: string | null; team: unknown };
async function withTeams(ctx: DialectContext, rows: readonly InTeam[]): Promise<void> {
  const teams = await named(
    ctx,
    contracts.team.actions.many,
    rows.map(({ team_id }) => team_id),
  );
  for (const row of rows) {
    const found = teams.get(row.team_id ?? "");
    row.team = found ? { id: found.id, name: found.name } : null;
  }
}

async function withUsers(ctx: DialectContext, rows: readonly shapes.MemberRow[]): Promise<void> {
  const users = await named(
    ctx,
    member.actions.many,
    rows.map(({ member_id }) => member_id),
  );
  await withTeams(ctx, rows);
  for (const row of rows) {
    const found = users.get(row.member_id ?? "");
    row.user = found ? { id: row.member_id!, email: found.email } : null;
  }
}

async function withTags(ctx: DialectContext, rows: readonly shapes.ResourceRow[]): Promise<void> {
  const tags = await named(
    ctx,
    contracts.bookingTag.actions.many,
    rows.flatMap(({ tag_ids }) => tag_ids),
  );
  for (const row of rows) row.tag_rows = row.tag_ids.flatMap((id) => tags.get(id) ?? []);
}

const teams = area(contracts.team, shapes.teamShape, { shows: shapes.teamRow, filters: { isActive } });
const roles = area(contracts.teamRole, shapes.roleShape, {
  ...{ shows: shapes.roleRow, filters: { teamId }, complete: withTeams },
});
const members = area(contracts.teamMember, shapes.memberShape, {
  ...{ shows: shapes.memberRow, complete: withUsers },
  filters: { isActive, teamId, roleId: idsFilter("role_id") },
});
const types = crud(
  "BookingResourceTypes",
  area(contracts.resourceType, shapes.typeShape, { shows: shapes.typeRow }),
);
const resources = area(contracts.bookableResource, shapes.resourceShape, {
  ...{ shows: shapes.resourceRow, complete: withTags },
  filters: { isActive, resourceTypeId: idsFilter("resource_type_id"), tagIds: idsFilter("tag_id") },
});
const tags = area(contracts.bookingTag, shapes.tagShape, {
  ...{ shows: snakeRows(shapes.tagShape), fill: withSlug },
});
const ruleSets = area(contracts.availabilityRuleSet, shapes.ruleSetShape, {
  shows: snakeRows(shapes.ruleSetShape),
});

async function withText(_ctx: DialectContext, rows: readonly shapes.RuleRow[]): Promise<void> {
  for (const row of rows) row.rrule = textOf(row);
}

/** The words of a rule; in an unknown zone it has none, and the zone is refused. */
async function asWords(ctx: DialectContext, _verb: WriteVerb, { rrule, ...values }: Body): Promise<Body> {
  if (typeof rrule !== "string") return values;
  const stored = async () => {
    const id = idOf(ctx, contracts.availabilityRule.name);
    return (await named(ctx, contracts.availabilityRule.actions.many, [id])).get(id)?.timezone;
  };
  const timezone = String(values.timezone ?? (await stored()));
  return isTimeZone(timezone) ? { ...values, ...wordsOf(rrule, timezone) } : values;
}

const rules = area<shapes.RuleRow>(contracts.availabilityRule, shapes.ruleShape, {
  ...{ shows: snakeRows(shapes.ruleShape), complete: withText, prepare: asWords },
  filters: { subjectIds: idsFilter("subject_id") },
});

const postBookingAvailabilityWeekly = handle({
  ...{ ...refusing(contracts.replaceWeeklyAvailability), body: shapes.weeklyShape, schema: okSchema },
  async run(ctx, { subject_kind = "team_member", subject_id = "", timezone = "", windows = [] }) {
    await ctx.call(contracts.replaceWeeklyAvailability, { subject_kind, subject_id, timezone, windows });
    return { ok: true };
  },
});
const postBookingAvailabilityDateSpecific = handle({
  ...{ ...refusing(contracts.replaceDateAvailability), body: shapes.datesShape, schema: okSchema },
  async run(ctx, { subject_kind = "team_member", subject_id = "", timezone = "", dates = [], ...rest }) {
    const given = { subject_kind, subject_id, timezone, dates, ...rest };
    await ctx.call(contracts.replaceDateAvailability, given);
    return { ok: true };
  },
});

/** Gives or takes a tag, and answers the id of the assignment. */
const linkingMember = (of: typeof contracts.assignTeamMemberTag | typeof contracts.unassignTeamMemberTag) =>
  handle({
    ...{ ...refusing(of), body: shapes.memberTagShape, schema: idSchema },
    run: async (ctx, { id = "", tag = "" }) => ({ id: (await ctx.call(of, { id, tag })).id }),
  });
const linkingResource = (of: typeof contracts.assignBookingTag | typeof contracts.unassignBookingTag) =>
  handle({
    ...{ ...refusing(of), body: shapes.resourceTagShape, schema: idSchema },
    run: async (ctx, { id = "", tag_id = "" }) => ({ id: (await ctx.call(of, { id, tag_id })).id }),
  });

export const bookingOperations = {
  ...{ ...crud("BookingTeams", teams), ...crud("BookingTeamRoles", roles) },
  ...{ ...crud("BookingTeamMembers", members), ...types, ...crud("BookingResources", resources) },
  ...{ ...crud("BookingTags", tags), ...crud("BookingAvailabilityRuleSets", ruleSets) },
  ...{ ...crud("BookingAvailability", rules), postBookingAvailabilityWeekly },
  postBookingAvailabilityDateSpecific,
  deleteBookingResourceTypes: usedIsInvalid(types.deleteBookingResourceTypes),
  postBookingTeamMembersTagsAssign: linkingMember(contracts.assignTeamMemberTag),
  postBookingTeamMembersTagsUnassign: linkingMember(contracts.unassignTeamMemberTag),
  postBookingResourcesTagsAssign: linkingResource(contracts.assignBookingTag),
  postBookingResourcesTagsUnassign: linkingResource(contracts.unassignBookingTag),
};
