import { fail } from "../../../shared/errors.ts";
import { command } from "../../../shared/service/operation.ts";
import { gatherPolicy } from "../costing/policy.ts";
import { type PurchaseOrder, targetOrder } from "../purchase-orders/order.ts";
import { billableExtraOf } from "../purchase-orders/rules/lines.ts";
import { todayOf } from "../stock/event-date.ts";
import { landedCost } from "../stock/landed-cost.ts";
import * as declared from "./declarations.ts";
import { type LandedCost, land } from "./land.ts";

export const reverseLandedCost = command(declared.reverseLandedCost, {
  gather: gatherPolicy,
  async run(tx, { id }, policy) {
    const cost = await tx.target(landedCost, id);
    const before = await targetOrder(tx, cost.order_id);
    if (cost.reversed_at) return { order: before, landed_cost: cost };
    refuseBilled(before, cost);
    const { order } = await land(tx, policy, before, {
      ...{ amount: -cost.amount, cost_date: todayOf(tx), reverses_id: id },
      ...{ order_line_id: cost.order_line_id, vendor_id: cost.vendor_id, receipt_ids: cost.receipt_ids },
      shares: cost.lines.map((line) => ({ ...line, value: -line.value })),
    });
    return { order, landed_cost: await tx.save(landedCost, cost, { reversed_at: tx.now }) };
  },
});

function refuseBilled(order: PurchaseOrder, { amount, vendor_id, reverses_id }: LandedCost): void {
  if (reverses_id) throw fail("locked", "A reversal cannot be reversed: record the cost again.");
  if (vendor_id) return;
  if (order.status === "paid" || billableExtraOf(order) - amount < order.extra_billed)
    throw fail("conflict", "A bill asks for this cost: cancel the bill first.");
}
