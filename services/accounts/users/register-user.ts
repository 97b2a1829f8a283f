import { beforeTenant } from "../../../shared/service/operation.ts";
import * as declared from "./declarations.ts";
import { knownUser } from "./known-user.ts";

export const registerUser = beforeTenant(declared.registerUser, (global, { email, display_name, uid }) =>
  knownUser(global, { email, display_name: display_name ?? null, firebase_uid: uid ?? null }),
);
