import { text } from "../../../shared/fields/index.ts";
import { type Entity, ofBusinessUnit, resource } from "../../../shared/resource/resource.ts";

/** A word by which products are found. It is made when the first product has it; `tags` of products are such words. */
export const productTag = resource({
  service: "catalog",
  name: "product_tag",
  plural: "product_tags",
  scope: "products",
  business_units: true,
  fields: {
    label: text({ max: 100, sort: true }),
    slug: text({ max: 120, filter: ["eq"] }),
    ...ofBusinessUnit,
  },
  search: ["label"],
  verbs: ["list", "get"],
});
export type ProductTag = Entity<typeof productTag>;
