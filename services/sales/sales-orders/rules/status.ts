/** The states of a sales order (4.8), and the steps to a state that a caller names (ORD-2). */
import { type InvalidTransition, machine, type StatusOf } from "../../../../shared/machine.ts";

export const orderMachine = machine({
  received: ["entered", "rejected"],
  entered: ["shipped", "invoiced", "rejected"],
  shipped: ["invoiced", "in_dispute"],
  invoiced: ["shipped", "paid", "in_dispute"],
  paid: ["completed", "in_dispute"],
  in_dispute: ["shipped", "invoiced", "paid", "completed", "rejected"],
  completed: [],
  rejected: [],
});
export const orderStatuses = orderMachine.statuses;
export type OrderStatus = StatusOf<typeof orderMachine>;

export const fulfillmentStatuses = ["pending", "partial", "fulfilled"] as const;
export type FulfillmentStatus = (typeof fulfillmentStatuses)[number];

/** PO-1: the initial statuses of an order; any other only for an order taken over from elsewhere. */
export const openingStatuses = ["received", "entered"] as const satisfies OrderStatus[];

const path = ["received", "entered", "shipped", "invoiced", "paid", "completed"] as const;
const place = (status: OrderStatus): number => (path as readonly OrderStatus[]).indexOf(status);

export type Steps = { ok: true; steps: readonly OrderStatus[] } | InvalidTransition<OrderStatus>;

/** The states to pass through, ending with the named one: a single step, or also the intermediate states. */
export function stepsTo(from: OrderStatus, to: OrderStatus): Steps {
  if (from === to) return { ok: true, steps: [] };
  if (orderMachine.next(from).includes(to)) return { ok: true, steps: [to] };
  const [start, end] = [place(from), place(to)];
  if (start < 0 || end <= start) return orderMachine.refuse(from, to);
  return { ok: true, steps: path.slice(start + 1, end + 1) };
}

/** 4.8: derived from the shipped quantities. */
export function fulfillmentOf(lines: readonly { quantity: number; shipped: number }[]): FulfillmentStatus {
  const shipped = lines.some((line) => line.shipped > 0);
  if (!shipped) return "pending";
  return lines.every((line) => line.shipped >= line.quantity) ? "fulfilled" : "partial";
}

const words: Record<OrderStatus, "confirmed" | "fulfilled" | "canceled" | "on_hold" | null> = {
  ...{ received: null, entered: "confirmed", rejected: "canceled", in_dispute: "on_hold" },
  ...{ shipped: "fulfilled", invoiced: "fulfilled", paid: "fulfilled", completed: "fulfilled" },
};

/** The status word that a move to its state would set on a customer's order (MRC-ONE-4). */
export function statusWord(status: OrderStatus, fulfillment: FulfillmentStatus) {
  const word = words[status];
  const isPartial = fulfillment === "partial" && (word === "confirmed" || word === "fulfilled");
  return isPartial ? ("in_fulfillment" as const) : word;
}

/** Whether the order demands goods: from `entered` on, unless it was rejected (9.3). */
export const demands = (status: OrderStatus): boolean => status !== "received" && status !== "rejected";
