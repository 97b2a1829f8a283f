/** Resolves API keys and sessions to a principal. These calls have no tenant yet. */
import { choice, group, id, instant, list, text } from "../../../shared/fields/index.ts";
import { operation, shapeOf } from "../../../shared/service/operation.ts";

const principal = {
  org: group({ id: id(), slug: text(), mode: choice(["live", "test"]), currency: text(), timezone: text() }),
  key_id: id(),
  scopes: list(text()),
  store_ids: list(id(), { optional: true }),
  member_id: id(),
  profile: text({ optional: true }),
} as const;

export const resolvePrincipal = operation({
  name: "accounts.principal.resolve",
  about:
    "Returns the tenant, scopes and restrictions of an API key (by its SHA-256) or a session (by its token); null for an invalid one.",
  input: { kind: choice(["api_key", "session"]), value: text({ max: 4096 }) },
  output: shapeOf({ principal: group(principal, { optional: true }) }),
});

export const openSession = operation({
  name: "accounts.session.open",
  about:
    "Opens a session for the holder of the API key with this SHA-256. Returns a token that is valid until it expires or the key is revoked.",
  input: { key_hash: text({ min: 64, max: 64 }) },
  output: shapeOf({ token: text({ max: 4096 }), expires_at: instant() }),
});
