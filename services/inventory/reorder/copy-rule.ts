import type { Tx } from "../../../shared/service/tx.ts";
import type { GivenStockable } from "../costing/rules/stockable.ts";
import { stockableOf } from "../costing/rules/stockable.ts";
import { emptyLevel } from "../levels/rules/effects.ts";
import { levelId, stockLevel } from "../levels/stock-level.ts";
import { isLow } from "../levels/tell-low.ts";
import { makeLevels } from "../levels/write-levels.ts";

type Copied = GivenStockable & {
  location_id: string;
  reorder_point: number | null;
  reorder_quantity: number | null;
};

/** The level stores its rule's values, so that writing an entry reads no rule. */
export async function copyRule(tx: Tx, rule: Copied): Promise<void> {
  const { location_id, reorder_point, reorder_quantity } = rule;
  const stockable = stockableOf(rule);
  const id = levelId(tx.org.id, stockable, location_id);
  const level = await tx.get(stockLevel, id);
  if (!level) await makeLevels(tx, [{ id, ...stockable, location_id }]);
  // A point that is set above what there is has not been crossed (AVL-3).
  const is_low = isLow(level ?? emptyLevel, reorder_point);
  await tx.updateMany(stockLevel, [{ id, update: { $set: { reorder_point, reorder_quantity, is_low } } }]);
}
