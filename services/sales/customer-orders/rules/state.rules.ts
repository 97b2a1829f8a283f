/** The state of an order follows from facts, whatever word its status has (MRC-ONE-4). */
import { allShipped, type ShippableLine, type ShippingFact, shippedOf } from "./shipping.rules.ts";

export const states = ["received", "entered", "shipped", "invoiced", "paid", "rejected"] as const;
export type State = (typeof states)[number];

/** States that may be asked for beside the words of a status. */
export const askedStates = ["entered", "rejected"] as const;

export type StateFacts = {
  status: string | null;
  asked_state: (typeof askedStates)[number] | null;
  lines: readonly ShippableLine[];
  shipments: readonly ShippingFact[];
  grand_gross: number;
  paid_total: number;
  refunded_total: number;
};

/** A shipment invoices what it ships (MRC-ONE-5): with all of it shipped the order is invoiced, and paid once nothing is owed. */
export function stateOf(order: StateFacts): State {
  const { status, asked_state, lines, shipments, grand_gross, paid_total, refunded_total } = order;
  const moved = hasMoved(order);
  const word = status?.toLowerCase() ?? null;
  if ((word === "canceled" || asked_state === "rejected") && !moved) return "rejected";
  if (allShipped(lines, shipments)) return paid_total - refunded_total >= grand_gross ? "paid" : "invoiced";
  const isNamed = word !== null && word !== "draft" && word !== "canceled";
  return moved || isNamed || asked_state === "entered" ? "entered" : "received";
}

/** Whether goods have left or money has come. */
export const hasMoved = ({ shipments, paid_total }: Pick<StateFacts, "shipments" | "paid_total">): boolean =>
  shippedOf(shipments).size > 0 || paid_total > 0;
