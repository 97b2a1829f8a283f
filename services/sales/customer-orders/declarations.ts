/** Orders of customers: created, changed, removed; their parts, payments put and removed. */

import { event } from "../../../shared/events/event.ts";
import { group, id, instant, list, money, money4, signed, text } from "../../../shared/fields/index.ts";
import { businessData } from "../../../shared/grants.ts";
import { entityOf, operation } from "../../../shared/service/operation.ts";
import {
  documentOperations,
  documentRefusals,
  partList,
  partOperations,
} from "../documents/document-operations.ts";
import { customerOrder, givenPayment, statusesSet } from "./customer-order.ts";
import { orderAddress, orderAdjustment, orderLine, orderPayment, orderShipment } from "./order-parts.ts";

const named = { name: "customer_order", path: "customer-orders", scope: "sales_orders", a: "an order" };
const output = entityOf(customerOrder);
const refuses = documentRefusals;

export const {
  create: createCustomerOrder,
  change: changeCustomerOrder,
  remove: removeCustomerOrder,
} = documentOperations(customerOrder, named);

export const {
  putLine: putOrderDocumentLine,
  removeLine: removeOrderDocumentLine,
  putAdjustment: putOrderAdjustment,
  removeAdjustment: removeOrderAdjustment,
  putAddress: putOrderAddress,
  removeAddress: removeOrderAddress,
} = partOperations(customerOrder, named);

export const putPayment = operation({
  name: "sales.customer_order.put_payment",
  http: "POST /customer-orders/{id}/payments",
  change: true,
  scope: "write:sales_payments",
  grant: businessData.write,
  about:
    "Put a payment on an order. With `payment_id` it changes the fields sent of that one, without it adds one. Returns the order.",
  refuses,
  input: {
    id: id(),
    payment_id: id({ optional: true }),
    ...givenPayment,
    allocations: list(money4(), { max: 100, about: "Parts of the amount for this order; none: all of it." }),
    ...statusesSet,
  },
  output,
});

export const removePayment = operation({
  name: "sales.customer_order.remove_payment",
  http: "DELETE /customer-orders/{id}/payments/{payment_id}",
  scope: "write:sales_payments",
  about: "Delete a payment of an order. Its money is taken back in the books. Returns the order.",
  refuses,
  input: { id: id(), payment_id: id() },
  output,
});

export const removePaymentAlone = operation({
  name: "sales.customer_order.remove_payment_alone",
  about: "Deletes a payment by its own id. Returns its order.",
  scope: "write:sales_payments",
  refuses,
  input: { payment_id: id() },
  output,
});

const { scope } = named;
const listed = (of: string) => `List ${of} of orders. Each with its order, the newest orders first.`;
export const listOrderDocumentLines = partList(orderLine, {
  ...{ path: "customer-order-lines", scope, about: listed("lines") },
});
export const listOrderAdjustments = partList(orderAdjustment, {
  ...{ path: "customer-order-adjustments", scope, about: listed("adjustments") },
});
export const listOrderAddresses = partList(orderAddress, {
  ...{ path: "customer-order-addresses", scope, about: listed("addresses") },
});
export const listShipments = partList(orderShipment, {
  ...{ path: "customer-order-shipments", scope, about: listed("shipments") },
});
export const listPayments = partList(orderPayment, {
  ...{ path: "customer-order-payments", scope, about: listed("payments") },
});

/** What the books have to note of an order, in minor units (MRC-ONE-5). */
export const orderMoney = event({
  type: "customer_order.money_moved",
  service: "sales",
  about:
    "What an order is worth in the books has changed: goods were shipped and thereby invoiced, money came or went, or these were taken back.",
  data: {
    order_id: id(),
    movement_id: id(),
    number: text({ max: 191 }),
    customer_id: id({ about: "Who owes; the order itself where it names no customer." }),
    currency: text({ max: 3 }),
    at: instant(),
    amounts: list(group({ name: text({ max: 100 }), amount: money(signed) }), {
      max: 600,
    }),
  },
});
