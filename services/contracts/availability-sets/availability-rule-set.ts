import { text, timezone } from "../../../shared/fields/index.ts";
import { type Entity, ofBusinessUnit, resource } from "../../../shared/resource/resource.ts";

/** Times that several members or resources are available at; rules of their own count in its place (MRC-BKG-3). */
export const availabilityRuleSet = resource({
  service: "contracts",
  name: "availability_rule_set",
  plural: "availability_rule_sets",
  scope: "availability",
  grants: { read: "viewer", write: "manager", delete: "manager" },
  business_units: true,
  fields: {
    name: text({ max: 200, sort: true }),
    description: text({ optional: true, max: 10_000 }),
    timezone: timezone(),
    ...ofBusinessUnit,
  },
  search: ["name"],
  verbs: ["list", "get", "create", "update"],
});
export type AvailabilityRuleSet = Entity<typeof availabilityRuleSet>;
