/** The booleans of a request run the transitions in order; approving needs its scope (PAY-2). */
import { fail } from "../../../shared/errors.ts";
import { hasScope } from "../../../shared/meta.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { type PayoutStatus, payoutPath } from "./payout-status.rules.ts";

export const completedUnapproved = () =>
  fail("unprocessable", "A payout is approved before it is completed.", {
    errors: [
      { pointer: "/completed", code: "completed_without_approval", message: "Send approved: true as well." },
    ],
  });

/** Paying many out is a right of its own, which approves what it pays (section 12: `write:account_balances`). */
const approvers = { one: ["approve:payouts"], many: ["approve:payouts", "write:account_balances"] } as const;

export function refuseUnapproving(tx: Tx, how: keyof typeof approvers = "one"): void {
  if (!approvers[how].some((scope) => hasScope(tx.meta, scope)))
    throw fail("forbidden", "Approving needs a permission.", { required_scope: "approve:payouts" });
}

/** PAY-2: the booleans run the transitions in order; approving needs its scope. */
export function pathOf(
  tx: Tx,
  flags: { approved: boolean; completed: boolean },
  how: keyof typeof approvers = "one",
): PayoutStatus[] {
  if (flags.completed && !flags.approved) throw completedUnapproved();
  if (flags.approved) refuseUnapproving(tx, how);
  const path = payoutPath(null, flags);
  return path.ok ? path.path : ["requested"];
}
