/** What stores and locations refuse. */
import { declareError } from "../../../shared/errors.ts";

export const lastLocation = declareError({
  code: "last_location",
  status: 409,
  details: {},
  sentence: "A store must keep at least one location.",
  meaning: "A store must keep at least one location; create another one first.",
});
