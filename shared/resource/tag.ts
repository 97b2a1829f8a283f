/** A word that rows are marked with. */
import { patterns, text } from "../fields/index.ts";
import { ofBusinessUnit } from "./resource.ts";

/** What every resource of tags has in common: its slug is there once in a business unit, and it is removed for good. */
export const tagging = {
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
} as const;
