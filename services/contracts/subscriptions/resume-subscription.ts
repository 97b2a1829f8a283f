import { refusedTransition } from "../../../shared/machine.ts";
import { command } from "../../../shared/service/operation.ts";
import * as declared from "./declarations.ts";
import { refuseMove } from "./next-step.rules.ts";
import { resume } from "./resume.ts";
import { subscription } from "./subscription.ts";

/** One that is past due becomes active by payment only. */
export const resumeSubscription = command(declared.resumeSubscription, async (tx, { id }) => {
  const before = await tx.target(subscription, id, { withHidden: true });
  if (before.status === "active") return tx.save(subscription, before, {});
  if (before.status !== "paused")
    throw refusedTransition("subscription", refuseMove(before.status, "active"));
  return resume(tx, before, tx.now);
});
