import { flag, list, ref, text } from "../../../shared/fields/index.ts";
import { type Entity, ofBusinessUnit, resource } from "../../../shared/resource/resource.ts";

export const MOST_TAGS = 100;

/** A person who can be booked, whether they sign in or not (13). */
export const teamMember = resource({
  service: "contracts",
  name: "team_member",
  plural: "team_members",
  scope: "teams",
  business_units: true,
  fields: {
    team_id: ref("contracts.team", { optional: true, filter: ["eq"] }),
    display_name: text({ max: 200, sort: true, private: true }),
    description: text({ optional: true, max: 10_000, private: true }),
    member_id: ref("accounts.member", {
      ...{ optional: true, filter: ["eq"] },
      about: "The member of the organization who they are; null: they do not sign in.",
    }),
    role_ids: list(ref("contracts.team_role"), {
      ...{ default: [], max: 100, filter: ["eq"], alias: "role_id" },
    }),
    tags: list(text({ max: 100 }), { default: [], max: MOST_TAGS, about: "Plain words." }),
    availability_rule_set_id: ref("contracts.availability_rule_set", { optional: true, filter: ["eq"] }),
    is_active: flag({ default: true, filter: ["eq"] }),
    ...ofBusinessUnit,
  },
  search: ["display_name"],
  verbs: ["list", "get"],
});
export type TeamMember = Entity<typeof teamMember>;
