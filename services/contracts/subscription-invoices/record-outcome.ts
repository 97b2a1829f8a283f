/** What follows from an attempt to collect an invoice (SUB-4, SUB-9). */
import type { Tx } from "../../../shared/service/tx.ts";
import { contract } from "../contracts/contract.ts";
import { moveContract } from "../contracts/contract-status.rules.ts";
import { type Contract, telling } from "../contracts/contract-view.ts";
import { contractEvents } from "../contracts/declarations.ts";
import * as declared from "../subscriptions/declarations.ts";
import { retryAt } from "../subscriptions/next-step.rules.ts";
import {
  endNow,
  noAttempt,
  notFailed,
  notPaused,
  saveSubscription,
} from "../subscriptions/save-subscription.ts";
import { type Subscription, subscription } from "../subscriptions/subscription.ts";
import { type Attempt, type Collected, isAttempted, lookAgainAt } from "./collect-invoice.ts";

const { subscriptionEvents: events } = declared;

/** Null when it was removed because its first payment failed. */
export async function recordOutcome(
  tx: Tx,
  attempt: Attempt,
  collected: Collected,
): Promise<Subscription | null> {
  const before = await tx.load(subscription, attempt.subscription_id, { withHidden: true });
  if (!isAttempted(before, attempt)) return tx.get(subscription, before.id);
  if (collected.state === "pending" || collected.state === "unanswered") {
    const again = lookAgainAt(attempt);
    const looking = { attempt_until: again, next_at: again };
    if (collected.state === "unanswered") return recordUnanswered(tx, before, looking);
    return tx.save(subscription, before, looking, { emit: "none" });
  }
  if (before.end_reason === "unanswered") return forgetStart(tx, before, attempt.contract_id);
  if (collected.state === "paid") return recordPaid(tx, before, events.renewed);
  if (before.status === "starting") return giveUpStart(tx, before, attempt.contract_id);
  if (collected.state === "gone") return recordPaid(tx, before, events.changed);
  return recordFailed(tx, before, collected.reason);
}

/** Nothing is owed any more. */
function recordPaid(tx: Tx, before: Subscription, event: declared.SubscriptionEvent): Promise<Subscription> {
  const paid = { ...noAttempt, ...notFailed };
  if (before.status === "starting") {
    const started = { ...paid, status: "active", started_at: tx.now } as const;
    return saveSubscription(tx, before, started, { event: events.started });
  }
  const status = before.status === "past_due" ? "active" : before.status;
  return saveSubscription(tx, before, { ...paid, status }, { event });
}

type Looking = { attempt_until: string; next_at: string };

/**
 * A subscription that never started ends, and the user may start again; a running one becomes past due. The provider is still
 * polled: the charge is neither repeated nor forgotten.
 */
function recordUnanswered(tx: Tx, before: Subscription, { attempt_until, next_at: wake }: Looking) {
  if (before.status === "starting") {
    const ended = { status: "ended", ended_at: tx.now, end_reason: "unanswered", running: null } as const;
    return saveSubscription(tx, before, { ...ended, attempt_until }, { event: events.ended, wake });
  }
  if (before.status === "ended" || before.failure === NO_ANSWER)
    return tx.save(subscription, before, { attempt_until, next_at: wake }, { emit: "none" });
  const due = { ...notPaused, status: "past_due", failure: NO_ANSWER, attempt_until } as const;
  return saveSubscription(tx, before, due, { event: events.past_due, wake });
}

const NO_ANSWER = "no_answer";

/** The provider's late outcome for an abandoned start: refunded, or never charged. */
async function forgetStart(tx: Tx, before: Subscription, contract_id: string): Promise<Subscription> {
  await voidInvoice(tx, await tx.get(contract, contract_id));
  await releaseTemplate(tx, before);
  return tx.save(subscription, before, { ...noAttempt, next_at: null }, { emit: "none" });
}

/** Nothing was started: the row goes, and its invoice with it. */
export async function giveUpStart(tx: Tx, before: Subscription, contract_id: string | null): Promise<null> {
  await voidInvoice(tx, contract_id ? await tx.get(contract, contract_id) : null);
  await releaseTemplate(tx, before);
  await tx.purge(subscription, before);
  return null;
}

async function voidInvoice(tx: Tx, invoice: Contract | null): Promise<void> {
  if (invoice?.status === "draft") await tx.purge(contract, invoice);
  else if (invoice && moveContract(invoice.status, "void").ok)
    await tx.save(
      contract,
      invoice,
      { status: "void", voided_at: tx.now },
      { emit: telling(contractEvents.voided, tx.now) },
    );
}

/** A contract that no other subscription copies can be paid again. */
async function releaseTemplate(tx: Tx, { id, contract_id }: Subscription): Promise<void> {
  const template = await tx.get(contract, contract_id);
  const others = { contract_id, _id: { $ne: id }, end_reason: { $ne: "unanswered" } };
  if (!template?.is_template || (await tx.count(subscription, others)) > 0) return;
  const emit = telling(contractEvents.changed, tx.now);
  await tx.save(contract, template, { is_template: false }, { emit });
}

async function recordFailed(tx: Tx, before: Subscription, failure: string): Promise<Subscription> {
  if (before.status === "ended")
    return tx.save(subscription, before, { ...noAttempt, failure }, { emit: "none" });
  // A pause does not hide that an earlier period was not paid.
  const failed_at = before.failed_at ?? tx.now;
  const retries = before.failed_at ? before.retries + 1 : 0;
  const next_attempt_at = retryAt(failed_at, retries);
  const failed = { ...notPaused, ...noAttempt, failed_at, retries, failure, next_attempt_at };
  if (next_attempt_at === null) return endNow(tx, before, { end_reason: "unpaid", changes: failed });
  return saveSubscription(tx, before, { ...failed, status: "past_due" }, { event: events.past_due });
}
