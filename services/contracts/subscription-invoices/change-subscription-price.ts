/** Changes the price from the next invoice on, and has it bear the rest of the period (SUB-6). */
import { businessDate } from "../../../shared/dates.ts";
import { fail } from "../../../shared/errors.ts";
import { command } from "../../../shared/service/operation.ts";
import { impossible } from "../contracts/contract-view.ts";
import * as declared from "../subscriptions/declarations.ts";
import { proration } from "../subscriptions/recurring.rules.ts";
import { saveSubscription } from "../subscriptions/save-subscription.ts";
import { subscription } from "../subscriptions/subscription.ts";
import { termsFor } from "./invoice-terms.ts";
import { termsIn } from "./make-invoice.ts";

export const changeSubscriptionPrice = command(
  declared.changeSubscriptionPrice,
  async (tx, { id, price, prorate }) => {
    const before = await tx.target(subscription, id, { withHidden: true });
    const { status, user_id, currency, current_period_start, current_period_end } = before;
    if (status === "ended" || status === "starting")
      throw fail("invalid_transition", "The price of a subscription can be changed while it runs.", {
        status,
      });
    if (!termsFor(termsIn(before), { user_id, currency }, price))
      throw impossible(
        "/price",
        "too_low",
        "The fees and the pinned amounts of its contract exceed this price.",
      );
    const change = { from: before.price, to: price, today: businessDate(tx.now, tx.org.timezone) };
    const bears = proration({ ...change, period: [current_period_start, current_period_end] });
    const adjustment = before.adjustment + (prorate ? bears : 0);
    const { changed: event } = declared.subscriptionEvents;
    return saveSubscription(tx, before, { price, adjustment }, { event });
  },
);
