import { declareError } from "../../../shared/errors.ts";

export const notFree = declareError({
  code: "not_free",
  status: 409,
  details: {},
  sentence: "This time is not free in the user's calendar.",
  meaning: "A booking must lie in the free time of the calendar; look up its slots.",
});
