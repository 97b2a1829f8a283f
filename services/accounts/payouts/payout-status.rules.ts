/** The state machine of a payout (4.5), the S0 booleans (PAY-2), fees (BAL-3) and payout runs (PAY-3). */
import { type InvalidTransition, machine, type StatusOf } from "../../../shared/machine.ts";
import { mulRate } from "../../../shared/money.ts";

const payoutMachine = machine({
  requested: ["approved", "rejected", "cancelled"],
  approved: ["completed", "failed", "cancelled"],
  completed: ["reversed"],
  rejected: [],
  cancelled: [],
  failed: ["approved"],
  reversed: [],
});
export const payoutStatuses = payoutMachine.statuses;
export type PayoutStatus = StatusOf<typeof payoutMachine>;
export const movePayout = payoutMachine.move;

export type PayoutPosting = "T6" | "T7" | "T8" | "T9";

/** 4.5: the posting template of entering a status; approving and failing move no money. */
export function payoutPosting(to: PayoutStatus): PayoutPosting | null {
  const templates: Record<PayoutStatus, PayoutPosting | null> = {
    requested: "T6",
    approved: null,
    completed: "T7",
    rejected: "T8",
    cancelled: "T8",
    failed: null,
    reversed: "T9",
  };
  return templates[to];
}

export type PayoutFlags = { approved: boolean; completed: boolean };

/** The derived S0 booleans. */
export function payoutFlags(status: PayoutStatus): PayoutFlags {
  return {
    approved: status === "approved" || status === "completed" || status === "failed",
    completed: status === "completed",
  };
}

export type PayoutPath =
  | { ok: true; path: PayoutStatus[] }
  | { ok: false; code: "completed_without_approval" }
  | InvalidTransition<PayoutStatus>;

const STEPS: readonly PayoutStatus[] = ["requested", "approved", "completed"];

/**
 * PAY-2: the transitions that S0 booleans ask for, in order; `from` is null on create. They cannot be
 * set back: `approved: false` on an approved payout is refused. A value that a payout already has requests nothing.
 */
export function payoutPath(from: PayoutStatus | null, flags: Partial<PayoutFlags>): PayoutPath {
  if (flags.completed && flags.approved === false) return { ok: false, code: "completed_without_approval" };
  const wanted: PayoutStatus = flags.completed ? "completed" : flags.approved ? "approved" : "requested";
  if (from === null) return { ok: true, path: STEPS.slice(0, STEPS.indexOf(wanted) + 1) };
  const now = payoutFlags(from);
  if (isLowered(now, flags))
    return payoutMachine.refuse(from, flags.approved === false ? "requested" : "approved");
  if (!isRaised(now, flags)) return { ok: true, path: [] };
  const reached = from === "failed" ? 0 : STEPS.indexOf(from);
  if (reached < 0) return payoutMachine.refuse(from, wanted);
  return { ok: true, path: STEPS.slice(reached + 1, STEPS.indexOf(wanted) + 1) };
}

const flagNames = ["approved", "completed"] as const;

/** Whether a flag that is set is to be reset. */
const isLowered = (now: PayoutFlags, asked: Partial<PayoutFlags>): boolean =>
  flagNames.some((name) => now[name] && asked[name] === false);

/** Whether a flag that is not set is to be set. */
const isRaised = (now: PayoutFlags, asked: Partial<PayoutFlags>): boolean =>
  flagNames.some((name) => !now[name] && asked[name]);

/** BAL-3: the fee is deducted from the payout and is at most the payout. */
export function payoutFee(
  fee: { type: "none" | "fixed" | "percentage"; fixed?: number | null; percentage_ppm?: number | null },
  amount: number,
): number {
  if (fee.type === "none") return 0;
  const asked = fee.type === "fixed" ? (fee.fixed ?? 0) : mulRate(amount, fee.percentage_ppm ?? 0);
  return Math.min(asked, amount);
}

export type RunResult =
  | { account_id: string; result: "pay"; amount: number }
  | { account_id: string; result: "skipped"; available_balance: number };

/** PAY-3: the whole available balance of each account that reaches `max(payout_min, 1)`. */
export function planPayouts(
  accounts: readonly { account_id: string; available_balance: number }[],
  payout_min: number,
): RunResult[] {
  return accounts.map(({ account_id, available_balance }) =>
    available_balance >= Math.max(payout_min, 1)
      ? { account_id, result: "pay", amount: available_balance }
      : { account_id, result: "skipped", available_balance },
  );
}
