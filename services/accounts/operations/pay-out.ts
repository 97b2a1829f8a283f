/** Payouts (4.5): the amount leaves the balance when it is requested, so that no money is paid twice (PAY-1, INV-8). */
import { fail, invalidField } from "../../../shared/errors.ts";
import type { Received } from "../../../shared/fields/index.ts";
import { newId } from "../../../shared/ids.ts";
import { hasScope } from "../../../shared/meta.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import { command, type FlowContext, flow, type Operation } from "../../../shared/service/operation.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { mergeJson } from "../../../shared/service/verbs.ts";
import { spendable, today } from "../ledger/available.ts";
import { type EntryDraft, post } from "../ledger/post.ts";
import {
  approvePayout,
  cancelPayout,
  changePayout,
  completePayout,
  failPayout,
  payoutEvents,
  rejectPayout,
  removePayout,
  requestPayout,
  reversePayout,
  runPayouts,
} from "../public.ts";
import { account } from "../resources/account.ts";
import { payout } from "../resources/ledger.ts";
import { organization } from "../resources/organization.ts";
import {
  payoutCompletedPostings,
  payoutReleasedPostings,
  payoutRequestedPostings,
  payoutReversedPostings,
} from "../rules/account-postings.ts";
import { reservePayout } from "../rules/balances.ts";
import {
  movePayout,
  type PayoutStatus,
  payoutFlags,
  payoutPath,
  payoutPosting,
  planPayouts,
} from "../rules/payout-status.ts";
import type { JournalDraft } from "../rules/postings.ts";

type Payout = Entity<typeof payout>;

const drafts: Record<string, (each: Payout) => JournalDraft> = {
  T6: payoutRequestedPostings,
  T7: payoutCompletedPostings,
  T8: payoutReleasedPostings,
  T9: payoutReversedPostings,
};

/** What a step does to the balance: requested takes the amount, released and reversed give it back (5.8). */
function entriesOf(template: string, { account_id, amount }: Payout, available_on: string): EntryDraft[] {
  if (template === "T6") return [{ account_id, type: "payout", amount: -amount, available_on }];
  if (template === "T7") return [];
  return [{ account_id, type: "payout_reversal", amount, available_on }];
}

async function book(tx: Tx, each: Payout, status: PayoutStatus): Promise<void> {
  const template = payoutPosting(status);
  if (!template) return;
  await post(tx, {
    draft: drafts[template]!(each),
    ref: { kind: "payout", id: each.id },
    currency: each.currency,
    business_date: today(tx),
    memo: each.memo,
    entries: entriesOf(template, each, today(tx)),
  });
  if (status === "completed") {
    await tx.change(account, { _id: each.account_id }, { $set: { last_settlement: tx.now } }, "silent");
  }
}

const told = (status: PayoutStatus) => (after: Payout) => {
  const { id: payout_id, account_id, amount, fee, currency, method } = after;
  return { event: payoutEvents[status], data: { payout_id, account_id, amount, fee, currency, method } };
};

const MAX_AHEAD_MS = 5 * 60_000;

/** STM-3: instants that a caller gives for what happened before. */
type Backdated = { requested_at?: string | null | undefined; completed_at?: string | null | undefined };

function refuseFuture(tx: Tx, given: Backdated): void {
  for (const [name, at] of Object.entries(given)) {
    if (at && Date.parse(at) > Date.parse(tx.now) + MAX_AHEAD_MS)
      throw invalidField(`/${name}`, "in_the_future", `'${name}' may not lie in the future.`);
  }
}

/** One step of the machine with its money. */
async function step(tx: Tx, before: Payout, to: PayoutStatus, given: Backdated = {}): Promise<Payout> {
  const moved = movePayout(before.status, to);
  if (!moved.ok) {
    const { from, allowed } = moved;
    throw fail("invalid_transition", `A ${from} payout cannot become ${to}.`, { from, to, allowed });
  }
  if (!moved.changed) return before;
  const changes = {
    status: to,
    ...payoutFlags(to),
    [`${to}_at`]: (to === "completed" && given.completed_at) || tx.now,
    last_interaction_at: tx.now,
    ...(to === "completed" ? { completed_by: tx.meta.actor.id } : {}),
  };
  const after = await tx.save(payout, before, changes, told(to));
  await book(tx, after, to);
  return after;
}

