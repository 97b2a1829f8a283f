/** The principal of a key: its tenant, those of its scopes that its creator has, and its creator's stores. */
import { instantOf, nowInstant } from "../../../shared/clock.ts";
import { notFound } from "../../../shared/errors.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import type { Global } from "../../../shared/service/global.ts";
import { apiKey } from "../identity/api-key.ts";
import { member } from "../identity/member.ts";
import { organization } from "../organizations/organization.ts";
import { testTenant } from "../organizations/tenants.ts";
import { type Asking, actingAs, type Principal } from "./acting.ts";

/** Null when the key does not exist, is revoked or expired, or its creator is no longer active. */
export async function keyPrincipal(
  global: Global,
  unique: Record<string, string>,
  asking: Asking = { unit: null, with_rights: false },
): Promise<Principal | null> {
  const found = await global.lookup(apiKey, unique);
  if (!found) return null;
  const key = found.entity;
  const over = key.revoked_at !== null || (key.expires_at !== null && key.expires_at <= nowInstant());
  if (over) return null;
  const [tenant, creator] = await Promise.all([
    global.lookup(organization, { _id: key.org_id }),
    global.lookup(member, { _id: key.member_id }),
  ]);
  if (!tenant || !creator?.entity.is_active) return null;
  // While its purge is pending, nothing of the organization can be reached (IDN-7).
  if (tenant.entity.is_active === false) return null;
  if (tenant.entity.purge_at) throw notFound("organization", key.org_id);
  await stampUse(global, key);
  const { id, slug, currency, timezone } = tenant.entity;
  return {
    org: { id: key.mode === "test" ? testTenant(id) : id, slug, mode: key.mode, currency, timezone },
    key_id: key.id,
    actor_kind: "api_key",
    store_ids: creator.entity.store_ids,
    member_id: key.member_id,
    user_id: creator.entity.user_id,
    email: creator.entity.email,
    firebase_uid: null,
    signed_in_at: null,
    profile: key.profile ?? null,
    platform_id: key.platform_id,
    persona: null,
    ...(await actingAs(global, creator.entity, asking, key)),
  };
}

const STAMPED_MS = 60_000;

/** Notes that a key is used, at most once a minute (MRC-KEY-1). */
async function stampUse(global: Global, { id, last_used_at }: Entity<typeof apiKey>): Promise<void> {
  const now = nowInstant();
  const due = instantOf(Date.parse(now) - STAMPED_MS);
  if (last_used_at !== null && last_used_at > due) return;
  // Of several gateways one stamps.
  const stale = { $or: [{ last_used_at: null }, { last_used_at: { $lte: due } }] };
  await global.changeAll(apiKey, { _id: id, ...stale }, { last_used_at: now });
}
