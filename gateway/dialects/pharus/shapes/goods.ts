/** Materials, SKUs and what they are made of. */
import { bom, material, sku } from "../../../../services/catalog/public.ts";
import type { Entity } from "../../../../shared/resource/resource.ts";
import * as c from "../../../shapes/codecs.ts";
import { quantityText } from "../../../shapes/decimal-text.ts";
import { rowList } from "../../../shapes/row-list.ts";
import { field, rowsOf, shape, shown } from "../../../shapes/shape.ts";
import { own } from "../dialect.ts";
import { organization, stamps } from "./common.ts";

// What is sent as code and typeId is shown under longer names (D50).
const coded = (code: string, type: string) => ({
  code: field("code", c.text, { required: true, givenOnly: true }),
  [code]: shown("code", c.text),
  typeId: field("type_id", c.uuid, { required: true, givenOnly: true }),
  [type]: shown("type_id", c.uuid),
});

export const materialShape = shape("Material", material, {
  ...own(material, ["id", "name", "notes", "is_active", ...stamps]),
  ...own(material, organization),
  ...coded("materialCode", "materialTypeId"),
});

export const skuShape = shape("Sku", sku, {
  ...own(sku, ["id", "name", "items_per_unit", "notes", "is_active", ...stamps]),
  ...own(sku, { ...organization, qboId: "accounting_ref" }),
  ozPerItem: field("oz_per_item", quantityText, { nullable: true }),
  ...coded("skuCode", "skuTypeId"),
});

const partShape = shape("BomItem", rowsOf<Entity<typeof bom>["items"][number]>(), {
  materialId: field("material_id", c.uuid, { nullable: true }),
  skuId: field("sku_id", c.uuid, { nullable: true }),
  quantity: field("quantity", quantityText, { required: true }),
});

export const bomShape = shape("Bom", bom, {
  ...own(bom, ["output_sku_id"]),
  items: field("items", rowList(partShape), { required: true }),
});
