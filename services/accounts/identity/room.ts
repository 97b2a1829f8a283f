import { room } from "../../../shared/service/room.ts";
import { apiKey } from "./api-key.ts";
import { login, loginClaim } from "./login.ts";
import { member } from "./member.ts";
import { signingKey } from "./signing-key.ts";
import { user } from "./user.ts";

export const identityRoom = room({ resources: [user, member, apiKey, signingKey, login, loginClaim] });
