/** Errors of a refund. */
import { declareError } from "../../../shared/errors.ts";
import { count, money } from "../../../shared/fields/index.ts";

const meaning = "The refund exceeds the refundable rest of the sale in `left`.";

export const unitsAlreadyRefunded = declareError({
  id: "units_already_refunded",
  code: "already_refunded",
  status: 409,
  details: { left: count() },
  sentence: "Only {left} {left?unit:units} of this line {left?is:are} left to refund.",
  meaning,
});

export const amountAlreadyRefunded = declareError({
  code: "already_refunded",
  status: 409,
  details: { left: money() },
  sentence: "Only {left} is left to refund.",
  meaning,
});
