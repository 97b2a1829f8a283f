/** Lines from a caller's input: of the order's kind, with a cost (PO-3, ORD-3). */
import { invalidField } from "../../../shared/errors.ts";
import { newId } from "../../../shared/ids.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { type GivenStockable, namedStockable, poolOf, stockableId } from "../costing/rules/stockable.ts";
import type { PurchaseOrder } from "./order.ts";
import { purchaseOrder } from "./purchase-order.ts";
import { orderedLine, type PurchaseLine } from "./rules/lines.ts";

type GivenLine = GivenStockable & { quantity: number; unit_cost?: number | null };
type For = Pick<PurchaseOrder, "vendor_id" | "target_type">;

export async function newLines(
  tx: Tx,
  order: For,
  given: readonly GivenLine[],
  pointer: (i: number) => string = (i) => `/lines/${i}`,
): Promise<PurchaseLine[]> {
  const lines: PurchaseLine[] = [];
  for (const [i, line] of given.entries()) {
    const stockable = namedStockable(line, pointer(i));
    if (poolOf(stockable) !== order.target_type) {
      const wanted = order.target_type === "materials" ? "material_id" : "sku_id";
      throw invalidField(pointer(i), "other_kind", `A line of this order names a ${wanted}.`);
    }
    const unit_cost = line.unit_cost ?? (await latestCost(tx, order.vendor_id, stockable));
    const { quantity } = line;
    lines.push(orderedLine({ id: newId(), ...stockable, quantity, unit_cost }, tx.org.currency));
  }
  return lines;
}

/** ORD-3: the cost in this vendor's latest order line of the same stockable, else 0. */
async function latestCost(tx: Tx, vendor_id: string, stockable: GivenStockable): Promise<number> {
  const id = stockableId(stockable);
  const column = stockable.sku_id ? "lines.sku_id" : "lines.material_id";
  const [order] = await tx.find(
    purchaseOrder,
    { vendor_id, [column]: id, deleted_at: null },
    { sort: { created_at: -1, _id: -1 }, limit: 1 },
  );
  return order?.lines.findLast((line) => stockableId(line) === id)?.unit_cost ?? 0;
}
