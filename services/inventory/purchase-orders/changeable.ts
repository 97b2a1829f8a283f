import { fail } from "../../../shared/errors.ts";
import type { PurchaseOrder } from "./order.ts";
import { isOpen } from "./rules/status.ts";

/** An order whose lines may change: one that goods may still arrive for. */
export function changeable(order: PurchaseOrder): PurchaseOrder {
  if (order.status === "planning" || isOpen(order.status)) return order;
  throw fail("locked", `The lines of an order that is ${order.status} cannot change.`, {
    status: order.status,
  });
}
