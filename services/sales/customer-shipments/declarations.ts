/** Shipments of customers' orders, put and removed; and states that somebody asks an order to reach. */
import { choice, group, id, list } from "../../../shared/fields/index.ts";
import { entityOf, operation } from "../../../shared/service/operation.ts";
import { customerOrder, givenShipment, shippedItem, statusesSet } from "../customer-orders/customer-order.ts";
import { documentRefusals } from "../documents/document-operations.ts";
import { fulfillmentStatuses, orderStatuses } from "../sales-orders/rules/status.ts";

const output = entityOf(customerOrder);
const refuses = [...documentRefusals, "insufficient_stock"];

export const putShipment = operation({
  name: "sales.customer_order.put_shipment",
  http: "POST /customer-orders/{id}/shipments",
  change: true,
  scope: "write:sales_orders",
  about:
    "Put a shipment on an order. With `shipment_id` it changes the fields sent of that one, without it adds one. What is shipped of a line never exceeds what was ordered, and is invoiced with it. Returns the order.",
  refuses,
  input: {
    id: id(),
    shipment_id: id({ optional: true }),
    ...givenShipment,
    items: list(group(shippedItem), { max: 500 }),
    ...statusesSet,
  },
  output,
});

export const removeShipment = operation({
  name: "sales.customer_order.remove_shipment",
  http: "DELETE /customer-orders/{id}/shipments/{shipment_id}",
  scope: "write:sales_orders",
  about: "Delete a shipment of an order. Its goods are no longer shipped nor invoiced. Returns the order.",
  refuses,
  input: { id: id(), shipment_id: id() },
  output,
});

export const removeShipmentAlone = operation({
  name: "sales.customer_order.remove_shipment_alone",
  about: "Deletes a shipment by its own id. Returns its order.",
  scope: "write:sales_orders",
  refuses,
  input: { shipment_id: id() },
  output,
});

export const moveCustomerOrder = operation({
  name: "sales.customer_order.move",
  scope: "write:sales_orders",
  about:
    "Moves an order to a state as a sales order moves there: entering, shipping what is left, paying what is owed, rejecting. Sets the status word where the caller set none. Returns the order.",
  refuses: [...refuses, "invalid_transition"],
  input: {
    id: id(),
    status: choice(orderStatuses, { optional: true }),
    fulfillment_status: choice(fulfillmentStatuses, { optional: true }),
  },
  output,
});
