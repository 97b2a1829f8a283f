/** Errors of contract payments. */
import { declareError } from "../../../shared/errors.ts";
import { money } from "../../../shared/fields/index.ts";

const owed = { due: money(), paid: money(), left: money() };

export const nothingOwed = declareError({
  id: "nothing_owed",
  code: "conflict",
  status: 409,
  details: owed,
  sentence: "This buyer has paid everything: {paid} of {due}.",
  meaning: "The buyer owes nothing.",
});

export const moreThanOwed = declareError({
  id: "more_than_owed",
  code: "invalid_payment",
  status: 422,
  details: { ...owed, amount: money() },
  sentence: "This buyer still owes {left}, not {amount}.",
  meaning: "A payment is not possible; `errors` names it and the reason.",
});
