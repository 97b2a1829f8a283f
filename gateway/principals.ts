/** Who holds a key: looked up once, remembered for less than the five seconds in which a revocation must count. */
import { resolveKey } from "../services/accounts/public.ts";
import { fail } from "../shared/errors.ts";
import { sha256 } from "../shared/ids.ts";
import type { Meta, OrgContext } from "../shared/meta.ts";
import type { Call, OutputOf } from "../shared/service/reference.ts";

export type Principal = {
  /** The bucket and idempotency scope. */
  key: string;
  org: OrgContext;
  actor: Meta["actor"];
  scopes: ReadonlySet<string>;
  store_ids?: readonly string[];
  /** Whose key it is. */
  member_id: string;
  /** The variant of a dialect that this key is spoken to in. */
  profile: string | null;
};

const REMEMBERED_MS = 3000;
const MAX_REMEMBERED = 10_000;

type Remembered = { until: number; principal: Promise<Principal | null> };
export type Principals = { of(authorization: string | undefined): Promise<Principal> };

export function principalsBy(call: Call): Principals {
  const known = new Map<string, Remembered>();

  function lookUp(key: string): Promise<Principal | null> {
    const hash = sha256(key);
    const now = performance.now();
    const found = known.get(hash);
    if (found && found.until > now) return found.principal;
    if (known.size >= MAX_REMEMBERED) known.clear();
    const principal = call(resolveKey, { hash }).then(principalOf);
    known.set(hash, { until: now + REMEMBERED_MS, principal });
    // A failed look-up says nothing about the key.
    principal.catch(() => known.delete(hash));
    return principal;
  }

  return {
    async of(authorization) {
      const [scheme, key] = (authorization ?? "").split(" ");
      if (scheme?.toLowerCase() !== "bearer" || !key) {
        throw fail("unauthorized", "Send an API key as 'Authorization: Bearer <key>'.");
      }
      const principal = key.length <= 200 ? await lookUp(key) : null;
      if (!principal) throw fail("unauthorized", "This API key is unknown, expired or revoked.");
      return principal;
    },
  };
}

function principalOf(found: OutputOf<typeof resolveKey>): Principal | null {
  if (!found.principal) return null;
  const { org, key_id, scopes, store_ids, member_id, profile } = found.principal;
  return {
    key: key_id,
    org: org as OrgContext,
    actor: { kind: "api_key", id: key_id },
    scopes: new Set(scopes),
    member_id,
    profile,
    ...(store_ids ? { store_ids } : {}),
  };
}
