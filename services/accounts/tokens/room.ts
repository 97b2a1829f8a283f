import { room } from "../../../shared/service/room.ts";
import { createPersonalToken, listPersonalTokens, revokePersonalToken } from "./personal-tokens.ts";

export const tokensRoom = room({
  handlers: [createPersonalToken, listPersonalTokens, revokePersonalToken],
});
