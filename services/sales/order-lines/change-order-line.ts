import { realChanges } from "../../../shared/service/differences.ts";
import { flow } from "../../../shared/service/operation.ts";
import { belowShipped, priceFixed } from "../sales-orders/errors.ts";
import { newLines } from "../sales-orders/new-order.ts";
import type { OrderLine } from "../sales-orders/order.ts";
import { orderOfLine, workOn } from "../sales-orders/work-on-order.ts";
import { changeable, lineOf } from "./changeable.ts";
import * as declared from "./declarations.ts";

/** SO-4: DEMAND changes by the difference, and allocations beyond the new quantity are freed. */
export const changeOrderLine = flow(declared.changeOrderLine, async (context, { id, ...given }) => {
  const before = await orderOfLine(context.reader, id);
  const found = lineOf(before, id);
  const [priced] = await newLines(context.reader, before.business_customer_id, [{ ...found, ...given }]);
  const named = given.unit_price === undefined ? {} : { unit_price: priced!.unit_price };
  return workOn(context, declared.changeOrderLine.name, before, (order) => {
    const old = lineOf(order, id);
    const line = { ...old, ...given, unit_price: old.unit_price, ...named };
    // Unchanged values are no change, so nothing refuses them.
    if (Object.keys(realChanges(old, line)).length === 0) return order;
    refuse(old, line);
    const allocated = Math.min(line.allocated, line.sku_id === old.sku_id ? line.quantity - line.shipped : 0);
    const lines = changeable(order).lines.map((each) => (each.id === id ? { ...line, allocated } : each));
    return { ...order, lines };
  });
});

function refuse(old: OrderLine, line: OrderLine): void {
  const gone = Math.max(old.shipped, old.invoiced);
  const replaced = line.sku_id !== old.sku_id;
  if (line.quantity < gone || (gone > 0 && replaced))
    throw belowShipped({ shipped: gone, asked: replaced ? 0 : line.quantity }, [
      { pointer: replaced ? "/sku_id" : "/quantity" },
    ]);
  if (old.invoiced > 0 && line.unit_price !== old.unit_price)
    throw priceFixed({}, [{ pointer: "/unit_price" }]);
}
