import { micro, ref } from "../../../shared/fields/index.ts";
import { resource } from "../../../shared/resource/resource.ts";
import { stockableRefs } from "../costing/stockable-refs.ts";

/** When a site runs low on something, and how much to order then (AVL-3). */
export const reorderRule = resource({
  service: "inventory",
  name: "reorder_rule",
  plural: "reorder_rules",
  scope: "stock",
  grants: { "delete:stock": "manager" },
  fields: {
    ...stockableRefs,
    location_id: ref("inventory.location", { fixed: true, filter: ["eq"] }),
    reorder_point: micro({ about: "Low is what is available and on order at this or below it." }),
    reorder_quantity: micro({ optional: true, min: 1 }),
  },
  unique: [
    ["sku_id", "location_id"],
    ["material_id", "location_id"],
  ],
  hardDelete: true,
  spans_stores: true,
  verbs: ["list", "get"],
});
