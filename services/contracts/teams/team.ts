import { count, flag, text } from "../../../shared/fields/index.ts";
import { type Entity, ofBusinessUnit, resource } from "../../../shared/resource/resource.ts";

/** People who are booked together (13). */
export const team = resource({
  service: "contracts",
  name: "team",
  plural: "teams",
  grants: { read: "viewer", write: "manager", delete: "manager" },
  business_units: true,
  fields: {
    name: text({ max: 200, sort: true }),
    description: text({ optional: true, max: 10_000 }),
    is_active: flag({ default: true, filter: ["eq"] }),
    member_count: count({ readonly: true, derived: true }),
    ...ofBusinessUnit,
  },
  search: ["name"],
  verbs: ["list", "get", "create", "update"],
});
export type Team = Entity<typeof team>;
