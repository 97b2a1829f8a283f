import { command } from "../../../shared/service/operation.ts";
import { namedStockable } from "../costing/rules/stockable.ts";
import { copyRule } from "./copy-rule.ts";
import * as declared from "./declarations.ts";
import { reorderRule } from "./reorder-rule.ts";

export const createReorderRule = command(declared.createReorderRule, async (tx, input) => {
  const { location_id, reorder_point, reorder_quantity = null } = input;
  const rule = { ...namedStockable(input), location_id, reorder_point, reorder_quantity };
  await copyRule(tx, rule);
  return tx.insert(reorderRule, rule);
});