type Wanted = Pick<Payout, "account_id" | "amount" | "method"> & Partial<Payout>;

/** PAY-1: at most what is available, decided in the transaction that takes it. */
async function request(tx: Tx, wanted: Wanted, path: PayoutStatus[], given: Backdated = {}): Promise<Payout> {
  const whole = await tx.whole(account, wanted.account_id);
  const { available_balance } = await spendable(tx, whole);
  if (!reservePayout(available_balance, wanted.amount).ok) {
    throw fail("insufficient_balance", "The account has less than that available.", {
      available: available_balance,
      asked: wanted.amount,
      errors: [
        { pointer: "/amount", code: "insufficient_balance", message: "It is more than what is available." },
      ],
    });
  }
  const values = {
    ...wanted,
    status: "requested" as const,
    ...payoutFlags("requested"),
    currency: tx.org.currency,
  };
  let made = await tx.insert(
    payout,
    { ...values, requested_at: given.requested_at ?? tx.now, last_interaction_at: tx.now },
    told("requested"),
  );
  await book(tx, made, "requested");
  for (const next of path.slice(1)) made = await step(tx, made, next, given);
  return made;
}

const completedUnapproved = () =>
  fail("unprocessable", "A payout is approved before it is completed.", {
    errors: [
      { pointer: "/completed", code: "completed_without_approval", message: "Send approved: true as well." },
    ],
  });

/** Paying many out is a right of its own, which approves what it pays (section 12: `write:account_balances`). */
const approvers = { one: ["approve:payouts"], many: ["approve:payouts", "write:account_balances"] } as const;

function refuseUnapproving(tx: Tx, how: keyof typeof approvers = "one"): void {
  if (!approvers[how].some((scope) => hasScope(tx.meta, scope)))
    throw fail("forbidden", "Approving needs a permission.", { required_scope: "approve:payouts" });
}

/** PAY-2: the booleans run the transitions in order; approving needs its scope. */
function pathOf(
  tx: Tx,
  flags: { approved: boolean; completed: boolean },
  how: keyof typeof approvers = "one",
): PayoutStatus[] {
  if (flags.completed && !flags.approved) throw completedUnapproved();
  if (flags.approved) refuseUnapproving(tx, how);
  const path = payoutPath(null, flags);
  return path.ok ? path.path : ["requested"];
}

export const requestOne = command(requestPayout, async (tx, input) => {
  const { approved, completed, requested_at, completed_at, ...wanted } = input;
  const holder = await tx.load(account, wanted.account_id);
  if (holder.deleted_at) throw fail("inactive_reference", "This account is deleted.");
  if (wanted.fee > wanted.amount)
    throw invalidField("/fee", "number_max", "The fee is at most the amount (BAL-3).");
  refuseFuture(tx, { requested_at, completed_at });
  const path = pathOf(tx, { approved, completed });
  return request(tx, wanted as Wanted, path, { requested_at, completed_at });
});

export const changeOne = command(changePayout, async (tx, input) => {
  const { id, approved, completed, completed_at, ...changes } = input;
  refuseFuture(tx, { completed_at });
  let after = await tx.target(payout, id);
  const flags = { ...(approved == null ? {} : { approved }), ...(completed == null ? {} : { completed }) };
  const asked = payoutPath(after.status, flags);
  if (!asked.ok) {
    if (asked.code === "completed_without_approval") throw completedUnapproved();
    const { from, to, allowed } = asked;
    throw fail("invalid_transition", `A ${from} payout cannot become ${to}.`, { from, to, allowed });
  }
  if (asked.path.length) refuseUnapproving(tx);
  for (const next of asked.path) after = await step(tx, after, next, { completed_at });
  const rest = mergeJson(payout.fields, after, {
    ...changes,
    ...(completed_at && after.status === "completed" ? { completed_at } : {}),
  });
  const moved = Object.keys(rest).length ? { last_interaction_at: tx.now } : {};
  return tx.save(payout, after, { ...rest, ...moved });
});

