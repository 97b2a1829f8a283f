import { room } from "../../../shared/service/room.ts";
import { openSession } from "./open-session.ts";
import { resolvePrincipal } from "./resolve-principal.ts";
import { signInPerson } from "./sign-in-person.ts";

export const sessionsRoom = room({
  handlers: [openSession, signInPerson, resolvePrincipal],
});
