/** Writes changes of a subscription, with what follows from them: its next invoice day, and its event in the calendar. */
import type { Tx } from "../../../shared/service/tx.ts";
import { type SubscriptionEvent, subscriptionEvents } from "./declarations.ts";
import { nextInvoiceOn } from "./next-step.rules.ts";
import { showInCalendar } from "./show-in-calendar.ts";
import { type Subscription, subscription } from "./subscription.ts";

/** Columns of a subscription that runs on. */
export const notPaused = { paused_at: null, paused_until: null, pause_behavior: null } as const;
export const notFailed = { failed_at: null, failure: null, retries: 0, next_attempt_at: null } as const;
export const noAttempt = { attempt_of: null, attempt_since: null, attempt_until: null } as const;

/** `wake`: when the scheduler looks at it next; at once unless the caller continues itself. */
export async function saveSubscription(
  tx: Tx,
  before: Subscription,
  changes: Partial<Subscription>,
  { event, wake = tx.now }: { event: SubscriptionEvent; wake?: string | null },
): Promise<Subscription> {
  const next_invoice_on = nextInvoiceOn({ ...before, ...changes }, tx.org.timezone);
  const whole = { ...changes, next_invoice_on, next_at: wake };
  if (next_invoice_on !== before.next_invoice_on) await showInCalendar(tx, { ...before, next_invoice_on });
  return tx.save(subscription, before, whole, {
    emit: (after) => ({ event, data: { subscription: after } }),
  });
}

type Ending = {
  end_reason: NonNullable<Subscription["end_reason"]>;
  changes?: Partial<Subscription>;
};

/** Ends a subscription; its open invoices stay due. */
export async function endNow(
  tx: Tx,
  before: Subscription,
  { end_reason, changes = {} }: Ending,
): Promise<Subscription> {
  const ended = { status: "ended", ended_at: tx.now, end_reason, running: null } as const;
  const over = { next_attempt_at: null, cancel_at_period_end: false };
  const all = { ...changes, ...noAttempt, ...ended, ...over };
  const { ended: event, ending } = subscriptionEvents;
  const after = await saveSubscription(tx, before, all, { event, wake: null });
  // One that was to end with its period was announced then.
  if (end_reason !== "period_end")
    tx.emit(ending, { kind: "subscription", id: after.id, version: after.version }, { subscription: after });
  return after;
}
