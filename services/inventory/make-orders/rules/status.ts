/** The states of work and production orders (4.7), and the steps to a named state (ORD-2, MFG-4). */
import { type InvalidTransition, machine, type StatusOf } from "../../../../shared/machine.ts";

export const makeMachine = machine({
  draft: ["entered", "cancelled"],
  entered: ["placed", "production", "in_transit", "partial", "received", "cancelled"],
  placed: ["production", "in_transit", "partial", "received", "cancelled"],
  production: ["in_transit", "partial", "received", "cancelled"],
  in_transit: ["partial", "received", "cancelled"],
  partial: ["received", "completed", "cancelled", "entered", "placed", "production", "in_transit"],
  received: ["completed", "partial", "entered", "placed", "production", "in_transit"],
  completed: [],
  cancelled: [],
});
export const makeStatuses = makeMachine.statuses;
export type MakeStatus = StatusOf<typeof makeMachine>;

/** The initial statuses of an order; any other only for an order taken over from elsewhere (D19). */
export const openingStatuses = [
  "draft",
  "entered",
  "placed",
  "production",
  "in_transit",
] as const satisfies MakeStatus[];

const running: readonly MakeStatus[] = ["entered", "placed", "production", "in_transit", "partial"];

/** Entered and not all received: it demands its inputs, and its outputs are on order. */
export const isRunning = (status: MakeStatus): boolean => running.includes(status);

/** States before a receipt, to which its reversal returns. */
export const beforeReceipt = ["entered", "placed", "production", "in_transit"] as const;

export type Step = "enter" | "allocate" | "receive" | "complete" | "cancel";
/** `to`: a state without effect of its own, entered last. */
export type Steps = { ok: true; steps: Step[] } | InvalidTransition<MakeStatus>;

const order = ["draft", "entered", "placed", "production", "in_transit", "received", "completed"] as const;
const place = (status: MakeStatus): number => (order as readonly MakeStatus[]).indexOf(status);

/** The effect of entering a state; skips allocation on the way to a receipt, which needs none. */
const stepOf: Partial<Record<MakeStatus, Step>> = {
  entered: "enter",
  placed: "allocate",
  received: "receive",
  completed: "complete",
};

const fromPartial: Partial<Record<MakeStatus, Step>> = { received: "receive", completed: "complete" };

/** The steps to a named status, including intermediate ones. */
export function stepsTo(from: MakeStatus, to: MakeStatus): Steps {
  if (from === to) return { ok: true, steps: [] };
  const single = to === "cancelled" && makeMachine.next(from).includes(to) ? "cancel" : null;
  const finishing = from === "partial" ? (fromPartial[to] ?? null) : null;
  const alone = single ?? finishing;
  if (alone) return { ok: true, steps: [alone] };
  const [start, end] = [place(from), place(to)];
  if (start < 0 || end <= start) return makeMachine.refuse(from, to);
  const steps = order.slice(start + 1, end + 1).flatMap((status) => stepOf[status] ?? []);
  return { ok: true, steps: steps.includes("receive") ? steps.filter((step) => step !== "allocate") : steps };
}
