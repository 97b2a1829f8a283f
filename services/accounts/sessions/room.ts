import { room } from "../../../shared/service/room.ts";
import { openSession } from "./open-session.ts";
import { resolvePrincipal } from "./resolve-principal.ts";
import { signingKey } from "./signing-key.ts";

export const sessionsRoom = room({ resources: [signingKey], handlers: [openSession, resolvePrincipal] });
