import { flow } from "../../../shared/service/operation.ts";
import { invoiced, moved } from "../sales-orders/order.ts";
import { loadOrder, workOn } from "../sales-orders/work-on-order.ts";
import * as declared from "./declarations.ts";

/** SO-3: an order with an invoice gets another one for the goods shipped since. */
export const invoiceSalesOrder = flow(declared.invoiceSalesOrder, async (context, { id }) => {
  const before = await loadOrder(context.reader, id);
  return workOn(context, declared.invoiceSalesOrder.name, before, (order, at) =>
    order.status === "invoiced" ? invoiced(order, at) : moved(order, "invoiced", at),
  );
});
