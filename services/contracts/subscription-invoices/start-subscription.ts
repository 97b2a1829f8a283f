/** Starts a subscription and charges its first period, or starts nothing (SUB-8, SUB-9). */
import { instantOf, nowInstant } from "../../../shared/clock.ts";
import { businessDate } from "../../../shared/dates.ts";
import { fail, invalidField, repointed } from "../../../shared/errors.ts";
import type { Received } from "../../../shared/fields/index.ts";
import { idOf } from "../../../shared/ids.ts";
import { crashPoint } from "../../../shared/saga/crash.ts";
import { inProgress } from "../../../shared/service/answers.ts";
import { type FlowContext, flow } from "../../../shared/service/operation.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { contract } from "../contracts/contract.ts";
import { type Contract, impossible, telling } from "../contracts/contract-view.ts";
import { contractEvents } from "../contracts/declarations.ts";
import { refuseLeaving, requireUsers } from "../offers/parties.ts";
import * as declared from "../subscriptions/declarations.ts";
import { paymentFailed } from "../subscriptions/errors.ts";
import { periodOf } from "../subscriptions/periods.rules.ts";
import { type Subscription, subscription } from "../subscriptions/subscription.ts";
import { attemptToCollect, beginAttempt, CLAIM_MS } from "./collect-invoice.ts";
import { termsFrom, totalOf } from "./invoice-terms.ts";
import { draftInvoice } from "./make-invoice.ts";
import { recordOutcome } from "./record-outcome.ts";

type Asked = Received<typeof declared.startSubscription.input>;

export const startSubscription = flow(
  declared.startSubscription,
  async (context, input) => {
    const { reader, meta, headers, call, transact } = context;
    const action = declared.startSubscription.name;
    const start_key = headers.idempotency_key ?? null;
    const { platform_id } = await reader.load(contract, input.contract_id);
    const users = await requireUsers(call, platform_id, [{ pointer: "/user_id", id: input.user_id }]);
    refuseLeaving(users, input.user_id);
    const begun = await transact(meta, { action }, (tx) => begin(tx, input, start_key));
    crashPoint("subscription.start.begun");
    // A repetition of a request that has died after it had started.
    if (begun.status !== "starting")
      return transact(meta, { action, headers }, async (tx) => shown(await tx.get(subscription, begun.id)));
    return shown(await collectFirst(context, begun.id));
  },
  ["user_id"],
);

/** A subscription that a failed payment has removed in the meantime was not started. */
function shown(row: Subscription | null): Subscription {
  if (!row) throw paymentFailed({ reason: "declined" });
  return row;
}

async function collectFirst(context: FlowContext, id: string): Promise<Subscription | null> {
  const { meta, headers, transact } = context;
  const attempt = await beginAttempt(context, id);
  if (!attempt) throw inProgress();
  const collected = await attemptToCollect(context, attempt);
  const failed = collected.state === "failed" ? collected : null;
  const unit = { action: declared.startSubscription.name, ...(failed ? {} : { headers }) };
  const after = await transact(meta, unit, (tx) => recordOutcome(tx, attempt, collected));
  if (failed) throw failed.refusal ?? paymentFailed({ reason: failed.reason });
  return after;
}

async function begin(tx: Tx, input: Asked, start_key: string | null): Promise<Subscription> {
  const known = start_key === null ? null : await tx.findOne(subscription, { start_key });
  if (known) return known;
  const template = await tx.load(contract, input.contract_id, { withHidden: true });
  const { platform_id, currency } = template;
  const { user_id } = input;
  refuseTemplate(template);
  const running = idOf(`running_subscription:${user_id}:${template.id}`);
  await refuseTwice(tx, running);
  const terms = termsFrom(template);
  const price = priceOf(terms, { user_id, currency });
  const start_date = startOf(tx, input.start_date ?? null);
  const cycle = input.cycle ?? template.recurrence ?? "monthly";
  const row = {
    ...{ platform_id: platform_id!, user_id, contract_id: template.id, status: "starting" as const },
    ...{ price, currency, cycle, start_date, ...periodOf({ start_date, cycle }, 1) },
    ...{ terms, running, start_key, next_at: instantOf(Date.parse(tx.now) + CLAIM_MS) },
  } as const;
  const made = await tx.insert(subscription, row);
  await useAsTemplate(tx, template);
  await draftInvoice(tx, { ...made, terms });
  return made;
}

/** Of a payment and a start at once, one finds what the other wrote. */
async function useAsTemplate(tx: Tx, template: Contract): Promise<void> {
  if (template.is_template) return;
  const emit = telling(contractEvents.changed, tx.now);
  await tx.save(contract, template, { is_template: true }, { emit });
}

function refuseTemplate({ platform_id, status, items, subscription_id, pending }: Contract): void {
  if (platform_id === null)
    throw impossible("/contract_id", "without_platform", "The contract belongs to no platform.");
  if (status !== "draft" && status !== "open")
    throw fail("conflict", "A subscription starts from a draft or an open contract.", {
      contract_status: status,
    });
  if (pending.length)
    throw fail("locked", "A buyer of this contract is being charged; it cannot serve as a template.", {
      contract_status: status,
    });
  if (subscription_id)
    throw impossible("/contract_id", "is_invoice", "The contract is itself the invoice of a subscription.");
  if (items.length === 0) throw impossible("/contract_id", "without_items", "The contract has no items.");
}

async function refuseTwice(tx: Tx, running: string): Promise<void> {
  const there = await tx.findOne(subscription, { running });
  if (!there) return;
  const { id, status } = there;
  throw fail("conflict", "The user has a running subscription to this contract.", {
    ...{ id, status, $what: subscription.name },
  });
}

/** CON-10: a seller cannot subscribe to what they sell. */
function priceOf(terms: ReturnType<typeof termsFrom>, whose: { user_id: string; currency: string }): number {
  try {
    return totalOf(terms, whose);
  } catch (error) {
    throw repointed(error, (pointer) => (pointer === "/buyers/0/user_id" ? "/user_id" : "/contract_id"));
  }
}

function startOf({ org }: Tx, given: string | null): string {
  const today = businessDate(nowInstant(), org.timezone);
  if (given !== null && given < today)
    throw invalidField("/start_date", "in_past", "'start_date' must not be in the past.");
  return given ?? today;
}
