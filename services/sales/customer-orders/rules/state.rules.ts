/** The state of an order follows from facts, whatever word its status has (MRC-ONE-4). */
import { allShipped, type ShippableLine, type ShippingFact, shippedOf } from "./shipping.rules.ts";

export const states = ["received", "entered", "shipped", "invoiced", "paid", "rejected"] as const;
export type State = (typeof states)[number];

export type StateFacts = {
  status: string | null;
  lines: readonly ShippableLine[];
  shipments: readonly ShippingFact[];
  grand_gross: number;
  paid_total: number;
  refunded_total: number;
};

/** A shipment invoices what it ships (MRC-ONE-5): with all of it shipped the order is invoiced, and paid once nothing is owed. */
export function stateOf(order: StateFacts): State {
  const { status, lines, shipments, grand_gross, paid_total, refunded_total } = order;
  const moved = shippedOf(shipments).size > 0 || paid_total > 0;
  const word = status?.toLowerCase() ?? null;
  if (word === "canceled" && !moved) return "rejected";
  if (allShipped(lines, shipments)) return paid_total - refunded_total >= grand_gross ? "paid" : "invoiced";
  return moved || (word !== null && word !== "draft" && word !== "canceled") ? "entered" : "received";
}
