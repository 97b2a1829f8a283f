/** Payouts (4.5): requested, changed, moved from step to step, run for many accounts. */
import { event } from "../../../shared/events/event.ts";
import {
  choice,
  count,
  flag,
  group,
  id,
  instant,
  list,
  money,
  signed,
  text,
} from "../../../shared/fields/index.ts";
import { entityOf, operation, shapeOf } from "../../../shared/service/operation.ts";
import { payout } from "./payout.ts";

/** STM-3: set by a caller who records a payout of the past. */
const backdated = {
  requested_at: instant({ optional: true, about: "Not more than five minutes ahead; absent: now." }),
  completed_at: instant({ optional: true, about: "Not more than five minutes ahead; absent: now." }),
} as const;

export const requestPayout = operation({
  name: "accounts.payout.request",
  http: "POST /payouts",
  status: 201,
  scope: "write:payouts",
  about:
    "Request a payout. Reserves the amount, which may be at most the account's available balance. With `approved` and `completed` it takes those steps at once. Returns the payout.",
  refuses: ["inactive_reference", "insufficient_balance", "unprocessable"],
  input: {
    account_id: payout.fields.account_id,
    amount: payout.fields.amount,
    fee: payout.fields.fee,
    method: payout.fields.method,
    created_by_kind: payout.fields.created_by_kind,
    external_ref: payout.fields.external_ref,
    register_id: payout.fields.register_id,
    memo: payout.fields.memo,
    metadata: payout.fields.metadata,
    created_by_member_id: payout.fields.created_by_member_id,
    completed_by_member_id: payout.fields.completed_by_member_id,
    approved: flag({ default: false }),
    completed: flag({ default: false }),
    ...backdated,
  },
  output: entityOf(payout),
});

export const changePayout = operation({
  name: "accounts.payout.change",
  http: "PATCH /payouts/{id}",
  change: true,
  scope: "write:payouts",
  about:
    "Change a payout. Changes its details. Setting `approved` or `completed` to true takes the steps in that order; neither can be set back to false. Returns the payout.",
  refuses: ["invalid_transition", "locked", "insufficient_balance"],
  input: {
    id: id(),
    method: payout.fields.method,
    external_ref: payout.fields.external_ref,
    memo: payout.fields.memo,
    metadata: payout.fields.metadata,
    completed_by_member_id: payout.fields.completed_by_member_id,
    approved: flag({ optional: true }),
    completed: flag({ optional: true }),
    completed_at: backdated.completed_at,
  },
  output: entityOf(payout),
});

export const removePayout = operation({
  name: "accounts.payout.remove",
  http: "DELETE /payouts/{id}",
  scope: "delete:payouts",
  about:
    "Delete a payout. Cancels it, so that its amount becomes available again. A completed payout cannot be deleted; reverse it instead.",
  refuses: ["invalid_transition", "not_deletable"],
  input: { id: id() },
  output: entityOf(payout),
});

const payoutStep = (verb: string, scope: string, about: string) =>
  operation({
    name: `accounts.payout.${verb}`,
    http: `POST /payouts/{id}/${verb}`,
    scope,
    about,
    refuses: ["invalid_transition", "insufficient_balance"],
    input: { id: id(), reason: text({ optional: true, max: 1000 }) },
    output: entityOf(payout),
  });

export const approvePayout = payoutStep(
  "approve",
  "approve:payouts",
  "Approve a payout. The payout must be requested or failed. Returns the payout.",
);
export const completePayout = payoutStep(
  "complete",
  "approve:payouts",
  "Complete a payout. Records that the money has left, and posts it against cash or bank. Returns the payout.",
);
export const rejectPayout = payoutStep(
  "reject",
  "approve:payouts",
  "Reject a payout. The payout must be requested. Its amount becomes available again. Returns the payout.",
);
export const cancelPayout = payoutStep(
  "cancel",
  "write:payouts",
  "Cancel a payout. The payout must not be completed. Its amount becomes available again. Returns the payout.",
);
export const failPayout = payoutStep(
  "fail",
  "approve:payouts",
  "Mark a payout as failed. The payout must be approved; its amount stays reserved until the payout is approved again or canceled. Returns the payout.",
);
export const reversePayout = payoutStep(
  "reverse",
  "approve:payouts",
  "Reverse a payout. The payout must be completed. The account is owed the amount again. Returns the payout.",
);

export const runPayouts = operation({
  name: "accounts.payout.run",
  http: "POST /payouts/bulk",
  status: 200,
  scope: "write:payouts",
  spans_stores: true,
  about:
    "Pay out many accounts. Creates one payout of the whole available balance for each account, once per `run_id`. Returns a result for each account.",
  refuses: ["unprocessable"],
  input: {
    run_id: text({
      optional: true,
      min: 1,
      max: 100,
      about: "Absent: the request's own, the same for every repetition under its Idempotency-Key.",
    }),
    account_ids: list(id(), { optional: true, max: 1000, about: "Absent: every account that has enough." }),
    method: payout.fields.method,
    approved: flag({ default: false }),
    completed: flag({ default: false }),
  },
  output: shapeOf({
    run_id: text(),
    created: count({ about: "Payouts of this run." }),
    paid: count({ about: "Those of them that are completed." }),
    skipped: count(),
    total: money(),
    results: list(
      group({
        account_id: id(),
        status: choice(["created", "skipped", "error"]),
        payout_id: id({ optional: true }),
        amount: money(signed),
        reason: text({ optional: true }),
      }),
    ),
  }),
});

const payoutEvent = (state: string) =>
  event({
    type: `payout.${state}`,
    service: "accounts",
    about: `A payout was ${state}.`,
    data: {
      payout_id: id(),
      account_id: id(),
      amount: money(),
      fee: money(),
      currency: text(),
      method: text(),
    },
  });

export const payoutEvents = {
  requested: payoutEvent("requested"),
  approved: payoutEvent("approved"),
  completed: payoutEvent("completed"),
  rejected: payoutEvent("rejected"),
  cancelled: payoutEvent("cancelled"),
  failed: payoutEvent("failed"),
  reversed: payoutEvent("reversed"),
} as const;
