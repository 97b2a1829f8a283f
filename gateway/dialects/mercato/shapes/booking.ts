/** Teams and resources that are booked (13). */
import * as contracts from "../../../../services/contracts/public.ts";
import { c, computed, field, inputOf, listShown, rowsOf, shape, shown } from "../../../kit/index.ts";
import { anyObject, bothCasings, lowerCased, rowOf, shapeOf, snakeRows, std } from "./common.ts";

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
