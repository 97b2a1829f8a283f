import { flow } from "../../../shared/service/operation.ts";
import { belowShipped } from "../sales-orders/errors.ts";
import { orderOfLine, workOn } from "../sales-orders/work-on-order.ts";
import { changeable, lineOf } from "./changeable.ts";
import * as declared from "./declarations.ts";

export const removeOrderLine = flow(declared.removeOrderLine, async (context, { id }) => {
  const before = await orderOfLine(context.reader, id);
  return workOn(context, declared.removeOrderLine.name, before, (order) => {
    const { shipped, invoiced } = lineOf(order, id);
    const gone = Math.max(shipped, invoiced);
    if (gone > 0) throw belowShipped({ shipped: gone, asked: 0 });
    return { ...changeable(order), lines: order.lines.filter((line) => line.id !== id) };
  });
});
