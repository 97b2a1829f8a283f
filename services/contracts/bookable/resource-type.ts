import { count, text } from "../../../shared/fields/index.ts";
import { type Entity, ofBusinessUnit, resource } from "../../../shared/resource/resource.ts";

/** A type of what can be booked, such as rooms (13). */
export const resourceType = resource({
  service: "contracts",
  name: "resource_type",
  plural: "resource_types",
  scope: "bookable_resources",
  business_units: true,
  fields: {
    name: text({ max: 200, sort: true }),
    description: text({ optional: true, max: 10_000 }),
    icon: text({ optional: true, max: 100 }),
    color: text({ optional: true, max: 20 }),
    resource_count: count({ readonly: true, derived: true }),
    ...ofBusinessUnit,
  },
  search: ["name"],
  verbs: ["list", "get", "create", "update"],
});
export type ResourceType = Entity<typeof resourceType>;
