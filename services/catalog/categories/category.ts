import { count, list, ref, text } from "../../../shared/fields/index.ts";
import { businessData } from "../../../shared/grants.ts";
import { resource } from "../../../shared/resource/resource.ts";
import { defaultTerms } from "../../accounts/public.ts";

/** A category (3.2): no cycles, at most five levels deep; defaults for the terms of its items. */
export const category = resource({
  service: "catalog",
  name: "category",
  plural: "categories",
  scope: "item_categories",
  grants: businessData,
  fields: {
    name: text({ max: 100, sort: true, filter: ["eq"], typed: true }),
    slug: text({ readonly: true, max: 120, filter: ["eq"] }),
    parent_id: ref("catalog.category", { optional: true, filter: ["eq"] }),
    ...defaultTerms,
    tax_ids: list(ref("catalog.tax"), { optional: true, max: 20 }),
    sort_order: count({ default: 0, sort: true }),
  },
  unique: [["slug"]],
  once: ["parent_id"],
  search: ["name"],
  verbs: ["list", "get", "restore"],
});
