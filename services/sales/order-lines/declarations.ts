/** Lines of sales orders, identified by their own ids. */
import { id } from "../../../shared/fields/index.ts";
import { entityOf, operation } from "../../../shared/service/operation.ts";
import { orderedLine, salesOrder } from "../sales-orders/sales-order.ts";

export const addOrderLine = operation({
  name: "sales.sales_order.add_line",
  http: "POST /sales-orders/{id}/lines",
  status: 201,
  scope: "write:sales_orders",
  about: "Add a line to a sales order. Returns the order; the line is its last.",
  refuses: ["locked", "unprocessable"],
  input: { id: id(), ...orderedLine },
  output: entityOf(salesOrder),
});

export const changeOrderLine = operation({
  name: "sales.sales_order.change_line",
  http: "PATCH /sales-order-lines/{id}",
  change: true,
  scope: "write:sales_orders",
  about:
    "Change a line of a sales order. Its quantity can become what was shipped or invoiced at least; then SKU and price are fixed. Returns the order.",
  refuses: ["below_shipped", "locked", "price_fixed", "unprocessable"],
  input: { id: id(), ...orderedLine },
  output: entityOf(salesOrder),
});

export const removeOrderLine = operation({
  name: "sales.sales_order.remove_line",
  http: "DELETE /sales-order-lines/{id}",
  scope: "write:sales_orders",
  about: "Remove a line of a sales order of which nothing was shipped or invoiced. Returns the order.",
  refuses: ["below_shipped", "locked"],
  input: { id: id() },
  output: entityOf(salesOrder),
});
