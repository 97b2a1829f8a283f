/** Operations and events of subscriptions (8.4). */
import { event } from "../../../shared/events/event.ts";
import {
  choice,
  count,
  date,
  flag,
  group,
  id,
  instant,
  list,
  money,
  ref,
  signed,
  text,
  value,
} from "../../../shared/fields/index.ts";
import { MAX_AMOUNT } from "../../../shared/money.ts";
import { entityOf, operation, shapeOf } from "../../../shared/service/operation.ts";
import { cycles } from "../contracts/contract.ts";
import { pauseBehaviors, type Subscription, subscription } from "./subscription.ts";

const shape = entityOf(subscription);
const scope = "write:subscriptions";

export const startSubscription = operation({
  name: "contracts.subscription.start",
  http: "POST /subscriptions",
  status: 201,
  scope,
  about:
    "Start a subscription. A contract of a platform, as a draft or open, serves as the template of its invoices and is not paid itself. The first period is invoiced and paid at once: if that fails, nothing is started. Returns the subscription.",
  refuses: ["conflict", "insufficient_stock", "payment_failed", "unprocessable"],
  input: {
    contract_id: ref("contracts.contract"),
    user_id: ref("accounts.marketplace_user", {
      about: "The subscriber, a user of the contract's platform.",
    }),
    cycle: choice(cycles, {
      optional: true,
      about: "The contract's `recurrence` when absent, else monthly.",
    }),
    start_date: date({ optional: true, about: "Today when absent; not in the past." }),
  },
  output: shape,
});

export const pauseSubscription = operation({
  name: "contracts.subscription.pause",
  http: "POST /subscriptions/{id}/pause",
  scope,
  about:
    "Pause a subscription. The paid period runs on; periods that begin while it is paused are skipped, or invoiced when it is resumed. Pausing a paused one again changes until when. Returns the subscription.",
  refuses: ["invalid_transition"],
  input: {
    id: id(),
    paused_until: instant({ optional: true, about: "In the future; absent: until it is resumed." }),
    pause_behavior: choice(pauseBehaviors, { default: "skip" }),
  },
  output: shape,
});

export const resumeSubscription = operation({
  name: "contracts.subscription.resume",
  http: "POST /subscriptions/{id}/resume",
  scope,
  about:
    "Resume a subscription that is paused. The next invoice comes with the next period, on the day of the month as ever. Returns the subscription.",
  refuses: ["invalid_transition"],
  input: { id: id() },
  output: shape,
});

export const endSubscription = operation({
  name: "contracts.subscription.end",
  http: "POST /subscriptions/{id}/end",
  scope,
  about:
    "End a subscription, at once or at the end of its period. What is paid stays paid; drafts that were to be collected later are collected first. Returns the subscription.",
  refuses: ["invalid_transition"],
  input: { id: id(), at_period_end: flag({ default: false }), reason: text({ optional: true, max: 1000 }) },
  output: shape,
});

export const keepSubscription = operation({
  name: "contracts.subscription.keep",
  http: "POST /subscriptions/{id}/keep",
  scope,
  about:
    "Keep a subscription that was to end with its period: it runs on, and its next invoice comes with the next period. Returns the subscription.",
  refuses: ["invalid_transition"],
  input: { id: id() },
  output: shape,
});

export const changeSubscriptionPrice = operation({
  name: "contracts.subscription.change_price",
  http: "POST /subscriptions/{id}/price",
  scope,
  about:
    "Change the price of a subscription from its next invoice on. With `prorate` that invoice also bears the difference for the whole days that are left of the period. Returns the subscription.",
  refuses: ["invalid_transition", "unprocessable"],
  input: {
    id: id(),
    price: money({ max: MAX_AMOUNT, about: "Of each period, with every fee." }),
    prorate: flag({ default: false }),
  },
  output: shape,
});

export const subscriptionFigures = operation({
  name: "contracts.subscription.figures",
  http: "GET /subscriptions/figures",
  scope: "read:subscriptions",
  about:
    "Get figures of subscriptions. Returns what running subscriptions bring in a month and in a year, in each currency; those that are paused bring nothing.",
  input: { platform_id: id({ optional: true }) },
  output: shapeOf({
    data: list(
      group({
        currency: text({ max: 3 }),
        subscriptions: count({ about: "Running ones." }),
        mrr: money({ ...signed, about: "Monthly recurring revenue." }),
        arr: money({ ...signed, about: "Annual recurring revenue." }),
      }),
    ),
  }),
});

export const advanceSubscription = operation({
  name: "contracts.subscription.advance",
  about:
    "Does what is due for a subscription: invoices, collects, resumes, ends. For the scheduler; calling it again is safe.",
  input: { id: id() },
  output: shapeOf({ steps: count() }),
});

const letter = {
  ...{ platform: text(), url: text({ optional: true }), currency: text(), timezone: text() },
  amount: money({ max: MAX_AMOUNT, about: "Of the oldest invoice that is not paid." }),
  next_attempt_at: instant({ optional: true }),
  ends_on: date({ optional: true }),
} as const;

export const subscriptionLetter = operation({
  name: "contracts.subscription.letter",
  about:
    "What the mail to a subscriber says about a failed payment or the end; null once it is paid or runs on.",
  input: { id: id(), about: choice(["payment_failed", "ending"]) },
  output: shapeOf({ letter: group(letter, { optional: true }) }),
});

const told = { subscription: value<Subscription>() } as const;
const subscriptionEvent = (state: string, about: string) =>
  event({ type: `subscription.${state}`, service: "contracts", about, data: told });

export const subscriptionEvents = {
  started: subscriptionEvent("started", "A subscription was started; its first period is paid."),
  invoiced: subscriptionEvent("invoiced", "A period of a subscription began, and its invoice was made."),
  renewed: subscriptionEvent("renewed", "An invoice of a subscription was paid."),
  paused: subscriptionEvent("paused", "A subscription was paused."),
  resumed: subscriptionEvent("resumed", "A paused subscription runs again."),
  changed: subscriptionEvent("changed", "The price or the state of a subscription changed."),
  past_due: subscriptionEvent("past_due", "An invoice of a subscription could not be paid."),
  periods_missed: subscriptionEvent(
    "periods_missed",
    "Periods of a subscription were never invoiced: the server was off for too long. Somebody must look.",
  ),
  ending: subscriptionEvent("ending", "A subscription ends, now or with its period."),
  ended: subscriptionEvent("ended", "A subscription ended."),
} as const;

export type SubscriptionEvent = (typeof subscriptionEvents)[keyof typeof subscriptionEvents];
