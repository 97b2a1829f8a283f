/** Signed-in users of a platform, alone or together with the platform's key (AUT-4, PRM-6). */
import type { Role } from "../../../shared/grants.ts";
import type { Global } from "../../../shared/service/global.ts";
import { roleScopes } from "../identity/scopes.ts";
import { userOfToken } from "../marketplace-sign-in/access-token.ts";
import type { MarketplaceRole, MarketplaceUser } from "../marketplace-users/marketplace-user.ts";
import { organization } from "../organizations/organization.ts";
import type { Principal } from "./acting.ts";

/** Operators of the platform act like staff; the organization's own matters require a key. */
const staff: Readonly<Record<Exclude<MarketplaceRole, "member">, Role>> = {
  ...{ editor: "member", admin: "admin", owner: "admin" },
};
/** Beside their own data, customers and sellers read the offered products. */
const memberScopes = ["read:products"];

const scopesOf = (role: MarketplaceRole): readonly string[] =>
  role === "member" ? memberScopes : roleScopes[staff[role]];

const personaOf = ({ id, platform_id, timezone }: MarketplaceUser) => ({
  user_id: id,
  platform_id,
  timezone,
});

/** The tenant of a user, unless it is being purged (IDN-7). */
async function tenantOf(global: Global, org_id: string) {
  const tenant = await global.lookup(organization, { _id: org_id });
  const live_id = tenant?.document.live_id;
  const owner = live_id ? await global.lookup(organization, { _id: String(live_id) }) : tenant;
  return tenant && owner && !owner.entity.purge_at ? tenant.entity : null;
}

export async function marketplacePrincipal(global: Global, token: string): Promise<Principal | null> {
  const user = await userOfToken(global, token);
  const tenant = user && (await tenantOf(global, user.org_id));
  if (!user || !tenant) return null;
  const { id, slug, mode, currency, timezone } = tenant;
  return {
    org: { id, slug, mode, currency, timezone },
    ...{ key_id: user.id, actor_kind: "user", user_id: user.id, email: user.email ?? "" },
    scopes: [...scopesOf(user.role)],
    ...{ store_ids: null, member_id: null, firebase_uid: null, profile: null },
    signed_in_at: user.signed_in_at,
    platform_id: user.platform_id,
    persona: personaOf(user),
    ...{ rights: null, units: null },
  };
}

/**
 * The key's principal combined with the user; without one when the session has ended, and null when it belongs to another
 * platform than the key (AUT-4).
 */
export async function besideKey(global: Global, key: Principal, token: string): Promise<Principal | null> {
  const user = await userOfToken(global, token);
  if (!user) return key;
  const fits = user.org_id === key.org.id && (!key.platform_id || key.platform_id === user.platform_id);
  return fits ? { ...key, persona: personaOf(user) } : null;
}
