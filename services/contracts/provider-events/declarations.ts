/** What payment providers tell by themselves. */
import { flag, text } from "../../../shared/fields/index.ts";
import { operation, shapeOf } from "../../../shared/service/operation.ts";

export const receiveStripeEvent = operation({
  name: "contracts.provider_event.receive_stripe",
  about:
    "Takes a signed event of Stripe: a card was handed over, a connected account changed, a buyer disputes a charge, a charge was refunded at Stripe or a refund returned, or a transfer was reversed there. What it is about is read from Stripe, so that order and repetition do not matter.",
  input: { text: text({ max: 1_048_576 }), signature: text({ max: 2000 }) },
  output: shapeOf({ received: flag() }),
});
