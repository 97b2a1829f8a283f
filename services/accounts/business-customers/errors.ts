/** What business customers refuse. */
import { declareError } from "../../../shared/errors.ts";

export const customerCycle = declareError({
  code: "customer_cycle",
  status: 422,
  details: {},
  sentence: "A customer cannot be below itself.",
  meaning: "The parent is the customer itself or one of the customers below it; name another parent.",
});
