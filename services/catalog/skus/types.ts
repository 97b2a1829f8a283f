/** Kinds of SKU (LKP-1). */
import { lookup } from "../../../shared/service/lookup.ts";

export const skuTypes = lookup({ service: "catalog", name: "sku_type", plural: "sku_types" });
