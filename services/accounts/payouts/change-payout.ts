import { fail } from "../../../shared/errors.ts";
import type { Received } from "../../../shared/fields/index.ts";
import { refusedTransition } from "../../../shared/machine.ts";
import { realChanges } from "../../../shared/service/differences.ts";
import { command } from "../../../shared/service/operation.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { mergeJson } from "../../../shared/service/verbs.ts";
import type { Till } from "../drawers/till.ts";
import { checkMoments } from "./backdated-moments.ts";
import * as declared from "./declarations.ts";
import { type Payout, step, tillOfPayout } from "./move-payout.ts";
import { payout } from "./payout.ts";
import { completedUnapproved, refuseUnapproving } from "./payout-path.ts";
import { payoutPath } from "./payout-status.rules.ts";
import { visiblePayout } from "./visible-payout.ts";

export const changePayout = command(declared.changePayout, {
  async gather(call, { id, completed, method }, _meta, reader) {
    const before = completed ? await visiblePayout(reader, id) : null;
    return tillOfPayout(call, before && { ...before, method: method ?? before.method });
  },
  run: changeIt,
});

/** The changed fields apply to the steps in the same request. */
async function changeIt(tx: Tx, input: Received<typeof declared.changePayout.input>, till: Till | null) {
  const { id, approved, completed, completed_at, ...changes } = input;
  const before = await tx.target(payout, id);
  checkMoments(tx, { requested_at: before.requested_at, completed_at });
  const flags = { ...(approved == null ? {} : { approved }), ...(completed == null ? {} : { completed }) };
  const asked = payoutPath(before.status, flags);
  if (!asked.ok) {
    if (asked.code === "completed_without_approval") throw completedUnapproved();
    throw refusedTransition("payout", asked);
  }
  if (asked.path.length) refuseUnapproving(tx);
  refuseOtherMethod(before, changes.method);
  const dated = completed_at && before.status === "completed" ? { completed_at } : {};
  const rest = realChanges(before, mergeJson(payout.fields, before, { ...changes, ...dated }));
  const moved = Object.keys(rest).length ? { last_interaction_at: tx.now } : {};
  let after = await tx.save(payout, before, { ...rest, ...moved });
  for (const next of asked.path) after = await step(tx, after, next, { completed_at, till });
  return after;
}

/** A reversal returns the money to its source (T9). */
function refuseOtherMethod({ status, method }: Payout, asked: string | null | undefined): void {
  if (asked == null || asked === method || (status !== "completed" && status !== "reversed")) return;
  const message = `A ${status} payout keeps its method: its money was paid by ${method}.`;
  throw fail("locked", message, { errors: [{ pointer: "/method", code: "locked", message }] });
}
