/** Errors about balances. */
import { declareError } from "../../../shared/errors.ts";
import { money } from "../../../shared/fields/index.ts";

export const insufficientBalance = declareError({
  code: "insufficient_balance",
  status: 409,
  details: { available: money({ min: -1e13 }), asked: money() },
  sentence: "Only {available} is available; you asked for {asked}.",
  meaning: "The available amount is less than the requested one: see `available` and `asked`.",
});
