/** A payout's steps (4.5) with their money: the amount leaves the balance when it is requested (PAY-1, INV-8). */
import { refusedTransition } from "../../../shared/machine.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import type { Call } from "../../../shared/service/reference.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { account } from "../accounts/account.ts";
import { spendable } from "../balances/available.ts";
import { reservePayout } from "../balances/balances.rules.ts";
import { insufficientBalance } from "../balances/errors.ts";
import { countCash, dayAt, type Till, tillOf } from "../drawers/till.ts";
import { type EntryDraft, post } from "../ledger/post.ts";
import type { JournalDraft } from "../ledger/postings.rules.ts";
import type { Backdated } from "./backdated-moments.ts";
import { payoutEvents } from "./declarations.ts";
import { payout } from "./payout.ts";
import {
  payoutCompletedPostings,
  payoutReleasedPostings,
  payoutRequestedPostings,
  payoutReversedPostings,
} from "./payout-postings.rules.ts";
import { movePayout, type PayoutStatus, payoutFlags, payoutPosting } from "./payout-status.rules.ts";

export type Payout = Entity<typeof payout>;

const drafts: Record<string, (each: Payout) => JournalDraft> = {
  T6: payoutRequestedPostings,
  T7: payoutCompletedPostings,
  T8: payoutReleasedPostings,
  T9: payoutReversedPostings,
};

/** The effect of a step on the balance: a request takes the amount, a release or reversal returns it (5.8). */
function entriesOf(template: string, { account_id, amount }: Payout, available_on: string): EntryDraft[] {
  if (template === "T6") return [{ account_id, type: "payout", amount: -amount, available_on }];
  if (template === "T7") return [];
  return [{ account_id, type: "payout_reversal", amount, available_on }];
}

async function book(tx: Tx, each: Payout, status: PayoutStatus, till: Till | null): Promise<void> {
  const template = payoutPosting(status);
  if (!template) return;
  const draft = drafts[template]!(each);
  await post(tx, {
    draft,
    register_session_id: await countCash(tx, draft, till),
    ref: { kind: "payout", id: each.id },
    currency: each.currency,
    business_date: dayAt(tx, till),
    memo: each.memo,
    entries: entriesOf(template, each, dayAt(tx, till)),
  });
  if (status === "completed") {
    await tx.update(
      account,
      { _id: each.account_id },
      { $set: { last_settlement: tx.now } },
      { emit: "none" },
    );
  }
}

const told = (status: PayoutStatus) => (after: Payout) => {
  const { id: payout_id, account_id, amount, fee, currency, method } = after;
  return { event: payoutEvents[status], data: { payout_id, account_id, amount, fee, currency, method } };
};

/** Data that a step needs in addition to the payout. Only a cash payout has a till. */
export type Around = Backdated & { till?: Till | null };

/** The till whose drawer pays a cash payout, or gets its cash back. */
export const tillOfPayout = (call: Call, each: { method: string; register_id?: string | null } | null) =>
  tillOf(call, each?.method === "cash" ? each.register_id : null);

/** One step of the machine with its money. */
export async function step(tx: Tx, before: Payout, to: PayoutStatus, around: Around = {}): Promise<Payout> {
  const moved = movePayout(before.status, to);
  if (!moved.ok) throw refusedTransition("payout", moved);
  if (!moved.changed) return before;
  const changes = {
    status: to,
    ...payoutFlags(to),
    [`${to}_at`]: (to === "completed" && around.completed_at) || tx.now,
    last_interaction_at: tx.now,
    ...(to === "completed" ? { completed_by: tx.meta.actor.id } : {}),
  };
  const after = await tx.save(payout, before, changes, { emit: told(to) });
  await book(tx, after, to, around.till ?? null);
  return after;
}

export type Wanted = Pick<Payout, "account_id" | "amount" | "method"> & Partial<Payout>;

/** PAY-1: at most the available balance, checked in the transaction that takes it. */
export async function insertPayout(
  tx: Tx,
  wanted: Wanted,
  path: PayoutStatus[],
  around: Around = {},
): Promise<Payout> {
  const payee = await tx.load(account, wanted.account_id, { withHidden: true });
  const { available_balance } = await spendable(tx, payee);
  if (!reservePayout(available_balance, wanted.amount).ok) {
    throw insufficientBalance({ available: available_balance, asked: wanted.amount }, [
      { pointer: "/amount" },
    ]);
  }
  const values = {
    ...wanted,
    status: "requested" as const,
    ...payoutFlags("requested"),
    currency: tx.org.currency,
  };
  let made = await tx.insert(
    payout,
    { ...values, requested_at: requestedAt(tx, around), last_interaction_at: tx.now },
    { emit: told("requested") },
  );
  await book(tx, made, "requested", null);
  for (const next of path.slice(1)) made = await step(tx, made, next, around);
  return made;
}

/** A payout with a completion in the past was requested at that moment at the latest. */
const requestedAt = ({ now }: Tx, { requested_at, completed_at }: Around): string =>
  requested_at ?? (completed_at && completed_at < now ? completed_at : now);
