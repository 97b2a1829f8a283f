import { fail } from "../../../shared/errors.ts";
import { command } from "../../../shared/service/operation.ts";
import * as declared from "./declarations.ts";
import { saveSubscription } from "./save-subscription.ts";
import { subscription } from "./subscription.ts";

/** SUB-5: takes back that it ends with its period, while that lasts. */
export const keepSubscription = command(declared.keepSubscription, async (tx, { id }) => {
  const before = await tx.target(subscription, id, { withHidden: true });
  const { status, cancel_at_period_end } = before;
  if (status === "ended" || status === "starting")
    throw fail("invalid_transition", "Only a subscription that runs can be kept.", { status });
  if (!cancel_at_period_end) return tx.save(subscription, before, {});
  const { changed: event } = declared.subscriptionEvents;
  return saveSubscription(tx, before, { cancel_at_period_end: false }, { event });
});
