/** Errors about platforms. */
import { declareError } from "../../../shared/errors.ts";

export const stripeUnset = declareError({
  id: "stripe_unset",
  code: "no_provider",
  status: 422,
  details: {},
  sentence:
    "Stripe is not set up on this server; the operator sets STRIPE_SECRET_KEY and STRIPE_WEBHOOK_SECRET.",
  meaning: "The platform has no payment provider; set its `provider`.",
});
