/** Creates, changes and ships sales orders, and emits their events for accounts. */
import { event } from "../../../shared/events/event.ts";
import { choice, flag, group, id, list, text } from "../../../shared/fields/index.ts";
import { entityOf, operation } from "../../../shared/service/operation.ts";
import { deletionShape } from "../../../shared/service/uses.ts";
import { fulfillmentStatuses, orderStatuses } from "./rules/status.ts";
import { invoice, orderedLine, salesOrder } from "./sales-order.ts";

export const createSalesOrder = operation({
  name: "sales.sales_order.create",
  http: "POST /sales-orders",
  status: 201,
  scope: "write:sales_orders",
  about:
    "Create a sales order. It begins as received or entered; entered, its goods are in demand at the fulfillment site. `historical` takes over an order in any status without writing stock or money. Returns the order.",
  refuses: ["unprocessable"],
  input: {
    ...salesOrder.fields,
    status: choice(orderStatuses, { default: "received" }),
    fulfillment_status: choice(fulfillmentStatuses, { default: "pending" }),
    historical: flag({ default: false }),
    lines: list(group(orderedLine), { default: [], max: 500 }),
  },
  output: entityOf(salesOrder),
});

export const createSalesOrderAs = operation({
  name: "sales.sales_order.create_as",
  about: "Creates a sales order under this id, or returns the one that is there.",
  refuses: ["unprocessable"],
  input: { ...createSalesOrder.input, id: id() },
  output: entityOf(salesOrder),
});

export const changeSalesOrder = operation({
  name: "sales.sales_order.change",
  http: "PATCH /sales-orders/{id}",
  change: true,
  scope: "write:sales_orders",
  about:
    "Change a sales order. A status is reached through the states between, each with what it does: shipping sends what is outstanding, invoicing takes what is shipped, paying settles what is invoiced. `fulfillment_status: fulfilled` ships. Returns the order.",
  refuses: [
    "goods_out",
    "insufficient_stock",
    "invalid_transition",
    "locked",
    "not_fulfilled",
    "price_fixed",
    "unprocessable",
  ],
  input: {
    id: id(),
    ...salesOrder.fields,
    status: choice(orderStatuses),
    fulfillment_status: choice(fulfillmentStatuses),
  },
  output: entityOf(salesOrder),
});

export const removeSalesOrder = operation({
  name: "sales.sales_order.remove",
  http: "DELETE /sales-orders/{id}",
  scope: "delete:sales_orders",
  about:
    "Delete a sales order of which nothing was shipped or invoiced. What it had in demand is taken back. Returns its id.",
  refuses: ["in_use"],
  input: { id: id() },
  output: deletionShape,
});

const invoiceData = {
  order_id: id(),
  number: text(),
  business_customer_id: id(),
  broker_id: id({ optional: true }),
  currency: text(),
  invoice: group(invoice),
} as const;

const told = (type: string, about: string) =>
  event({ type: `sales_order.${type}`, service: "sales", about, data: invoiceData });

export const orderEvents = {
  invoiced: told(
    "invoiced",
    "Goods of an order were invoiced: an invoice with its part of the broker's fee and the costs (T17, T23).",
  ),
  paid: told("paid", "An invoice of an order was paid (T22)."),
  invoice_reversed: told("invoice_reversed", "An invoice of an order that was rejected was taken back."),
};
