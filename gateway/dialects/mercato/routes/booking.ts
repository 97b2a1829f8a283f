/** Teams and resources that are booked, and their tags (13). */
import { member } from "../../../../services/accounts/public.ts";
import * as contracts from "../../../../services/contracts/public.ts";
import type { ActionRef } from "../../../../shared/service/reference.ts";
import { area, type DialectContext, handle, refusing } from "../../../kit/index.ts";
import { crud, idSchema, usedIsInvalid, withSlug } from "../area.ts";
import { flagFilter, idsFilter } from "../filters.ts";
import * as shapes from "../shapes/booking.ts";
import { snakeRows } from "../shapes/common.ts";

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
  deleteBookingResourceTypes: usedIsInvalid(types.deleteBookingResourceTypes),
  postBookingTeamMembersTagsAssign: linkingMember(contracts.assignTeamMemberTag),
  postBookingTeamMembersTagsUnassign: linkingMember(contracts.unassignTeamMemberTag),
  postBookingResourcesTagsAssign: linkingResource(contracts.assignBookingTag),
  postBookingResourcesTagsUnassign: linkingResource(contracts.unassignBookingTag),
};
