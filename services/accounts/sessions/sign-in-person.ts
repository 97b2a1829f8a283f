import { beforeTenant } from "../../../shared/service/operation.ts";
import { userIdOf } from "../identity/user.ts";
import { keepUser } from "../users/keep-user.ts";
import * as declared from "./declarations.ts";
import { signPerson } from "./person-token.ts";

export const signInPerson = beforeTenant(declared.signInPerson, async (global, { email }) => {
  await keepUser(global, userIdOf(email));
  return signPerson(global, email.trim().toLowerCase());
});
