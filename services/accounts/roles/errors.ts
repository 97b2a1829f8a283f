/** Errors about roles. */
import { declareError } from "../../../shared/errors.ts";
import { count } from "../../../shared/fields/index.ts";

export const roleInUse = declareError({
  code: "role_in_use",
  status: 409,
  details: { members: count() },
  sentence: "Role has assigned users: {members}.",
  meaning: "Members still have the role; give them another one first.",
});
