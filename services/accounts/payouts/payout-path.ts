/** The booleans of a request run the transitions in order. Approving requires its own scope (PAY-2). */
import { fail } from "../../../shared/errors.ts";
import { hasScope } from "../../../shared/meta.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { type PayoutStatus, payoutPath } from "./payout-status.rules.ts";

export const completedUnapproved = () =>
  fail("unprocessable", "A payout must be approved before it can be completed.", {
    errors: [
      {
        pointer: "/completed",
        code: "completed_without_approval",
        message: "'completed' requires 'approved': true.",
      },
    ],
  });

/** A payout run has its own scope, which includes the approval of its payouts (section 12: `write:account_balances`). */
const approvers = { one: ["approve:payouts"], many: ["approve:payouts", "write:account_balances"] } as const;

export function refuseUnapproving(tx: Tx, how: keyof typeof approvers = "one"): void {
  if (!approvers[how].some((scope) => hasScope(tx.meta, scope)))
    throw fail("forbidden", "Requires the scope approve:payouts.", { required_scope: "approve:payouts" });
}

/** PAY-2: the booleans run the transitions in order; approving requires its scope. */
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
