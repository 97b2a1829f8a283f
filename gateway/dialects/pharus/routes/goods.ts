/** Materials, products and what these are made of. */
import * as catalog from "../../../../services/catalog/public.ts";
import { filterBy } from "../../../kit/filters.ts";
import { run } from "../../../kit/operation.ts";
import { removing } from "../../../kit/parts.ts";
import { integer, uuid } from "../../../shapes/codecs.ts";
import { quantityText } from "../../../shapes/decimal-text.ts";
import { area, deleted, importOf, lookup, plainArea, searched } from "../area.ts";
import { atLeast, atMost, isActive } from "../filters.ts";
import { bomShape, materialShape, skuShape } from "../shapes/goods.ts";

const filters = { active: isActive, type: filterBy("type_id", uuid) };

const materials = plainArea(catalog.material, materialShape, { filters });

const skus = plainArea(catalog.sku, skuShape, {
  filters: {
    ...filters,
    itemsPerUnitMin: atLeast("items_per_unit", integer),
    itemsPerUnitMax: atMost("items_per_unit", integer),
    ozPerItemMin: atLeast("oz_per_item", quantityText),
    ozPerItemMax: atMost("oz_per_item", quantityText),
  },
});

const boms = plainArea(catalog.bom, bomShape);

export const goodsOperations = {
  ...area(["Material", "Materials"], materials, searched),
  importMaterials: importOf(catalog.importMaterials, materialShape),
  ...lookup(["MaterialType", "MaterialTypes"], catalog.materialTypes, {
    ...{ counts: { materialCount: "materials" }, samples: { sampleMaterialIds: "materials" } },
  }),
  ...area(["Sku", "Skus"], skus, searched),
  importSkus: importOf(catalog.importSkus, skuShape),
  ...lookup(["SkuType", "SkuTypes"], catalog.skuTypes, {
    ...{ counts: { skuCount: "skus" }, samples: { sampleSkuIds: "skus" } },
  }),
  ...area(["Bom", "Boms"], boms, ["search", "create", "get"]),
  replaceBom: run(catalog.replaceBom, { ids: { id: "id" }, of: "bom", body: bomShape, response: bomShape }),
  deleteBom: removing(catalog.removeBom, deleted),
};
