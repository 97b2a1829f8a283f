import { invalidField } from "../../../shared/errors.ts";
import { refusedTransition } from "../../../shared/machine.ts";
import { refuseTakenOver } from "../../../shared/resource/order-table.ts";
import { command } from "../../../shared/service/operation.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { gatherPolicy, type StockPolicy } from "../costing/policy.ts";
import { costsFrozen } from "../purchase-orders/errors.ts";
import { type PurchaseOrder, saveOrder, targetOrder, writeOrderEntries } from "../purchase-orders/order.ts";
import { openLines, orderDrafts, unorderDrafts } from "../purchase-orders/order-entries.ts";
import { isLanded } from "../purchase-orders/rules/lines.ts";
import { isOpen, stepsTo } from "../purchase-orders/rules/status.ts";
import { receivedDateOf } from "../stock/event-date.ts";
import * as declared from "./declarations.ts";
import { takeSteps } from "./take-steps.ts";

/** LND-3, PO-4: fields fixed by the first receipt. */
const fixedByReceipt = [
  "vendor_id",
  "ship_to_location_id",
  "shipping_costs",
  "setup_costs",
  "other_costs",
] as const;

export const changePurchaseOrder = command(declared.changePurchaseOrder, {
  gather: gatherPolicy,
  async run(tx, { id, status, ...given }, policy) {
    const before = await targetOrder(tx, id);
    refuseFixed(before, given);
    let order: PurchaseOrder = { ...before, ...given, order_date: given.order_date ?? before.order_date };
    if (order.ship_to_location_id !== before.ship_to_location_id && isOpen(before.status))
      order = await shipElsewhere(tx, policy, before, order);
    if (status) {
      const steps = stepsTo(before.status, status);
      if (!steps.ok) throw refusedTransition("purchase order", steps);
      if (steps.steps.length) refuseTakenOver(before);
      const receipt_date = steps.steps.includes("receive") ? receivedDateOf(tx, given.received_at) : null;
      order = await takeSteps({ tx, policy, receipt_date }, order, steps.steps);
    }
    return saveOrder(tx, before, order);
  },
});

function refuseFixed(before: PurchaseOrder, given: Partial<PurchaseOrder>): void {
  const changed = fixedByReceipt.filter((name) => given[name] !== undefined && given[name] !== before[name]);
  if (isLanded(before.lines) && changed.length) throw costsFrozen({}, [{ pointer: `/${changed[0]}` }]);
  if (given.target_type && given.target_type !== before.target_type && before.lines.length)
    throw invalidField(
      "/target_type",
      "has_lines",
      "'target_type' can change only while there are no lines.",
    );
}

/** PO-4: moves the quantities on order to the other site. */
async function shipElsewhere(
  tx: Tx,
  policy: StockPolicy,
  before: PurchaseOrder,
  after: PurchaseOrder,
): Promise<PurchaseOrder> {
  const lines = openLines(before);
  const drafts = [...(await unorderDrafts(tx, before, lines)), ...orderDrafts(tx, after, lines)];
  return writeOrderEntries(tx, policy, after, drafts);
}
