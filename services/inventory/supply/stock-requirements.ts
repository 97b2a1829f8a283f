import { query } from "../../../shared/service/operation.ts";
import { bomsBelow } from "../../catalog/public.ts";
import { availableOf } from "../levels/rules/effects.ts";
import { checkUnits } from "../make-orders/new-outputs.ts";
import * as declared from "./declarations.ts";
import { loadLevels } from "./load-levels.ts";
import { canMake, requirements } from "./rules/requirements.ts";

export const stockRequirements = query(
  declared.stockRequirements,
  async (reader, { sku_id, quantity, location_id }, call) => {
    checkUnits(quantity);
    const found = await call(bomsBelow, { sku_ids: [sku_id], levels: "all" });
    const boms = new Map(found.map((bom) => [bom.output_sku_id, bom.items]));
    const ids = found.flatMap(({ items }) =>
      items.map(({ material_id, sku_id: part }) => material_id ?? part ?? ""),
    );
    const levels = await loadLevels(reader, [...new Set(ids)], location_id);
    const available = new Map([...levels].map(([id, level]) => [id, availableOf(level)]));
    return {
      can_make: canMake(boms, available, sku_id),
      requirements: requirements(boms, available, sku_id, quantity),
    };
  },
);
