import { room } from "../../../shared/service/room.ts";
import { openSession } from "./open-session.ts";
import { resolvePrincipal } from "./resolve-principal.ts";
import { signInPerson } from "./sign-in-person.ts";
import { signingKey } from "./signing-key.ts";

export const sessionsRoom = room({
  resources: [signingKey],
  handlers: [openSession, signInPerson, resolvePrincipal],
});
