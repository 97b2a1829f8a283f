import { query } from "../../../shared/service/operation.ts";
import { bomsBelow } from "../../catalog/public.ts";
import { availableOf } from "../levels/rules/effects.ts";
import * as declared from "./declarations.ts";
import { namedLevels } from "./named-levels.ts";

/** The most SKUs whose BOMs are requested in one call. */
const AT_ONCE = 5000;

/** AVL-3: SKUs that are low, and the quantity to make, if they have a BOM, or to buy. Creates no order. */
export const suggestOrders = query(declared.suggestOrders, async (reader, { location_id }, call) => {
  const filter = { is_low: true, reorder_quantity: { $ne: null }, ...(location_id ? { location_id } : {}) };
  const low = await namedLevels(reader, call, { filter });
  const sku_ids = [...new Set(low.flatMap((level) => level.sku_id ?? []))];
  const made = new Set<string>();
  for (let i = 0; i < sku_ids.length; i += AT_ONCE) {
    const boms = await call(bomsBelow, { sku_ids: sku_ids.slice(i, i + AT_ONCE) });
    for (const { output_sku_id } of boms) made.add(output_sku_id);
  }
  const data = low.flatMap((level) => {
    const { material_id, sku_id, location_id: at, code, name, location_name, on_order } = level;
    const { reorder_point, reorder_quantity } = level;
    if (reorder_point === null || reorder_quantity === null) return [];
    const how: "make" | "buy" = sku_id && made.has(sku_id) ? "make" : "buy";
    return [
      {
        ...{ how, material_id, sku_id, location_id: at, code, name, location_name },
        ...{ available: availableOf(level), on_order, reorder_point, quantity: reorder_quantity },
      },
    ];
  });
  return { data };
});
