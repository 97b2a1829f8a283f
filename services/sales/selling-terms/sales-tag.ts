import { patterns, text } from "../../../shared/fields/index.ts";
import { type Entity, ofBusinessUnit, resource } from "../../../shared/resource/resource.ts";

/** A word that documents of selling are marked with (6.11). */
export const salesTag = resource({
  service: "sales",
  name: "sales_tag",
  plural: "sales_tags",
  scope: "sales_orders",
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
  verbs: ["list", "get", "create", "update", "remove"],
});
export type SalesTag = Entity<typeof salesTag>;
