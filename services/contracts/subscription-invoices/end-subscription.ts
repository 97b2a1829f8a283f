/** Ends a subscription, at once or with its period (SUB-5, SUB-11). */
import { refusedTransition } from "../../../shared/machine.ts";
import { type FlowContext, flow } from "../../../shared/service/operation.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import * as declared from "../subscriptions/declarations.ts";
import { moveSubscription } from "../subscriptions/next-step.rules.ts";
import { endNow, saveSubscription } from "../subscriptions/save-subscription.ts";
import { type Subscription, subscription } from "../subscriptions/subscription.ts";
import { attemptToCollect, beginAttempt } from "./collect-invoice.ts";
import { openInvoice } from "./make-invoice.ts";
import { recordOutcome } from "./record-outcome.ts";

const { subscriptionEvents: events } = declared;
/** The most drafts left by a pause; any further ones stay drafts. */
const MOST_DRAFTS = 60;

export const endSubscription = flow(
  declared.endSubscription,
  async (context, { id, at_period_end, reason }) => {
    const { reader, meta, headers, transact } = context;
    const before = await reader.load(subscription, id);
    if (!at_period_end && hasDrafts(before)) await collectDrafts(context, before);
    const unit = { action: declared.endSubscription.name, headers };
    return transact(meta, unit, async (tx) => {
      tx.reason(reason);
      return end(tx, await tx.target(subscription, id, { withHidden: true }), at_period_end);
    });
  },
);

async function end(tx: Tx, before: Subscription, at_period_end: boolean): Promise<Subscription> {
  const moved = moveSubscription(before.status, "ended");
  if (!moved.ok) throw refusedTransition("subscription", moved);
  if (!moved.changed) return tx.save(subscription, before, {});
  if (at_period_end && before.cancel_at_period_end) return tx.save(subscription, before, {});
  return at_period_end
    ? saveSubscription(tx, before, { cancel_at_period_end: true }, { event: events.ending })
    : endNow(tx, before, { end_reason: "requested" });
}

/** Only a pause leaves drafts that were not tried. */
const hasDrafts = ({ status }: Subscription): boolean => status === "active" || status === "paused";

/** What a pause put off is collected first; one that cannot be paid stays due. */
async function collectDrafts(context: FlowContext, { id }: Subscription): Promise<void> {
  const { reader, meta, transact } = context;
  for (let count = 0; count < MOST_DRAFTS; count++) {
    if ((await openInvoice(reader, id))?.status !== "draft") return;
    const attempt = await beginAttempt(context, id);
    if (!attempt) return;
    const collected = await attemptToCollect(context, attempt);
    const unit = { action: declared.endSubscription.name };
    await transact(meta, unit, (tx) => recordOutcome(tx, attempt, collected));
    if (collected.state !== "paid") return;
  }
}
