/** Errors of subscriptions. */
import { declareError } from "../../../shared/errors.ts";
import { text } from "../../../shared/fields/index.ts";

export const paymentFailed = declareError({
  code: "payment_failed",
  status: 402,
  details: { reason: text() },
  sentence: "The first payment failed ({reason}), so the subscription was not started.",
  meaning: "The user could not be charged; nothing was started. Repeat it with another payment method.",
});
