/** Errors of a checkout. */
import { declareError } from "../../../shared/errors.ts";
import { money } from "../../../shared/fields/index.ts";

export const totalChanged = declareError({
  code: "total_changed",
  status: 409,
  details: { total: money(), expected: money() },
  sentence: "The total is {total}, not {expected}.",
  meaning: "The total is no longer the expected one. Read it again and ask the customer.",
});

export const insufficientPayment = declareError({
  code: "insufficient_payment",
  status: 422,
  details: { total: money(), paid: money(), due: money() },
  sentence: "Payments are {due} short of the total.",
  meaning: "The payments are less than the total: `paid` was tendered, `due` is missing.",
});

export const changeOnlyInCash = declareError({
  code: "invalid_payment",
  status: 422,
  details: {},
  sentence: "Change is given only in cash, and at most the tendered cash: reduce the other payments.",
  meaning: "A payment is not possible; `errors` names it and the reason.",
});
