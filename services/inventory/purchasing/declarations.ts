/** Changes and removes purchase orders, with the receipts and bills that a status implies (ORD-2). */
import { choice, id } from "../../../shared/fields/index.ts";
import { entityOf, operation, shapeOf } from "../../../shared/service/operation.ts";
import { purchaseOrder } from "../purchase-orders/purchase-order.ts";
import { purchaseStatuses } from "../purchase-orders/rules/status.ts";

export const changePurchaseOrder = operation({
  name: "inventory.purchase_order.change",
  http: "PATCH /purchase-orders/{id}",
  change: true,
  scope: "write:purchase_orders",
  spans_stores: true,
  about:
    "Change a purchase order. A status moves the order there first: received receives all that is outstanding, paid makes and pays the bill of what is not billed. Dates named after a status are notes. Vendor, site and costs are fixed by the first receipt. Returns the order.",
  refuses: ["invalid_transition", "costs_frozen", "conflict", "locked", "unprocessable"],
  input: { id: id(), ...purchaseOrder.fields, status: choice(purchaseStatuses) },
  output: entityOf(purchaseOrder),
});

export const removePurchaseOrder = operation({
  name: "inventory.purchase_order.remove",
  http: "DELETE /purchase-orders/{id}",
  scope: "delete:purchase_orders",
  spans_stores: true,
  about:
    "Delete a purchase order of which nothing was received or billed. What was on order is no longer. Its number stays used. Returns its id.",
  refuses: ["in_use"],
  input: { id: id() },
  output: shapeOf({ deleted_id: id() }),
});
