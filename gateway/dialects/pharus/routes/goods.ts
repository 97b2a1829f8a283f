/** Materials, products and what these are made of. */
import * as catalog from "../../../../services/catalog/public.ts";
import { type FilterWord, filterBy } from "../../../kit/filters.ts";
import { run } from "../../../kit/operation.ts";
import { removing } from "../../../kit/parts.ts";
import { type Codec, integer, uuid } from "../../../shapes/codecs.ts";
import { quantityText } from "../../../shapes/decimal-text.ts";
import { area, deleted, importOf, isActive, lookup, plainArea, searched } from "../area.ts";
import { bomShape, materialShape, skuShape } from "../shapes/goods.ts";

/** A bound of its own name, which counts itself (D48). */
const bound =
  (op: "gte" | "lte") =>
  (column: string, codec: Codec<number>): FilterWord => ({
    // Each bound may be given once, beside the other; both are plain words in the document.
    ...filterBy(`${column} ${op}`, codec),
    schema: { type: "string" },
    conditions(text, wire) {
      const read = (codec.text ?? codec.in)(text, wire);
      if ("value" in read) return [{ field: column, op, value: read.value }];
      return { allowed: "allowed" in read ? read.allowed : "a number" };
    },
  });
const [atLeast, atMost] = [bound("gte"), bound("lte")];

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
