/** Errors of links. */
import { declareError } from "../../../shared/errors.ts";

export const linkExpired = declareError({
  code: "link_expired",
  status: 403,
  details: {},
  sentence: "This link has expired; ask for a new one.",
  meaning: "Links to files hold for 15 minutes (DOC-2).",
});
