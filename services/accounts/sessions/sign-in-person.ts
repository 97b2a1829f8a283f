import { beforeTenant } from "../../../shared/service/operation.ts";
import * as declared from "./declarations.ts";
import { signPerson } from "./person-token.ts";

export const signInPerson = beforeTenant(declared.signInPerson, (global, { email }) =>
  signPerson(global, email.trim().toLowerCase()),
);
