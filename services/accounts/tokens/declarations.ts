/** Personal access tokens: keys of a person, each for one organization, in which they act in their role (IDN-4). */
import { count, group, id, list, text } from "../../../shared/fields/index.ts";
import { operation, shapeOf } from "../../../shared/service/operation.ts";
import { apiKey } from "../identity/api-key.ts";

export const createPersonalToken = operation({
  name: "accounts.personal_token.create",
  about: "Makes a token of a person for an organization of theirs; its text is shown this once.",
  input: {
    ...{ user_id: id(), org_id: id(), name: text({ max: 255 }) },
    expires_in_days: count({ optional: true, min: 1, max: 3650 }),
  },
  output: shapeOf({ token: group(apiKey.columns), key: text() }),
});

export const listPersonalTokens = operation({
  name: "accounts.personal_token.list",
  about: "The tokens of a person that are not revoked, in all organizations of theirs.",
  input: { user_id: id() },
  output: shapeOf({ tokens: list(group(apiKey.columns)) }),
});

export const revokePersonalToken = operation({
  name: "accounts.personal_token.revoke",
  about: "Revokes a token of a person.",
  input: { user_id: id(), id: id() },
  output: shapeOf({ deleted_id: id() }),
});
