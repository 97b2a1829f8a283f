/** Errors of lay-bys. */
import { declareError } from "../../../shared/errors.ts";
import { money } from "../../../shared/fields/index.ts";

export const exceedsOutstanding = declareError({
  code: "exceeds_outstanding",
  status: 409,
  details: { asked: money(), outstanding: money() },
  sentence: "Only {outstanding} are outstanding; you offered {asked}.",
  meaning: "The payments are more than what is left to pay of a sale on lay-by. Nothing was taken.",
});
