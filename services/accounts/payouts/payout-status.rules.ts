/** The state machine of a payout (4.5), the S0 booleans (PAY-2), fees (BAL-3) and payout runs (PAY-3). */
import { mulRate } from "../../../shared/money.ts";

export const payoutStatuses = [
  "requested",
  "approved",
  "completed",
  "rejected",
  "cancelled",
  "failed",
  "reversed",
] as const;
export type PayoutStatus = (typeof payoutStatuses)[number];

const NEXT: Record<PayoutStatus, readonly PayoutStatus[]> = {
  requested: ["approved", "rejected", "cancelled"],
  approved: ["completed", "failed", "cancelled"],
  failed: ["approved"],
  completed: ["reversed"],
  rejected: [],
  cancelled: [],
  reversed: [],
};

type InvalidTransition = {
  ok: false;
  code: "invalid_transition";
  from: PayoutStatus;
  to: PayoutStatus;
  allowed: readonly PayoutStatus[];
};

export type PayoutTransition = { ok: true; changed: boolean; status: PayoutStatus } | InvalidTransition;

/** STM-1, STM-2. */
export function movePayout(from: PayoutStatus, to: PayoutStatus): PayoutTransition {
  if (from === to) return { ok: true, changed: false, status: to };
  const allowed = NEXT[from];
  if (!allowed.includes(to)) return { ok: false, code: "invalid_transition", from, to, allowed };
  return { ok: true, changed: true, status: to };
}

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
  | InvalidTransition;

const STEPS: readonly PayoutStatus[] = ["requested", "approved", "completed"];

/**
 * PAY-2: the transitions that S0 booleans ask for, in order; `from` is null on create. They are never lowered:
 * `approved: false` on an approved payout is refused, not ignored; one that says what is so already asks for nothing.
 */
export function payoutPath(from: PayoutStatus | null, flags: Partial<PayoutFlags>): PayoutPath {
  if (flags.completed && flags.approved === false) return { ok: false, code: "completed_without_approval" };
  const wanted: PayoutStatus = flags.completed ? "completed" : flags.approved ? "approved" : "requested";
  if (from === null) return { ok: true, path: STEPS.slice(0, STEPS.indexOf(wanted) + 1) };
  const now = payoutFlags(from);
  const lowered = (now.completed && flags.completed === false) || (now.approved && flags.approved === false);
  if (lowered) {
    const to = flags.approved === false ? "requested" : "approved";
    return { ok: false, code: "invalid_transition", from, to, allowed: NEXT[from] };
  }
  const asks = (flags.approved && !now.approved) || (flags.completed && !now.completed);
  if (!asks) return { ok: true, path: [] };
  const reached = from === "failed" ? 0 : STEPS.indexOf(from);
  if (reached < 0) return { ok: false, code: "invalid_transition", from, to: wanted, allowed: NEXT[from] };
  return { ok: true, path: STEPS.slice(reached + 1, STEPS.indexOf(wanted) + 1) };
}

/** BAL-3: deducted from the payout and never more than it. */
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
