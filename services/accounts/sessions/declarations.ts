/** Resolves API keys, sessions and people to a principal. These calls have no tenant yet. */
import {
  choice,
  email,
  flag,
  group,
  id,
  instant,
  list,
  text,
  timezone,
} from "../../../shared/fields/index.ts";
import { operation, shapeOf } from "../../../shared/service/operation.ts";

const principal = {
  org: group({ id: id(), slug: text(), mode: choice(["live", "test"]), currency: text(), timezone: text() }),
  /** The caller in rate limits: a key, or the person. */
  key_id: id(),
  actor_kind: choice(["user", "api_key"]),
  scopes: list(text()),
  store_ids: list(id(), { optional: true }),
  /** Null: a person without an organization. */
  member_id: id({ optional: true }),
  user_id: id(),
  email: text(),
  firebase_uid: text({ optional: true }),
  /** When the person proved who they are; null for a key. */
  signed_in_at: instant({ optional: true }),
  profile: text({ optional: true }),
  /** The platform of a key, or on which a session was opened. */
  platform_id: id({ optional: true }),
  /** The signed-in user of a platform. */
  persona: group(
    { user_id: id(), platform_id: id(), timezone: timezone({ optional: true }) },
    { optional: true },
  ),
  /** Present on request, and always if business units restrict the caller. */
  rights: group(
    { features: list(text()), is_super_admin: flag(), role_names: list(text()) },
    { optional: true },
  ),
  /** Business units: the one of new rows, those whose rows are visible (null: all), those that may be chosen. */
  units: group(
    {
      ...{ root_id: id(), acting_id: id(), above_ids: list(id()) },
      ...{ seen_ids: list(id(), { optional: true }), allowed_ids: list(id()) },
      granted_ids: list(id(), { optional: true }),
    },
    { optional: true },
  ),
} as const;

export const resolvePrincipal = operation({
  name: "accounts.principal.resolve",
  about:
    "Returns the tenant, scopes and restrictions of an API key (by its SHA-256), a session, a login or a person (by a token), or a user of a platform (by a token, also beside a key); null for an invalid one. A person acts in the named organization, or in none.",
  input: {
    kind: choice(["api_key", "session", "marketplace_session", "login"]),
    value: text({ max: 4096 }),
    org_id: id({ optional: true }),
    unit: text({ optional: true, max: 100, about: "The selected business unit, or `all`." }),
    with_rights: flag({ default: false }),
    beside: text({
      optional: true,
      max: 4096,
      about: "The token of a user of a platform, sent beside a key.",
    }),
  },
  output: shapeOf({ principal: group(principal, { optional: true }) }),
});

export const openSession = operation({
  name: "accounts.session.open",
  about:
    "Opens a session for the holder of the API key with this SHA-256. Returns a token that is valid until it expires or the key is revoked.",
  input: { key_hash: text({ min: 64, max: 64 }) },
  output: shapeOf({ token: text({ max: 4096 }), expires_at: instant() }),
});

export const signInPerson = operation({
  name: "accounts.user.sign_in",
  about:
    "A token for the person of an e-mail address that was proven to be theirs, valid for 15 minutes. Whoever calls this has checked the proof.",
  input: { email: email() },
  output: shapeOf({ token: text({ max: 4096 }), expires_at: instant() }),
});
