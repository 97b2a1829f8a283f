import { group, list, micro, rate, ref } from "../../../shared/fields/index.ts";
import { businessData } from "../../../shared/grants.ts";
import { resource } from "../../../shared/resource/resource.ts";

/** A part of one output unit: a material or a SKU (BOM-1). */
export const bomItem = {
  material_id: ref("catalog.material", { optional: true }),
  sku_id: ref("catalog.sku", { optional: true }),
  quantity: micro({ min: 1, about: "For one unit of the output." }),
  scrap_ppm: rate({ default: 0, about: "What is lost in making, on top of the quantity." }),
} as const;

/** A bill of materials (3.3, 9.7): what one unit of a SKU is made of. Its id is that of the SKU. */
export const bom = resource({
  service: "catalog",
  name: "bom",
  plural: "boms",
  grants: businessData,
  fields: {
    output_sku_id: ref("catalog.sku", { fixed: true, filter: ["eq"] }),
    items: list(group(bomItem), { min: 1, max: 200 }),
  },
  indexes: [{ "items.sku_id": 1 }, { "items.material_id": 1 }],
  // Its list searches the SKU itself: code and name are the SKU's alone.
  search: ["output_sku_id"],
  hardDelete: true,
  verbs: ["get"],
});
