/** Sends and settles an invoice (SUB-9). One copy of the service does so at a time, and an attempt that was made counts once. */
import { instantOf, nowMs } from "../../../shared/clock.ts";
import { type Failure, isFailure } from "../../../shared/errors.ts";
import { crashPoint } from "../../../shared/saga/crash.ts";
import type { FlowContext } from "../../../shared/service/operation.ts";
import { contract } from "../contracts/contract.ts";
import type { Contract } from "../contracts/contract-view.ts";
import { sendContract } from "../contracts/declarations.ts";
import { providerFor } from "../provider-calls/ask-provider.ts";
import { providerCall } from "../provider-calls/provider-call.ts";
import { settleContract } from "../settlements/declarations.ts";
import { type Subscription, subscription } from "../subscriptions/subscription.ts";
import { OFFLINE } from "../transactions/new-transaction.ts";
import { transaction } from "../transactions/transaction.ts";
import { openInvoice } from "./make-invoice.ts";

/** Longer than an attempt takes; after a crash somebody else goes on then. */
export const CLAIM_MS = 60_000;
/** Between looks at a provider that has not answered. */
const [LOOK_AFTER_MS, LOOK_AT_LEAST_MS] = [3000, 3_600_000];

export type Attempt = { subscription_id: string; contract_id: string; since: string };
export type Collected =
  | { state: "paid" }
  | { state: "failed"; reason: string; refusal: Failure | null }
  | { state: "pending" }
  /** The provider has never answered and is not called again. */
  | { state: "unanswered" }
  /** Somebody has voided or deleted the invoice. */
  | { state: "gone" };

type Place = Pick<FlowContext, "transact" | "meta" | "reader" | "call">;

/** Claims the oldest open invoice; null when there is none, or another copy is working on it. */
export function beginAttempt({ transact, meta }: Place, id: string): Promise<Attempt | null> {
  return transact(meta, { action: "contracts.subscription.attempt" }, async (tx) => {
    const before = await tx.load(subscription, id, { withHidden: true });
    if (before.attempt_until && before.attempt_until > tx.now) return null;
    const contract_id = before.attempt_of ?? (await openInvoice(tx, id))?.id;
    if (!contract_id) return null;
    const since = before.attempt_since ?? tx.now;
    const attempt_until = instantOf(Date.parse(tx.now) + CLAIM_MS);
    await tx.save(
      subscription,
      before,
      { attempt_of: contract_id, attempt_since: since, attempt_until },
      { emit: "none" },
    );
    return { subscription_id: id, contract_id, since };
  });
}

/** Whether the attempt has been made: by this copy, or by one that died after it. */
const isMade = ({ last_payment_attempt_at }: Contract, { since }: Attempt): boolean =>
  last_payment_attempt_at !== null && last_payment_attempt_at >= since;

export async function attemptToCollect(place: Place, attempt: Attempt): Promise<Collected> {
  const { reader, call } = place;
  const { contract_id: id } = attempt;
  crashPoint("subscription.send.before");
  const before = await reader.get(contract, id);
  if (!before || before.status === "void") return { state: "gone" };
  try {
    if (!isMade(before, attempt)) {
      if (before.status === "draft" || before.sent_version !== before.terms_version)
        await call(sendContract, { id });
      crashPoint("subscription.settle.before");
      const record_offline = (await providerFor(reader, before)) === OFFLINE;
      await call(settleContract, { id, record_offline });
    }
  } catch (error) {
    if (!isFailure(error) || error.code >= 500) throw error;
    return { state: "failed", reason: error.type, refusal: error };
  }
  crashPoint("subscription.settle.after");
  return outcomeOf(place, await reader.load(contract, id));
}

async function outcomeOf({ reader }: Place, after: Contract): Promise<Collected> {
  if (after.status !== "open" && after.status !== "partially_paid") return { state: "paid" };
  if (after.pending.length) return { state: (await isGivenUp(reader, after)) ? "unanswered" : "pending" };
  const charges = { contract_id: after.id, type: "charge", status: "failed" };
  const [last] = await reader.find(transaction, charges, { sort: { created_at: -1 }, limit: 1 });
  const own = last && last.created_at >= (after.last_sent_at ?? "") ? last.failure : null;
  return { state: "failed", reason: own ?? "no_payment_method", refusal: null };
}

const isGivenUp = async (reader: Place["reader"], { pending }: Contract): Promise<boolean> => {
  const _id = { $in: pending.map(({ transaction_id }) => transaction_id) };
  return (await reader.count(providerCall, { _id, status: "unanswered" })) > 0;
};

/** The row while its attempt is this one; null when somebody else has ended it. */
export const isAttempted = (before: Subscription, { since }: Attempt): boolean =>
  before.attempt_since === since;

/** When to look at an attempt again whose provider has not answered. */
export function lookAgainAt({ since }: Attempt): string {
  const waited = nowMs() - Date.parse(since);
  return instantOf(nowMs() + Math.min(LOOK_AT_LEAST_MS, Math.max(LOOK_AFTER_MS, waited)));
}
