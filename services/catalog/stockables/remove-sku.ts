import { hidesUnused, rowsOf } from "../../../shared/service/uses.ts";
import { salesOrdersBy } from "../../sales/public.ts";
import { bom } from "../boms/bom.ts";
import { variant } from "../products/variant.ts";
import { sku } from "../skus/sku.ts";
import * as declared from "./declarations.ts";
import { suppliedBy } from "./supplied-by.ts";

export const removeSku = hidesUnused(declared.removeSku, {
  resource: sku,
  users: [
    ...[rowsOf(bom, "output_sku_id", "items.sku_id"), rowsOf(variant, "sku_id")],
    ...[...suppliedBy("sku_id"), salesOrdersBy("lines.sku_id", true)],
  ],
});
