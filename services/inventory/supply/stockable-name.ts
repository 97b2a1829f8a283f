import { choice, count, text } from "../../../shared/fields/index.ts";
import { resource } from "../../../shared/resource/resource.ts";
import { pools } from "../costing/rules/stockable.ts";

/**
 * Code and name of a material or SKU under its id, copied from the catalog, so that a summary of stock is one
 * read (AVL-1).
 */
export const stockableName = resource({
  service: "inventory",
  name: "stockable_name",
  plural: "stockable_names",
  fields: {
    pool: choice(pools),
    code: text({ max: 100 }),
    name: text({ max: 255 }),
    as_of: count({ about: "The version in the catalog." }),
  },
  indexes: [{ pool: 1 }],
  hardDelete: true,
  verbs: [],
});
