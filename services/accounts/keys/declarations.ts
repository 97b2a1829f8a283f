/** Keys: created and revoked by members or an operator. */
import { choice, count, flag, id, instant, list, text } from "../../../shared/fields/index.ts";
import { entityOf, listOf, operation, shapeOf } from "../../../shared/service/operation.ts";
import { apiKey } from "../identity/api-key.ts";

/** Access that an operator may give a key. */
export const keyAccess = ["read_only", "read_write", "admin", "owner"] as const;

export const issueApiKey = operation({
  name: "accounts.api_key.issue",
  about: "Makes a key of the organization's owner.",
  input: {
    organization: text({ max: 100 }),
    name: apiKey.fields.name,
    access: choice(keyAccess),
    profile: apiKey.fields.profile,
  },
  output: shapeOf({ organization: text(), prefix: text(), key: text() }),
});

export const revokeKeyByPrefix = operation({
  name: "accounts.api_key.revoke_by_prefix",
  about: "Revokes the key that begins so.",
  input: { organization: text({ max: 100 }), prefix: text({ min: 10, max: 20 }) },
  output: shapeOf({ revoked: flag() }),
});

export const createApiKey = operation({
  name: "accounts.api_key.create",
  http: "POST /api-keys",
  status: 201,
  scope: "write:api_keys",
  refuses: ["reference_not_found", "unprocessable"],
  about:
    "Create an API key. Returns the key, whose `key` is shown only this once. A test key sees only test data. With access `roles` it may do what `roles` may, within its creator's rights, and begins with `omk_`.",
  input: {
    name: apiKey.fields.name,
    description: apiKey.fields.description,
    mode: apiKey.fields.mode,
    access: apiKey.fields.access,
    scopes: apiKey.fields.scopes,
    roles: list(text({ max: 100 }), {
      ...{ optional: true, max: 50 },
      about: "Ids or names of roles, with access `roles`.",
    }),
    business_unit_id: id({
      optional: true,
      about: "It acts there and below; by default in the business unit of the caller.",
    }),
    profile: apiKey.fields.profile,
    platform_id: id({
      optional: true,
      about: "A platform, of the test data for a test key. The key then begins with `cndl_`.",
    }),
    expires_in_days: count({ optional: true, min: 1, max: 3650 }),
    expires_at: instant({ optional: true, about: "In the future; in the place of `expires_in_days`." }),
  },
  output: shapeOf({ ...apiKey.columns, key: text() }),
});

/** Keys are the organization's, also those for its test data, which is a tenant of its own. */
export const platformKeys = operation({
  name: "accounts.api_key.of_platform",
  about:
    "The valid keys that act for a platform, oldest first: those that name it, and for the oldest platform those that name none.",
  input: { org_id: id(), platform_id: id(), is_oldest: flag() },
  output: listOf(entityOf(apiKey)),
});

export const revokeApiKey = operation({
  name: "accounts.api_key.revoke",
  http: "DELETE /api-keys/{id}",
  scope: "write:api_keys",
  about:
    "Revoke an API key. The key stops working within five seconds. The last key that can create others cannot be revoked.",
  refuses: ["last_key"],
  input: { id: id() },
  output: entityOf(apiKey),
});
