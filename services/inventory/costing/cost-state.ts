import { choice, count, micro, money, signed, signedMicro } from "../../../shared/fields/index.ts";
import { resource } from "../../../shared/resource/resource.ts";
import { costingMethods } from "./rules/costing.ts";
import { stockableRefs } from "./stockable-refs.ts";

/** The value of a material's or SKU's stock over all sites (9.4). Its id is that of the material or SKU. */
export const costState = resource({
  service: "inventory",
  name: "cost_state",
  plural: "cost_states",
  scope: "stock",
  fields: {
    ...stockableRefs,
    quantity: micro({ ...signedMicro, readonly: true, default: 0 }),
    value: money({ ...signed, readonly: true, default: 0 }),
    last_unit_cost: micro({
      readonly: true,
      default: 0,
      about: "Of the major unit. What is issued below zero costs this.",
    }),
    method: choice(costingMethods, { readonly: true, default: "moving_average" }),
    entry_seq: count({ readonly: true, hidden: true, default: 0 }),
  },
  hardDelete: true,
  spans_stores: true,
  verbs: ["list", "get"],
});
