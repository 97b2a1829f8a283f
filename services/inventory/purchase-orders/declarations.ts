/** Creates and shows purchase orders and their lines. */
import { choice, flag, group, id, list } from "../../../shared/fields/index.ts";
import { entityOf, listInput, operation, pageOf } from "../../../shared/service/operation.ts";
import { importOf } from "../../../shared/service/rows.ts";
import { orderedLine, purchaseOrder } from "./purchase-order.ts";
import { purchaseOrderLine } from "./purchase-order-line.ts";
import { purchaseStatuses } from "./rules/status.ts";

export const createPurchaseOrder = operation({
  name: "inventory.purchase_order.create",
  http: "POST /purchase-orders",
  status: 201,
  scope: "write:purchase_orders",
  spans_stores: true,
  about:
    "Create a purchase order. It begins as planning, placed or in_transit; placed, its goods are on order at the ship-to site. `historical` takes over an order in any status without writing stock or money. Returns the order.",
  refuses: ["unprocessable"],
  input: {
    ...purchaseOrder.fields,
    status: choice(purchaseStatuses, { default: "planning" }),
    historical: flag({ default: false }),
    lines: list(group(orderedLine), { default: [], max: 500 }),
  },
  output: entityOf(purchaseOrder),
});

/** Rows of `POST /purchase-orders`. */
export const importPurchaseOrders = importOf({ ...purchaseOrder, fields: createPurchaseOrder.input });

export const addPurchaseLine = operation({
  name: "inventory.purchase_order.add_line",
  http: "POST /purchase-orders/{id}/lines",
  status: 201,
  scope: "write:purchase_orders",
  spans_stores: true,
  about:
    "Add a line to a purchase order. After the first receipt the line carries none of the extra costs. Returns the order.",
  refuses: ["locked", "unprocessable"],
  input: { id: id(), ...orderedLine },
  output: entityOf(purchaseOrder),
});

export const changePurchaseLine = operation({
  name: "inventory.purchase_order.change_line",
  http: "PATCH /purchase-order-lines/{id}",
  change: true,
  scope: "write:purchase_orders",
  spans_stores: true,
  about:
    "Change a line of a purchase order. After the first receipt its cost is fixed and its quantity can become what was received at least. Returns the order.",
  refuses: ["below_received", "costs_frozen", "locked", "unprocessable"],
  input: { id: id(), ...orderedLine },
  output: entityOf(purchaseOrder),
});

export const removePurchaseLine = operation({
  name: "inventory.purchase_order.remove_line",
  http: "DELETE /purchase-order-lines/{id}",
  scope: "write:purchase_orders",
  spans_stores: true,
  about: "Remove a line of a purchase order of which nothing was received. Returns the order.",
  refuses: ["below_received", "locked"],
  input: { id: id() },
  output: entityOf(purchaseOrder),
});

export const listPurchaseLines = operation({
  name: "inventory.purchase_order.lines",
  http: "GET /purchase-order-lines",
  scope: "read:purchase_orders",
  spans_stores: true,
  about: "List the lines of all purchase orders. Each line is shown with its order.",
  input: listInput,
  output: pageOf(entityOf(purchaseOrderLine)),
  paged: purchaseOrderLine,
});
