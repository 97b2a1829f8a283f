/** Refusals to remove the last key or owner of an organization. */
import { declareError } from "../../../shared/errors.ts";

export const lastKey = declareError({
  code: "last_key",
  status: 409,
  details: {},
  sentence: "An organization must keep at least one key that can create keys; create another one first.",
  meaning: "An organization must keep at least one key that can create keys.",
});

export const freshSignInNeeded = declareError({
  code: "fresh_sign_in_needed",
  status: 403,
  details: {},
  sentence: "Sign in again as a person: this needs a session that began at most 10 minutes ago.",
  meaning: "The operation needs a person who signed in at most 10 minutes ago; a key cannot do it.",
});

export const lastOwner = declareError({
  code: "last_owner",
  status: 409,
  details: {},
  sentence: "An organization must keep at least one active owner.",
  meaning: "An organization must keep at least one active owner.",
});
