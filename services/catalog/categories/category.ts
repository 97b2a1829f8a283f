import { count, flag, list, ref, text } from "../../../shared/fields/index.ts";
import { businessData } from "../../../shared/grants.ts";
import { type Entity, ofBusinessUnit, resource } from "../../../shared/resource/resource.ts";
import { defaultTerms } from "../../accounts/public.ts";

/** A category (3.2): no cycles, at most five levels deep; defaults for the terms of its items. */
export const category = resource({
  service: "catalog",
  name: "category",
  plural: "categories",
  scope: "item_categories",
  grants: businessData,
  business_units: true,
  fields: {
    name: text({ max: 100, sort: true, filter: ["eq"], typed: true }),
    slug: text({ readonly: true, max: 120, filter: ["eq"] }),
    description: text({ optional: true, max: 2000 }),
    parent_id: ref("catalog.category", { optional: true, filter: ["eq"] }),
    ...defaultTerms,
    tax_ids: list(ref("catalog.tax"), { optional: true, max: 20 }),
    sort_order: count({ default: 0, sort: true }),
    is_active: flag({ default: true, filter: ["eq"], about: "Whether new rows may name it." }),
    ...ofBusinessUnit,
  },
  unique: [["slug"]],
  once: ["business_unit_id", "parent_id"],
  retired: ["org_id_1_parent_id_1_keys.name_1"],
  search: ["name"],
  verbs: ["list", "get", "restore"],
});

export type Category = Entity<typeof category>;
