import { count, ref, text } from "../../../shared/fields/index.ts";
import { type Entity, ofBusinessUnit, resource } from "../../../shared/resource/resource.ts";

/** What members of a team, or of any team, can do (13). */
export const teamRole = resource({
  service: "contracts",
  name: "team_role",
  plural: "team_roles",
  scope: "teams",
  business_units: true,
  fields: {
    team_id: ref("contracts.team", { optional: true, filter: ["eq"], about: "Null: of any team." }),
    name: text({ max: 200, sort: true }),
    description: text({ optional: true, max: 10_000 }),
    icon: text({ optional: true, max: 100 }),
    color: text({ optional: true, max: 20 }),
    member_count: count({ readonly: true, derived: true }),
    ...ofBusinessUnit,
  },
  search: ["name"],
  verbs: ["list", "get"],
});
export type TeamRole = Entity<typeof teamRole>;
