/** Orders of either kind read together as documents, with their lines, shipments and payments. */
import type { FieldTable } from "../../../shared/fields/index.ts";
import type { Resource } from "../../../shared/resource/resource.ts";
import { entityOf, listInput, operation, pageOf } from "../../../shared/service/operation.ts";
import { orderLine, orderPayment, orderShipment } from "../customer-orders/order-parts.ts";
import { orderDocument } from "./order-document.ts";

const listed = <T extends FieldTable>(of: Resource<T>, verb: string, what: string) =>
  operation({
    name: `sales.order_document.${verb}`,
    scope: "read:sales_orders",
    about: `Lists ${what}.`,
    input: listInput,
    output: pageOf(entityOf(of)),
  });

export const listOrderDocuments = listed(
  orderDocument,
  "list",
  "orders of customers and sales orders together, as documents",
);
export const listEveryOrderLine = listed(orderLine, "list_lines", "the lines of orders of either kind");
export const listEveryShipment = listed(
  orderShipment,
  "list_shipments",
  "the shipments of orders of either kind; of a sales order, what has left of each line",
);
export const listEveryPayment = listed(
  orderPayment,
  "list_payments",
  "the payments of orders of either kind; of a sales order, its paid invoices",
);
