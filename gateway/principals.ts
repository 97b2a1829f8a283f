/** The principal of a credential, cached for less than the five seconds within which a revocation must take effect. */
import type { IncomingHttpHeaders } from "node:http";
import { resolvePrincipal } from "../services/accounts/public.ts";
import { fail } from "../shared/errors.ts";
import { isUuid } from "../shared/fields/index.ts";
import { sha256 } from "../shared/ids.ts";
import type { Meta, OrgContext } from "../shared/meta.ts";
import type { Call, InputOf, OutputOf } from "../shared/service/reference.ts";

/** The credential of a request: an API key, or a session's token. */
export type Credential = {
  kind: "api_key" | "session" | "marketplace_session" | "login";
  secret: string;
  /** The token of a user of a platform who has signed in, beside a key. */
  beside?: string;
  /** The organization that the request names, where a dialect lets it name one: a person acts there. */
  org?: string;
  /** The business unit that the request selects, or "all"; features and business units are then told. */
  unit?: string | null;
  /** What counts where this one is unknown or has ended. */
  otherwise?: Credential;
};

/** Features, and the business units of the caller; null where neither was asked for nor restricts. */
type Rights = NonNullable<OutputOf<typeof resolvePrincipal>["principal"]>;

export type Principal = {
  /** The bucket and idempotency scope. */
  key: string;
  org: OrgContext;
  actor: Meta["actor"];
  scopes: ReadonlySet<string>;
  store_ids?: readonly string[];
  /** The member behind the credential; null: a person without an organization. */
  member_id: string | null;
  /** The person behind it, with their address. */
  person: {
    user_id: string;
    email: string;
    firebase_uid: string | null;
    /** When they proved who they are; null for a key. */
    signed_in_at: string | null;
  };
  /** The variant of a dialect that answers this key. */
  profile: string | null;
  /** The platform that the credential is for; null: the oldest of the organization. */
  platform_id: string | null;
  /** The user of a platform who has signed in. */
  persona: { user_id: string; platform_id: string; timezone: string | null } | null;
  /** A session was sent beside the key that has ended, or never was one. */
  session_ended: boolean;
  rights: Rights["rights"];
  units: Rights["units"];
};

/** A JSON Web Token, which no API key looks like. */
const TOKEN = /^eyJ[\w-]+\.[\w-]+\.[\w-]+$/;

/** The credential of `Authorization: Bearer …`: an API key, or the token of a session. */
export function bearer({ authorization = "" }: IncomingHttpHeaders): Credential | null {
  const [scheme, secret] = authorization.split(" ");
  if (scheme?.toLowerCase() !== "bearer" || !secret) return null;
  return { kind: TOKEN.test(secret) ? "session" : "api_key", secret };
}

const CACHED_MS = 3000;
const MAX_CACHED = 10_000;
const MAX_TOKEN = 4096;
const MAX_SECRET = { api_key: 200, session: MAX_TOKEN, marketplace_session: MAX_TOKEN, login: MAX_TOKEN };

const unknown = {
  api_key: "This API key is unknown, expired or revoked.",
  session: "This session has ended; sign in again.",
  marketplace_session: "This session has ended; sign in again.",
  login: "This session has ended; sign in again.",
};

const unfit = "The key is unknown, expired or revoked, or the session belongs to another platform.";

type Cached = { until: number; principal: Promise<Principal | null> };
export type Principals = {
  /** `fresh`: looked up anew, for what has just changed. */
  of(credential: Credential, fresh?: boolean): Promise<Principal>;
};

export function principalsBy(call: Call): Principals {
  const cache = new Map<string, Cached>();

  function lookUp(credential: Credential, fresh: boolean): Promise<Principal | null> {
    const now = performance.now();
    const key = cacheKey(credential);
    const found = cache.get(key);
    if (found && found.until > now && !fresh) return found.principal;
    if (cache.size >= MAX_CACHED) cache.clear();
    const principal = call(resolvePrincipal, questionOf(credential)).then((found) =>
      principalOf(found, credential),
    );
    cache.set(key, { until: now + CACHED_MS, principal });
    // A failed look-up says nothing about the key.
    principal.catch(() => cache.delete(key));
    return principal;
  }

  async function of(credential: Credential, fresh = false): Promise<Principal> {
    const { kind, secret, beside = "", otherwise } = credential;
    const fits = secret.length <= MAX_SECRET[kind] && beside.length <= MAX_TOKEN;
    const principal = fits ? await lookUp(credential, fresh) : null;
    if (principal) return principal;
    if (otherwise) return of(otherwise, fresh);
    throw fail("unauthorized", beside ? unfit : unknown[kind]);
  }
  return { of };
}

const cacheKey = ({ kind, secret, org = "", beside, unit = "-" }: Credential): string =>
  [kind, sha256(secret), org, beside ? sha256(beside) : "", unit].join(" ");

/** Keys are sent as a hash; a token must be sent whole to be verified. */
const questionOf = ({ kind, secret, org, beside, unit }: Credential): InputOf<typeof resolvePrincipal> => ({
  kind,
  value: kind === "api_key" ? sha256(secret) : secret,
  ...(org && isUuid(org) ? { org_id: org } : {}),
  ...(beside ? { beside } : {}),
  ...(unit === undefined ? {} : { with_rights: true, unit }),
});

function principalOf(
  found: OutputOf<typeof resolvePrincipal>,
  { beside }: Pick<Credential, "beside">,
): Principal | null {
  if (!found.principal) return null;
  const { org, key_id, actor_kind, scopes, store_ids, member_id, profile } = found.principal;
  const { user_id, email, firebase_uid, signed_in_at, platform_id, persona } = found.principal;
  const { rights, units } = found.principal;
  return {
    key: key_id,
    org,
    actor: { kind: actor_kind, id: key_id },
    scopes: new Set(scopes),
    member_id,
    person: { user_id, email, firebase_uid, signed_in_at },
    profile,
    platform_id,
    ...{ persona, rights, units, session_ended: Boolean(beside) && !persona },
    ...(store_ids ? { store_ids } : {}),
  };
}
