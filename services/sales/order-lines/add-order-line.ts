import { flow } from "../../../shared/service/operation.ts";
import { newLines } from "../sales-orders/new-order.ts";
import { loadOrder, workOn } from "../sales-orders/work-on-order.ts";
import { changeable } from "./changeable.ts";
import * as declared from "./declarations.ts";

export const addOrderLine = flow(declared.addOrderLine, async (context, { id, ...given }) => {
  const before = await loadOrder(context.reader, id);
  const added = await newLines(context.reader, before.business_customer_id, [given]);
  return workOn(context, declared.addOrderLine.name, before, (order) => ({
    ...changeable(order),
    lines: [...order.lines, ...added],
  }));
});
