import { patterns, text } from "../../../shared/fields/index.ts";
import { businessData } from "../../../shared/grants.ts";
import { type Entity, ofBusinessUnit, resource } from "../../../shared/resource/resource.ts";

/** A word that customers, persons and firms, are marked with (8). */
export const customerTag = resource({
  service: "accounts",
  name: "customer_tag",
  plural: "customer_tags",
  scope: "customer_notes",
  grants: businessData,
  business_units: true,
  fields: {
    slug: text({ max: 100, pattern: patterns.slug, filter: ["eq"], sort: true }),
    label: text({ max: 100, sort: true }),
    color: text({ optional: true, max: 7, pattern: patterns.color }),
    description: text({ optional: true, max: 4000 }),
    ...ofBusinessUnit,
  },
  unique: [["business_unit_id", "slug"]],
  search: ["slug", "label"],
  hardDelete: true,
  verbs: ["list", "get", "create", "update"],
});
export type CustomerTag = Entity<typeof customerTag>;
