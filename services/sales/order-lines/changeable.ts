import { fail } from "../../../shared/errors.ts";
import type { Order } from "../sales-orders/order.ts";

const open = new Set<Order["status"]>(["received", "entered", "shipped", "invoiced"]);

/** Refuses to change lines of an order that is paid or ended (SO-4). */
export function changeable(order: Order): Order {
  if (open.has(order.status)) return order;
  throw fail("locked", `The lines of an order that is ${order.status.replaceAll("_", " ")} cannot change.`, {
    status: order.status,
  });
}
