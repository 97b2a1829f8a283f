import { beforeTenant, query } from "../../../shared/service/operation.ts";
import * as declared from "./declarations.ts";
import { freeUsername } from "./new-user.ts";
import { usernameOf } from "./usernames.rules.ts";

export const suggestUsername = query(declared.suggestUsername, async (reader, { platform_id, text }) => ({
  username: await freeUsername(reader, platform_id, text),
}));

export const formUsername = beforeTenant(declared.formUsername, async (_global, { text }) => ({
  username: usernameOf(text),
}));
