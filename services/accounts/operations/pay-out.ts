/** Payouts by hand (4.5): requested, changed, moved from step to step. */
import { fail, invalidField } from "../../../shared/errors.ts";
import type { Received } from "../../../shared/fields/index.ts";
import { hasScope } from "../../../shared/meta.ts";
import { realChanges } from "../../../shared/service/differences.ts";
import { command, type Operation } from "../../../shared/service/operation.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { mergeJson } from "../../../shared/service/verbs.ts";
import { refuseForeignStore, refuseHidden } from "../../../shared/service/visible.ts";
import { type Till, tillOf } from "../ledger/drawer.ts";
import {
  approvePayout,
  cancelPayout,
  changePayout,
  completePayout,
  failPayout,
  rejectPayout,
  removePayout,
  requestPayout,
  reversePayout,
} from "../public.ts";
import { account } from "../resources/account.ts";
import { payout } from "../resources/ledger.ts";
import { type PayoutStatus, payoutPath } from "../rules/payout-status.ts";
import { checkMoments, type Payout, request, step, tillOfPayout, type Wanted } from "./payout-steps.ts";

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
export function pathOf(
  tx: Tx,
  flags: { approved: boolean; completed: boolean },
  how: keyof typeof approvers = "one",
): PayoutStatus[] {
  if (flags.completed && !flags.approved) throw completedUnapproved();
  if (flags.approved) refuseUnapproving(tx, how);
  const path = payoutPath(null, flags);
  return path.ok ? path.path : ["requested"];
}

export const requestOne = command(requestPayout, {
  gather: (call, input) => tillOf(call, input.register_id),
  run: requestIt,
});

async function requestIt(tx: Tx, input: Received<typeof requestPayout.input>, at: Till | null) {
  const { approved, completed, requested_at, completed_at, ...wanted } = input;
  const store_id = at?.store_id ?? null;
  refuseForeignStore(tx.meta, store_id, "/register_id");
  const holder = await tx.load(account, wanted.account_id);
  if (holder.deleted_at) throw fail("inactive_reference", "This account is deleted.");
  if (wanted.fee > wanted.amount)
    throw invalidField("/fee", "number_max", "The fee is at most the amount (BAL-3).");
  checkMoments(tx, { requested_at, completed_at });
  const path = pathOf(tx, { approved, completed });
  const till = completed && wanted.method === "cash" ? at : null;
  return request(tx, { ...wanted, store_id } as Wanted, path, { requested_at, completed_at, till });
}

/** Another store's payout is not found before anything is asked of its register (PRM-4). */
async function seen(reader: Reader, id: string): Promise<Payout | null> {
  const found = await reader.get(payout, id);
  return found && refuseHidden(payout, reader.meta, found);
}

export const changeOne = command(changePayout, {
  async gather(call, { id, completed, method }, _meta, reader) {
    const before = completed ? await seen(reader, id) : null;
    return tillOfPayout(call, before && { ...before, method: method ?? before.method });
  },
  run: changeIt,
});

/** What is changed counts for the steps that are asked for beside it. */
async function changeIt(tx: Tx, input: Received<typeof changePayout.input>, till: Till | null) {
  const { id, approved, completed, completed_at, ...changes } = input;
  const before = await tx.target(payout, id);
  checkMoments(tx, { requested_at: before.requested_at, completed_at });
  const flags = { ...(approved == null ? {} : { approved }), ...(completed == null ? {} : { completed }) };
  const asked = payoutPath(before.status, flags);
  if (!asked.ok) {
    if (asked.code === "completed_without_approval") throw completedUnapproved();
    const { from, to, allowed } = asked;
    throw fail("invalid_transition", `A ${from} payout cannot become ${to}.`, { from, to, allowed });
  }
  if (asked.path.length) refuseUnapproving(tx);
  refuseOtherMethod(before, changes.method);
  const dated = completed_at && before.status === "completed" ? { completed_at } : {};
  const rest = realChanges(before, mergeJson(payout.fields, before, { ...changes, ...dated }));
  const moved = Object.keys(rest).length ? { last_interaction_at: tx.now } : {};
  let after = await tx.save(payout, before, { ...rest, ...moved });
  for (const next of asked.path) after = await step(tx, after, next, { completed_at, till });
  return after;
}

/** A reversal gives the money back to where it came from (T9). */
function refuseOtherMethod({ status, method }: Payout, asked: string | null | undefined): void {
  if (asked == null || asked === method || (status !== "completed" && status !== "reversed")) return;
  const message = `A ${status} payout keeps its method: its money was paid by ${method}.`;
  throw fail("locked", message, { errors: [{ pointer: "/method", code: "locked", message }] });
}

const lost: readonly PayoutStatus[] = ["cancelled", "rejected", "reversed"];

export const removeOne = command(removePayout, async (tx, { id }) => {
  const before = await tx.target(payout, id);
  if (lost.includes(before.status)) return before;
  if (before.status === "completed")
    throw fail("not_deletable", "The money of a completed payout has left; reverse it instead.");
  return step(tx, before.status === "failed" ? await step(tx, before, "approved") : before, "cancelled");
});

const movesCash: readonly PayoutStatus[] = ["completed", "reversed"];
type StepOperation = typeof approvePayout;
const stepTo = (declared: StepOperation, to: PayoutStatus) =>
  command(declared as Operation<StepOperation["input"], Payout>, {
    gather: async (call, { id }, _meta, reader) =>
      movesCash.includes(to) ? tillOfPayout(call, await seen(reader, id)) : null,
    async run(tx, { id, reason }, till) {
      tx.because(reason);
      return step(tx, await tx.target(payout, id), to, { till });
    },
  });

export const steps = [
  stepTo(approvePayout, "approved"),
  stepTo(completePayout, "completed"),
  stepTo(rejectPayout, "rejected"),
  stepTo(cancelPayout, "cancelled"),
  stepTo(failPayout, "failed"),
  stepTo(reversePayout, "reversed"),
];
