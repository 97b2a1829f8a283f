/** Errors about users of platforms. */
import { declareError } from "../../../shared/errors.ts";

export const waitlisted = declareError({
  code: "waitlisted",
  status: 403,
  details: {},
  sentence: "This platform admits only people from its waitlist; this email address was not granted yet.",
  meaning: "The platform has `waitlist_only`, and the waitlist entry of the email address was not granted.",
});
