/** Allocates, ships, invoices and returns goods of sales orders. */
import { count, date, group, id, list } from "../../../shared/fields/index.ts";
import { entityOf, operation } from "../../../shared/service/operation.ts";
import { salesOrder } from "../sales-orders/sales-order.ts";

const some = {
  lines: list(group({ line_id: id(), quantity: count({ min: 1, max: 1e6 }) }), {
    optional: true,
    min: 1,
    max: 500,
    about: "Absent: all that is outstanding.",
  }),
} as const;

export const allocateSalesOrder = operation({
  name: "sales.sales_order.allocate",
  http: "POST /sales-orders/{id}/allocate",
  scope: "write:sales_orders",
  about:
    "Allocate the goods of a sales order. They are set aside at its site; 409 when less is available, and then nothing is. Returns the order.",
  refuses: ["insufficient_stock", "unprocessable"],
  input: { id: id(), ...some },
  output: entityOf(salesOrder),
});

export const shipSalesOrder = operation({
  name: "sales.sales_order.ship",
  http: "POST /sales-orders/{id}/shipments",
  scope: "write:sales_orders",
  about: "Ship goods of a sales order, also some of them. Returns the order.",
  refuses: ["insufficient_stock", "invalid_transition", "unprocessable"],
  input: { id: id(), ...some, shipped_on: date({ optional: true, about: "Absent: today." }) },
  output: entityOf(salesOrder),
});

export const invoiceSalesOrder = operation({
  name: "sales.sales_order.invoice",
  http: "POST /sales-orders/{id}/invoices",
  scope: "write:sales_orders",
  about:
    "Invoice a sales order. The invoice takes what was shipped and not invoiced, with its part of the broker's fee and the costs; of an order that has shipped nothing, all of it. Returns the order.",
  refuses: ["invalid_transition"],
  input: { id: id() },
  output: entityOf(salesOrder),
});

export const returnSalesOrder = operation({
  name: "sales.sales_order.return",
  http: "POST /sales-orders/{id}/returns",
  scope: "write:sales_orders",
  about:
    "Take shipped goods of a sales order back into stock at their cost. Absent lines: all of them. Returns the order.",
  refuses: ["unprocessable"],
  input: { id: id(), ...some },
  output: entityOf(salesOrder),
});