const lost: readonly PayoutStatus[] = ["cancelled", "rejected", "reversed"];

export const removeOne = command(removePayout, async (tx, { id }) => {
  const before = await tx.target(payout, id);
  if (lost.includes(before.status)) return before;
  if (before.status === "completed")
    throw fail("not_deletable", "The money of a completed payout has left; reverse it instead.");
  return step(tx, before.status === "failed" ? await step(tx, before, "approved") : before, "cancelled");
});

type StepOperation = typeof approvePayout;
const stepTo = (declared: StepOperation, to: PayoutStatus) =>
  command(declared as Operation<StepOperation["input"], Payout>, async (tx, { id, reason }) => {
    tx.because(reason);
    return step(tx, await tx.target(payout, id), to);
  });

export const steps = [
  stepTo(approvePayout, "approved"),
  stepTo(completePayout, "completed"),
  stepTo(rejectPayout, "rejected"),
  stepTo(cancelPayout, "cancelled"),
  stepTo(failPayout, "failed"),
  stepTo(reversePayout, "reversed"),
];

/** PAY-3: one transaction per account, so that one account's trouble is not the others'; run_id pays nobody twice. */
export const run = flow(runPayouts, async (context, input) => {
  const { meta, headers, transact } = context;
  const run_id = input.run_id ?? headers.idempotency_key ?? newId();
  const told = await payAll(context, { ...input, run_id });
  // Kept when all is done: what a crash cut short is gone on with by its run_id.
  return transact(meta, { action: runPayouts.name, headers }, async () => told);
});

type Run = Received<typeof runPayouts.input> & { run_id: string };

/** Those who have something, or had it before this run paid them. */
async function payees(reader: Reader, { account_ids, run_id }: Run): Promise<Entity<typeof account>[]> {
  if (account_ids)
    return reader.find(account, { _id: { $in: account_ids }, deleted_at: null }, { limit: 5000 });
  const owed = { balance: { $gt: 0 }, is_vendor: true };
  const found = await reader.find(account, { ...owed, deleted_at: null }, { limit: 5000 });
  const known = new Set(found.map(({ id }) => id));
  const paid = await reader.find(payout, { run_id }, { limit: 5000 });
  const before = paid.map(({ account_id }) => account_id).filter((id) => !known.has(id));
  return before.length === 0 ? found : [...found, ...(await reader.find(account, { _id: { $in: before } }))];
}

async function payAll({ reader, meta, transact }: FlowContext, input: Run) {
  const { run_id, account_ids, method, approved, completed } = input;
  const [policy] = await reader.find(organization, {});
  const accounts = await payees(reader, input);
  const missing = (account_ids ?? []).filter((id) => !accounts.some((each) => each.id === id));
  const results = missing.map((account_id) => result(account_id, "error", 0, null, "not_found"));
  for (const { id } of accounts) {
    results.push(
      await transact(meta, { action: runPayouts.name }, async (tx) => {
        const before = await tx.findOne(payout, { run_id, account_id: id });
        if (before) return result(id, "created", before.amount, before.id, null);
        const { available_balance } = await spendable(tx, await tx.whole(account, id));
        const [plan] = planPayouts([{ account_id: id, available_balance }], policy?.payout_min ?? 0);
        if (plan?.result !== "pay") return result(id, "skipped", available_balance, null, "below_minimum");
        const made = await request(
          tx,
          { account_id: id, amount: plan.amount, method, run_id, fee: 0 },
          pathOf(tx, { approved, completed }, "many"),
        );
        return result(id, "created", made.amount, made.id, null);
      }),
    );
  }
  const paid = results.filter((each) => each.status === "created");
  return {
    run_id,
    paid: paid.length,
    skipped: results.filter((each) => each.status === "skipped").length,
    total: paid.reduce((sum, each) => sum + each.amount, 0),
    results,
  };
}

const result = (
  account_id: string,
  status: "created" | "skipped" | "error",
  amount: number,
  payout_id: string | null,
  reason: string | null,
) => ({ account_id, status, amount, payout_id, reason });
