/** Costs of received goods that arrive after them (LND-3, LND-4). */
import { date, group, id, money } from "../../../shared/fields/index.ts";
import { operation, shapeOf } from "../../../shared/service/operation.ts";
import { purchaseOrder } from "../purchase-orders/purchase-order.ts";
import { landedCost } from "../stock/landed-cost.ts";

const both = shapeOf({
  order: group(purchaseOrder.columns),
  landed_cost: group(landedCost.columns),
});

export const recordLandedCost = operation({
  name: "inventory.landed_cost.record",
  http: "POST /purchase-orders/{id}/landed-costs",
  status: 201,
  scope: "write:purchase_orders",
  spans_stores: true,
  about:
    "Record a landed cost. It is a cost of received goods that arrived after them, such as freight, spread over the lines by the value of what arrived. The part for goods still held raises the value of the stock, the part for goods that are gone is a cost variance. With `vendor_id` it is owed to that vendor, without it a bill of the order asks for it. Returns order and landed cost.",
  refuses: ["conflict", "locked"],
  input: {
    id: id(),
    ...landedCost.fields,
    amount: money({ min: 1, about: "In minor units." }),
    cost_date: date({ optional: true, about: "Absent: today; tomorrow at the latest." }),
  },
  output: both,
});

export const reverseLandedCost = operation({
  name: "inventory.landed_cost.reverse",
  http: "POST /landed-costs/{id}/reverse",
  scope: "write:purchase_orders",
  spans_stores: true,
  about:
    "Reverse a landed cost. Another one takes it back: the part for goods still held lowers the value of the stock, the rest is a cost variance. Refused when a bill asks for it. Returns order and landed cost.",
  refuses: ["conflict", "locked"],
  input: { id: id() },
  output: both,
});
