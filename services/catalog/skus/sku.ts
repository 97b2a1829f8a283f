import { count, flag, micro, ref, text } from "../../../shared/fields/index.ts";
import { businessData } from "../../../shared/grants.ts";
import { resource } from "../../../shared/resource/resource.ts";

/** A finished good that is counted in whole units (3.3): made or bought, held, sold. */
export const sku = resource({
  service: "catalog",
  name: "sku",
  plural: "skus",
  grants: businessData,
  fields: {
    code: text({ max: 100, sort: true, filter: ["eq"], typed: true }),
    name: text({ max: 255, sort: true, filter: ["eq"], typed: true }),
    type_id: ref("catalog.sku_type", { filter: ["eq"] }),
    items_per_unit: count({ default: 1, min: 1, max: 1_000_000, filter: ["eq", "gte", "lte"] }),
    oz_per_item: micro({ optional: true, filter: ["eq", "gte", "lte"] }),
    accounting_ref: text({ optional: true, max: 100 }),
    notes: text({ optional: true, max: 5000 }),
    is_active: flag({ default: true, filter: ["eq"] }),
  },
  unique: [["code"]],
  search: ["code", "name"],
  verbs: ["list", "get", "restore"],
});
