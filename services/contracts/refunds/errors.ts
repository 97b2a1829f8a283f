/** Errors of contract refunds. */
import { declareError } from "../../../shared/errors.ts";
import { money } from "../../../shared/fields/index.ts";

export const buyerAlreadyRefunded = declareError({
  id: "buyer_already_refunded",
  code: "already_refunded",
  status: 409,
  details: { left: money() },
  sentence: "Only {left} is left to refund to this buyer.",
  meaning: "The refund exceeds the refundable amount in `left`.",
});
