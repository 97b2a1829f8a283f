import { count, id, micro, money } from "../../../shared/fields/index.ts";
import { resource } from "../../../shared/resource/resource.ts";
import { stockableRefs } from "./stockable-refs.ts";

/** The remainder of one receipt (CST-2), stored while the organization values first-in-first-out. */
export const costLayer = resource({
  service: "inventory",
  name: "cost_layer",
  plural: "cost_layers",
  scope: "stock",
  fields: {
    ...stockableRefs,
    seq: count({ readonly: true, sort: true }),
    quantity: micro({ readonly: true }),
    value: money({ readonly: true, max: 1e13 }),
    entry_id: id({ optional: true, readonly: true, about: "Null for a stock that was averaged before." }),
  },
  indexes: [
    { sku_id: 1, quantity: 1, seq: 1 },
    { material_id: 1, quantity: 1, seq: 1 },
  ],
  hardDelete: true,
  spans_stores: true,
  verbs: ["list", "get"],
});
