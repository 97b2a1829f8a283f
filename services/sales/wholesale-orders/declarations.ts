/** Orders of either kind read together, and what people noted on them. */

import { id } from "../../../shared/fields/index.ts";
import { entityOf, listInput, operation, pageOf } from "../../../shared/service/operation.ts";
import { salesOrderNote } from "../order-notes/sales-order-note.ts";
import { wholesaleOrder } from "./wholesale-order.ts";

const reading = { scope: "read:sales_orders", spans_stores: true } as const;

export const listWholesaleOrders = operation({
  ...{ ...reading, name: "sales.wholesale_order.list" },
  about: "Lists sales orders and orders of customers together, without what their lines are linked to.",
  input: listInput,
  output: pageOf(entityOf(wholesaleOrder)),
});

export const getWholesaleOrder = operation({
  ...{ ...reading, name: "sales.wholesale_order.get" },
  about: "Returns a sales order or an order of a customer.",
  input: { id: id() },
  output: entityOf(wholesaleOrder),
});

export const listWholesaleNotes = operation({
  ...{ name: "sales.wholesale_order.list_notes", scope: "read:sales_order_notes", spans_stores: true },
  about: "Lists the notes on orders of either kind.",
  input: listInput,
  output: pageOf(entityOf(salesOrderNote)),
});
