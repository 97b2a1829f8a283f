import { flow } from "../../../shared/service/operation.ts";
import { loadOrder, workOn } from "../sales-orders/work-on-order.ts";
import { chosenOf } from "./chosen-lines.ts";
import * as declared from "./declarations.ts";

/** The goods return at the value at which they left (CST-3). */
export const returnSalesOrder = flow(declared.returnSalesOrder, async (context, { id, lines: chosen }) => {
  const before = await loadOrder(context.reader, id);
  return workOn(context, declared.returnSalesOrder.name, before, (order) => {
    const quantities = chosenOf(order, chosen, ({ shipped }) => shipped);
    const lines = order.lines.map((line, i) => ({ ...line, shipped: line.shipped - quantities[i]! }));
    return { ...order, lines };
  });
});
