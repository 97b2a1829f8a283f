/** What stores and locations refuse. */
import { declareError } from "../../../shared/errors.ts";

export const lastLocation = declareError({
  code: "last_location",
  status: 409,
  details: {},
  sentence: "A store keeps at least one location.",
  meaning: "A store keeps at least one location: make another one first.",
});
