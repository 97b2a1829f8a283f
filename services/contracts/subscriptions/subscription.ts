import {
  choice,
  count,
  date,
  flag,
  id,
  instant,
  json,
  money,
  ref,
  signed,
  text,
} from "../../../shared/fields/index.ts";
import { businessData } from "../../../shared/grants.ts";
import { currencies, MAX_AMOUNT } from "../../../shared/money.ts";
import { type Entity, resource } from "../../../shared/resource/resource.ts";
import { cycles } from "../contracts/contract.ts";
import { subscriptionStatuses } from "./next-step.rules.ts";

const readonly = { readonly: true } as const;
const unless = { optional: true, readonly: true } as const;
const bookkeeping = { optional: true, readonly: true, hidden: true } as const;
const ranged = ["gt", "gte", "lt", "lte"] as const;

export const pauseBehaviors = ["skip", "collect_later"] as const;
export const endReasons = ["requested", "period_end", "unpaid", "user_left", "unanswered"] as const;

/** A user of a platform who gets a new contract in every cycle (8.4). */
export const subscription = resource({
  service: "contracts",
  name: "subscription",
  plural: "subscriptions",
  grants: businessData,
  fields: {
    platform_id: ref("contracts.platform", { ...readonly, filter: ["eq"] }),
    user_id: ref("accounts.marketplace_user", { ...readonly, filter: ["eq"] }),
    contract_id: id({
      ...{ ...readonly, filter: ["eq"] },
      about: "The contract whose items, sellers and fees its invoices copy, with the prices of the start.",
    }),
    status: choice(subscriptionStatuses, {
      ...{ ...readonly, filter: ["eq"] },
      about:
        "`starting`: the provider has not answered about the first payment; if it refuses, the subscription is deleted. `past_due`: an invoice could not be paid and is tried again.",
    }),
    price: money({ ...readonly, max: MAX_AMOUNT, about: "Of each period, with every fee." }),
    currency: choice(currencies, { ...readonly, filter: ["eq"] }),
    cycle: choice(cycles, { ...readonly, filter: ["eq"] }),
    start_date: date({ ...readonly, about: "A business date; every period is counted from it." }),
    period: count({ ...readonly, about: "The present period, from 1." }),
    current_period_start: date(readonly),
    current_period_end: date({ ...readonly, about: "The first day after the present period." }),
    next_invoice_on: date({
      ...{ ...unless, sort: true, filter: ranged },
      about: "Null when there will be none, or while it is paused without an end.",
    }),
    adjustment: money({
      ...{ ...readonly, ...signed, default: 0 },
      about: "What the next invoice bears beside the price, or less than it: of changes of price.",
    }),
    paused_at: instant(unless),
    paused_until: instant(unless),
    pause_behavior: choice(pauseBehaviors, unless),
    cancel_at_period_end: flag({ ...readonly, default: false }),
    failed_at: instant({ ...unless, about: "The first failure to pay the oldest open invoice." }),
    failure: text({ ...unless, max: 100, about: "Why the last attempt failed." }),
    retries: count({ ...readonly, default: 0 }),
    next_attempt_at: instant({ ...unless, about: "When the open invoice is tried again." }),
    missed_periods: count({
      ...{ ...readonly, default: 0 },
      about: "Periods that were never invoiced, because the server was off for more than 24 of them.",
    }),
    started_at: instant(unless),
    ended_at: instant({ ...unless, sort: true, filter: ranged }),
    end_reason: choice(endReasons, {
      ...unless,
      about:
        "`unanswered`: nobody knows whether the first payment was made. Should it turn out so, it is paid back.",
    }),
    /** What invoices copy (SubscriptionTerms). */
    terms: json(bookkeeping),
    /** One running subscription for a user and contract (SUB-8); null once it has ended. */
    running: id(bookkeeping),
    /** The Idempotency-Key of the request that starts it. */
    start_key: text({ ...bookkeeping, max: 200 }),
    /** The running attempt to collect: its invoice, and until when it blocks others. */
    attempt_of: id(bookkeeping),
    attempt_since: instant(bookkeeping),
    attempt_until: instant(bookkeeping),
    /** When something is to be done. */
    next_at: instant(bookkeeping),
  },
  unique: [["running"]],
  indexes: [{ start_key: 1 }],
  globalIndexes: [{ next_at: 1 }],
  hardDelete: true,
  verbs: ["list", "get"],
});

export type Subscription = Entity<typeof subscription>;
