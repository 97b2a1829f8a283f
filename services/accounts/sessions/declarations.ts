/** Who asks: API keys and sessions resolved to a principal, before a tenant is known. */
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
    "The tenant, scopes and restrictions behind an API key (by its SHA-256) or a session (by its token); null for one that does not count.",
  input: { kind: choice(["api_key", "session"]), value: text({ max: 4096 }) },
  output: shapeOf({ principal: group(principal, { optional: true }) }),
});

export const openSession = operation({
  name: "accounts.session.open",
  about:
    "Opens a session for whoever holds the API key with this SHA-256: a token that signs in until it expires or the key is revoked.",
  input: { key_hash: text({ min: 64, max: 64 }) },
  output: shapeOf({ token: text({ max: 4096 }), expires_at: instant() }),
});
