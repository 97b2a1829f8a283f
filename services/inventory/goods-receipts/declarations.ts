/** Receipts of purchase orders. */
import { date, group, id, list, text } from "../../../shared/fields/index.ts";
import { entityOf, operation, shapeOf } from "../../../shared/service/operation.ts";
import { purchaseOrder } from "../purchase-orders/purchase-order.ts";
import { arrived, goodsReceipt } from "./goods-receipt.ts";

const both = shapeOf({
  order: group(purchaseOrder.columns),
  receipt: group(goodsReceipt.columns),
});

export const receivePurchase = operation({
  name: "inventory.purchase_order.receive",
  http: "POST /purchase-orders/{id}/receive",
  status: 201,
  scope: "write:purchase_orders",
  spans_stores: true,
  about:
    "Receive goods of a purchase order. They are stock at their landed cost. The first receipt fixes the costs of the order. More than ordered is taken up to the tolerance of the organization. Returns order and receipt.",
  refuses: ["invalid_transition", "locked", "over_receipt", "unprocessable"],
  input: {
    id: id(),
    receipt_date: date({ optional: true, about: "Absent: today; tomorrow at the latest." }),
    notes: text({ optional: true, max: 5000 }),
    lines: list(group(arrived), { min: 1, max: 500 }),
  },
  output: both,
});

export const changeReceipt = operation({
  name: "inventory.goods_receipt.change",
  http: "PATCH /goods-receipts/{id}",
  change: true,
  scope: "write:purchase_orders",
  spans_stores: true,
  about:
    "Change the date of a goods receipt. Values and order of the stock entries stay. Returns the receipt.",
  input: { id: id(), receipt_date: date() },
  output: entityOf(goodsReceipt),
});

export const reverseReceipt = operation({
  name: "inventory.goods_receipt.reverse",
  http: "POST /goods-receipts/{id}/reverse",
  scope: "write:purchase_orders",
  spans_stores: true,
  about:
    "Reverse a goods receipt. The goods leave the stock and are on order again. Refused when they are gone or billed, or a landed cost was recorded for them. Returns order and receipt.",
  refuses: ["insufficient_stock", "billed", "conflict", "locked"],
  input: { id: id() },
  output: both,
});
