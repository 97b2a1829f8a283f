import { count, flag, text } from "../../../shared/fields/index.ts";
import { resource } from "../../../shared/resource/resource.ts";

/** Kinds of SKU (3.3). */
export const skuType = resource({
  service: "catalog",
  name: "sku_type",
  plural: "sku_types",
  scope: "skus",
  fields: {
    name: text({ max: 100, sort: true, filter: ["eq"], typed: true }),
    sort_order: count({ default: 0, sort: true }),
    is_active: flag({ default: true, filter: ["eq"] }),
  },
  once: [],
  hardDelete: true,
  verbs: ["list", "get", "create", "update"],
});
