/** What an organization keeps at least one of. */
import { declareError } from "../../../shared/errors.ts";

export const lastKey = declareError({
  code: "last_key",
  status: 409,
  details: {},
  sentence: "An organization keeps at least one key that can make keys: make another one first.",
  meaning: "An organization keeps at least one key that can make others.",
});

export const lastOwner = declareError({
  code: "last_owner",
  status: 409,
  details: {},
  sentence: "An organization keeps at least one active owner.",
  meaning: "An organization keeps at least one active owner.",
});
