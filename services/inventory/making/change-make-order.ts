import { fail } from "../../../shared/errors.ts";
import { refusedTransition } from "../../../shared/machine.ts";
import { refuseTakenOver } from "../../../shared/resource/order-table.ts";
import { command } from "../../../shared/service/operation.ts";
import { stockPolicyOf } from "../costing/policy.ts";
import { bomsOf } from "../make-orders/boms.ts";
import { makeOrder } from "../make-orders/make-order.ts";
import { type MakeOrder, saveOrder, targetOrder } from "../make-orders/order.ts";
import { stepsTo } from "../make-orders/rules/status.ts";
import { receivedDateOf } from "../stock/event-date.ts";
import * as declared from "./declarations.ts";
import { takeSteps } from "./take-steps.ts";

export const changeMakeOrder = command(declared.changeMakeOrder, {
  async gather(call, { id, status }, meta, reader) {
    const order = status ? await reader.get(makeOrder, id) : null;
    const sku_ids = order?.status === "draft" ? order.outputs.map(({ sku_id }) => sku_id) : [];
    const [policy, boms] = await Promise.all([stockPolicyOf(call, meta), bomsOf(call, sku_ids)]);
    return { policy, boms };
  },
  async run(tx, { id, kind, status, ...given }, { policy, boms }) {
    const before = await targetOrder(tx, { id, kind });
    if (given.location_id && given.location_id !== before.location_id) refuseEntered(before);
    const order: MakeOrder = { ...before, ...given, order_date: given.order_date ?? before.order_date };
    if (!status) return saveOrder(tx, before, order);
    const steps = stepsTo(before.status, status);
    if (!steps.ok) throw refusedTransition("order", steps);
    if (status !== before.status) refuseTakenOver(before);
    const receipt_date = steps.steps.includes("receive") ? receivedDateOf(tx, given.received_at) : null;
    const walk = { tx, policy, boms, receipt_date };
    return saveOrder(tx, before, await takeSteps(walk, order, { steps: steps.steps, to: status }));
  },
});

/** MFG-5: refuses once the order has goods in demand and on order at the site. */
function refuseEntered({ status }: MakeOrder): void {
  if (status !== "draft")
    throw fail("locked", "The site can change only while the order is a draft.", { status });
}
