import { room } from "../../../shared/service/room.ts";
import { createApiKey } from "./create-api-key.ts";
import { issueApiKey } from "./issue-api-key.ts";
import { platformKeys } from "./platform-keys.ts";
import { revokeApiKey } from "./revoke-api-key.ts";
import { revokeKeyByPrefix } from "./revoke-key-by-prefix.ts";

export const keysRoom = room({
  handlers: [createApiKey, platformKeys, revokeApiKey, issueApiKey, revokeKeyByPrefix],
});
