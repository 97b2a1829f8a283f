/** Writes a cost of received goods, or its reversal, to the stock and to its order (LND-3). */
import { newId } from "../../../shared/ids.ts";
import { sum } from "../../../shared/money.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import type { StockPolicy } from "../costing/policy.ts";
import { type Stockable, stockableId, stockableOf } from "../costing/rules/stockable.ts";
import { type PurchaseOrder, saveOrder } from "../purchase-orders/order.ts";
import { landedCost } from "../stock/landed-cost.ts";
import { stockEntry } from "../stock/stock-entry.ts";
import { type LineLanding, writeRevaluation } from "../stock/write-revaluation.ts";

export type LandedCost = Entity<typeof landedCost>;

/** A line's share of the cost. */
export type Share = Stockable & { order_line_id: string; value: number };

/** The fields of the new row, with the share of each line. */
export type Landing = Pick<LandedCost, "amount" | "cost_date" | "receipt_ids"> &
  Partial<Pick<LandedCost, "order_line_id" | "vendor_id" | "notes" | "reverses_id">> & {
    shares: readonly Share[];
  };

export async function land(
  tx: Tx,
  policy: StockPolicy,
  before: PurchaseOrder,
  { shares, ...given }: Landing,
): Promise<{ order: PurchaseOrder; landed_cost: LandedCost }> {
  const id = newId();
  const { amount, cost_date, receipt_ids, vendor_id = null } = given;
  const landings = await landingsOf(tx, receipt_ids, shares);
  const fact = { id, ref: before.number, event_date: cost_date, vendor_id };
  const lines = await writeRevaluation(tx, { policy, landings, fact });
  const landed_cost = await tx.insert(landedCost, { ...given, id, order_id: before.id, lines });
  if (vendor_id) return { order: before, landed_cost };
  const grown = { late_costs: before.late_costs + amount, grni: before.grni + amount };
  return { order: await saveOrder(tx, before, { ...before, ...grown }), landed_cost };
}

/** What arrived of each line, as the stock ledger has it. */
async function landingsOf(tx: Tx, receipt_ids: string[], shares: readonly Share[]): Promise<LineLanding[]> {
  const entries = await tx.find(stockEntry, {
    ...{ source_type: "goods_receipt", source_id: { $in: receipt_ids }, event_type: "receive" },
    line: { $in: shares.map(({ order_line_id }) => order_line_id) },
  });
  const byLine = Map.groupBy(entries, ({ line }) => line);
  const byStockable = Map.groupBy(entries, stockableId);
  return shares.map(({ order_line_id, value, ...each }) => ({
    ...{ ...stockableOf(each), order_line_id, value },
    receipts: byLine.get(order_line_id)!.map(({ id: entry_id, quantity }) => ({ entry_id, quantity })),
    pooled: sum(byStockable.get(stockableId(each))!.map(({ quantity }) => quantity)),
  }));
}
