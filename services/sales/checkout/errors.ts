/** What a checkout refuses. */
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
  meaning:
    "The payments are less than the total: `due` says how much is missing, `paid` how much was tendered.",
});

export const changeOnlyInCash = declareError({
  code: "invalid_payment",
  status: 422,
  details: {},
  sentence:
    "Change is given in cash only, and never more than the cash tendered: tender less by other means.",
  meaning: "A payment does not fit: `errors` says which one and why.",
});
