import { fail } from "../../../shared/errors.ts";
import type { Order, OrderLine } from "../sales-orders/order.ts";

const open = new Set<Order["status"]>(["received", "entered", "shipped", "invoiced"]);

/** Refuses to change lines of an order that is paid or ended (SO-4). */
export function changeable(order: Order): Order {
  if (open.has(order.status)) return order;
  throw fail("locked", `The lines of an order that is ${order.status.replaceAll("_", " ")} cannot change.`, {
    status: order.status,
  });
}

/** A line of an order; another request may just have removed it. */
export function lineOf({ lines }: Pick<Order, "lines">, id: string): OrderLine {
  const line = lines.find((each) => each.id === id);
  if (line) return line;
  throw fail("not_found", "There is no sales order line with this id.", { id });
}
