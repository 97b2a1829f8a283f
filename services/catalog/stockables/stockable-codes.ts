import { query } from "../../../shared/service/operation.ts";
import { material } from "../materials/material.ts";
import { sku } from "../skus/sku.ts";
import * as declared from "./declarations.ts";

export const stockableCodes = query(declared.stockableCodes, async (reader, { material_ids, sku_ids }) => {
  const rows = await reader.across(
    [
      { resource: material, filter: { _id: { $in: material_ids } } },
      { resource: sku, filter: { _id: { $in: sku_ids } } },
    ],
    ["code", "name"],
  );
  return rows.map(({ id, code, name }) => ({ id, code: String(code), name: String(name) }));
});
