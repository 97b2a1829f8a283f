import type { Entity } from "../../../shared/resource/resource.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { stockLow } from "./declarations.ts";
import { availableOf } from "./rules/effects.ts";
import { stockLevel } from "./stock-level.ts";

type Level = Entity<typeof stockLevel>;

/** Whether what is available and on order is at the point or below it. Without a point nothing is low. */
export const isLow = (
  level: Parameters<typeof availableOf>[0] & { on_order: number },
  reorder_point: number | null,
): boolean => reorder_point !== null && availableOf(level) + level.on_order <= reorder_point;

/**
 * AVL-3: tells once that a level has become low, and again only after it was above. The level remembers it,
 * so that a hold that becomes a sale is not told twice.
 */
export async function tellLow(tx: Tx, levels: readonly Level[]): Promise<void> {
  const turned = levels.filter((level) => isLow(level, level.reorder_point) !== level.is_low);
  if (turned.length === 0) return;
  await tx.updateMany(
    stockLevel,
    turned.map(({ id, is_low }) => ({ id, update: { $set: { is_low: !is_low } } })),
  );
  for (const level of turned) if (!level.is_low) emitLow(tx, level);
}

function emitLow(tx: Tx, level: Level): void {
  const { id, version, material_id, sku_id, location_id, on_order, reorder_quantity } = level;
  const { reorder_point } = level;
  if (reorder_point === null) return;
  tx.emit(
    stockLow,
    { kind: "stock_level", id, version },
    {
      ...{ material_id, sku_id, location_id, reorder_point, reorder_quantity, on_order },
      available: availableOf(level),
    },
  );
}
