/** What balances refuse. */
import { declareError } from "../../../shared/errors.ts";
import { money } from "../../../shared/fields/index.ts";

export const insufficientBalance = declareError({
  code: "insufficient_balance",
  status: 409,
  details: { available: money({ min: -1e13 }), asked: money() },
  sentence: "Only {available} is available; you asked for {asked}.",
  meaning: "Less money is available than asked for: `available` and `asked` say how much.",
});
