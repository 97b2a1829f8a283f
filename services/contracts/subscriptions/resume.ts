/** Ends a pause (SUB-3): the periods that began in it were skipped, and nothing is charged for them. */
import type { Tx } from "../../../shared/service/tx.ts";
import { subscriptionEvents } from "./declarations.ts";
import { skippedAt } from "./next-step.rules.ts";
import { notPaused, saveSubscription } from "./save-subscription.ts";
import type { Subscription } from "./subscription.ts";

export function resume(tx: Tx, before: Subscription, at: string): Promise<Subscription> {
  const skips = before.pause_behavior === "skip";
  const skipped = skips ? skippedAt(before, at, tx.org.timezone) : null;
  const changes = { status: "active", ...notPaused, ...skipped } as const;
  return saveSubscription(tx, before, changes, { event: subscriptionEvents.resumed });
}
