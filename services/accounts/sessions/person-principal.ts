/**
 * A person's rights: in the organization that the request names, as a member; elsewhere only as themselves
 * (IDN-2).
 */
import { instantOf } from "../../../shared/clock.ts";
import { notFound } from "../../../shared/errors.ts";
import type { Global } from "../../../shared/service/global.ts";
import { member } from "../identity/member.ts";
import { user, userIdOf } from "../identity/user.ts";
import { organization } from "../organizations/organization.ts";
import { type Asking, actingAs, type Principal } from "./acting.ts";
import type { Person } from "./person-token.ts";

/** Null for a deactivated person; 404 for an organization of which they are no active member (API-14). */
export async function personPrincipal(
  global: Global,
  { email, firebase_uid, signed_in_s }: Person,
  { org_id, ...asking }: Asking & { org_id: string | null },
): Promise<Principal | null> {
  const user_id = userIdOf(email);
  const known = await global.lookup(user, { _id: user_id });
  if (known && !known.entity.is_active) return null;
  const self = {
    ...{ key_id: user_id, user_id, email, firebase_uid, actor_kind: "user" as const },
    ...{
      profile: null,
      store_ids: null,
      platform_id: null,
      persona: null,
      signed_in_at: instantOf(signed_in_s * 1000),
    },
  };
  if (org_id === null)
    return { ...self, org: ownTenant(user_id), scopes: [], member_id: null, rights: null, units: null };
  const [tenant, membership] = await Promise.all([
    global.lookup(organization, { _id: org_id }),
    global.lookup(member, { org_id, user_id }),
  ]);
  // Only its members learn whether such an organization exists.
  if (!tenant || tenant.entity.is_active === false || tenant.entity.purge_at || !membership?.entity.is_active)
    throw notFound("organization", org_id);
  const { id, slug, mode, currency, timezone } = tenant.entity;
  const { id: member_id, store_ids } = membership.entity;
  const acting = await actingAs(global, membership.entity, asking);
  return { ...self, org: { id, slug, mode, currency, timezone }, store_ids, member_id, ...acting };
}

/** A person acting for themselves is a tenant of their own. */
export const ownTenant = (user_id: string) => {
  return { id: user_id, slug: "", mode: "live" as const, currency: "USD", timezone: "UTC" };
};
