/** The states of a purchase order (4.6), and the steps to a state that a caller names (ORD-2). */
import { type InvalidTransition, machine, type StatusOf } from "../../../../shared/machine.ts";

export const purchaseMachine = machine({
  planning: ["placed", "cancelled"],
  placed: ["in_transit", "partial", "received", "cancelled"],
  in_transit: ["partial", "received", "cancelled"],
  partial: ["received", "cancelled", "placed", "in_transit"],
  received: ["paid", "partial", "placed", "in_transit"],
  paid: [],
  cancelled: [],
});
export const purchaseStatuses = purchaseMachine.statuses;
export type PurchaseStatus = StatusOf<typeof purchaseMachine>;

/** PO-1: the initial statuses of an order; any other only for an order taken over from elsewhere. */
export const openingStatuses = ["planning", "placed", "in_transit"] as const satisfies PurchaseStatus[];

/** Whether goods can still arrive. */
export const isOpen = (status: PurchaseStatus): boolean =>
  status === "placed" || status === "in_transit" || status === "partial";

export type Step = "place" | "ship" | "receive" | "pay" | "cancel";
export type Steps = { ok: true; steps: Step[] } | InvalidTransition<PurchaseStatus>;

const forward: readonly (readonly [PurchaseStatus, Step])[] = [
  ["planning", "place"],
  ["placed", "ship"],
  ["in_transit", "receive"],
  ["received", "pay"],
];
const place = (status: PurchaseStatus): number => forward.findIndex(([at]) => at === status);

/**
 * ORD-2, PO-5: the steps to a named status, including intermediate ones. Receiving skips the transit; only
 * receipts lead to `partial`, and a partly received order cannot become paid.
 */
export function stepsTo(from: PurchaseStatus, to: PurchaseStatus): Steps {
  if (from === to) return { ok: true, steps: [] };
  const refused = purchaseMachine.refuse(from, to);
  if (to === "cancelled") {
    const can = purchaseMachine.next(from).includes("cancelled");
    return can ? { ok: true, steps: ["cancel"] } : refused;
  }
  if (from === "partial") return to === "received" ? { ok: true, steps: ["receive"] } : refused;
  const [start, end] = [place(from), to === "paid" ? forward.length : place(to)];
  if (start < 0 || end <= start) return refused;
  const steps = forward.slice(start, end).map(([, step]) => step);
  return { ok: true, steps: end > 2 ? steps.filter((step) => step !== "ship") : steps };
}
