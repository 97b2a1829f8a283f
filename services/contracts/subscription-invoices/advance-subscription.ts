/** Carries out the due steps of a subscription; each step is decided again from stored data (SUB-10). */
import { instantOf, nowInstant, nowMs } from "../../../shared/clock.ts";
import { crashPoint } from "../../../shared/saga/crash.ts";
import { type FlowContext, flow } from "../../../shared/service/operation.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { marketplaceUser } from "../../accounts/public.ts";
import { contract } from "../contracts/contract.ts";
import { pendingOf } from "../provider-calls/ask-provider.ts";
import { refundContract } from "../refunds/declarations.ts";
import * as declared from "../subscriptions/declarations.ts";
import { nextStep, type Step } from "../subscriptions/next-step.rules.ts";
import { type Period, periodOf } from "../subscriptions/periods.rules.ts";
import { resume } from "../subscriptions/resume.ts";
import { endNow, saveSubscription } from "../subscriptions/save-subscription.ts";
import { type Subscription, subscription } from "../subscriptions/subscription.ts";
import { type Attempt, attemptToCollect, beginAttempt, CLAIM_MS } from "./collect-invoice.ts";
import { invoiceNext, openInvoice } from "./make-invoice.ts";
import { giveUpStart, recordOutcome } from "./record-outcome.ts";

const { subscriptionEvents: events } = declared;
const action = declared.advanceSubscription.name;
/** The most invoices and attempts made at once for missed periods; the rest is due immediately afterwards. */
const MOST_STEPS = 60;

const inAMinute = (now_ms: number): string => instantOf(now_ms + CLAIM_MS);

export const advanceSubscription = flow(declared.advanceSubscription, async (context, { id }) => {
  const { write, reader, meta } = context;
  const claim = {
    id,
    where: { next_at: { $lte: nowInstant() } },
    update: { $set: { next_at: inAMinute(nowMs()) } },
  };
  if ((await write.updateMany(subscription, [claim])) === 0) return { steps: 0 };
  for (let steps = 0; steps < MOST_STEPS; steps++) {
    const rows = await reader.find(subscription, { _id: id }, { withHidden: true });
    const [row] = rows;
    if (!row) return { steps };
    const step = await decide(meta, row, reader);
    if (step.do === "wait") {
      // Unless somebody has changed it in the meantime, and it is due again.
      const rest = { id, where: { version: row.version }, update: { $set: { next_at: step.until } } };
      await write.updateMany(subscription, [rest]);
      return { steps };
    }
    crashPoint(`subscription.${step.do}.before`);
    if (!(await take(context, row, step))) return { steps };
    crashPoint(`subscription.${step.do}.after`);
  }
  return { steps: MOST_STEPS };
});

type Due = Exclude<Step, { do: "wait" }>;

async function decide(
  { org }: FlowContext["meta"],
  row: Subscription,
  reader: Pick<Tx, "find">,
): Promise<Step> {
  const open = await openInvoice(reader, row.id);
  const period = open && periodOf(row, open.period ?? row.period);
  return nextStep(row, { now: nowInstant(), time_zone: org.timezone, open: period });
}

/** False when somebody else is at it. */
async function take(context: FlowContext, seen: Subscription, step: Due): Promise<boolean> {
  if (step.do === "collect") return collect(context, seen);
  const leaves = step.do === "invoice" || step.do === "draft" ? await isLeaving(context, seen) : false;
  await context.transact(context.meta, { action }, async (tx) => {
    const before = await tx.load(subscription, seen.id, { withHidden: true });
    if (before.version === seen.version) await change(tx, before, leaves ? { do: "end" } : step, leaves);
  });
  return true;
}

async function collect(context: FlowContext, seen: Subscription): Promise<boolean> {
  const attempt = await beginAttempt(context, seen.id);
  if (!attempt) return false;
  const collected = await attemptToCollect(context, attempt);
  if (collected.state === "paid" && seen.end_reason === "unanswered") await payBack(context, attempt);
  await context.transact(context.meta, { action }, (tx) => recordOutcome(tx, attempt, collected));
  return true;
}

/** The first payment of an abandoned start turned out to have succeeded: the subscriber is refunded, once. */
async function payBack({ reader, call }: FlowContext, { contract_id: id }: Attempt): Promise<void> {
  const paid = await reader.load(contract, id);
  for (const { id: buyer_id, user_id, paid: amount, refunded } of paid.buyers) {
    const left = amount - refunded - pendingOf(paid, "refund", user_id);
    if (left > 0) await call(refundContract, { id, buyer_id, amount: left, reason: NEVER_STARTED });
  }
}

const NEVER_STARTED = "The subscription was not started.";

/** USR-4: what runs for a user who leaves ends with its period. */
async function isLeaving({ call }: FlowContext, { user_id }: Subscription): Promise<boolean> {
  const [user] = await call(marketplaceUser.actions.many, { ids: [user_id] });
  return !user || user.scheduled_deletion_at !== null;
}

function change(tx: Tx, before: Subscription, step: Due, leaves: boolean): Promise<Subscription | null> {
  const wake = inAMinute(Date.parse(tx.now));
  switch (step.do) {
    case "invoice":
    case "draft":
      return invoiceNext(tx, before, wake);
    case "miss":
      return miss(tx, before, step.to, wake);
    case "skip":
      return saveSubscription(tx, before, step.to, { event: events.changed, wake });
    case "resume":
      return resume(tx, before, before.paused_until ?? tx.now);
    case "clear":
      return saveSubscription(tx, before, { status: "active" }, { event: events.changed, wake });
    case "end":
      return endNow(tx, before, { end_reason: leaves ? "user_left" : "period_end" });
    case "abandon":
      return giveUpStart(tx, before, null);
    case "collect":
      throw new Error("An invoice is not collected in a transaction.");
  }
}

/** SUB-10: no period up to and including `to` is invoiced; the event is the alarm. */
function miss(tx: Tx, before: Subscription, to: Period, wake: string): Promise<Subscription> {
  const missed_periods = before.missed_periods + (to.period - before.period);
  const changes = { ...to, missed_periods, status: "past_due" } as const;
  return saveSubscription(tx, before, changes, { event: events.periods_missed, wake });
}
