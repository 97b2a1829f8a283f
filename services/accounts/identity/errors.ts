/** Refusals to remove the last key or owner of an organization. */
import { declareError } from "../../../shared/errors.ts";

export const lastKey = declareError({
  code: "last_key",
  status: 409,
  details: {},
  sentence: "An organization must keep at least one key that can create keys; create another one first.",
  meaning: "An organization must keep at least one key that can create keys.",
});

export const lastOwner = declareError({
  code: "last_owner",
  status: 409,
  details: {},
  sentence: "An organization must keep at least one active owner.",
  meaning: "An organization must keep at least one active owner.",
});
