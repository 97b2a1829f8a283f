/** Members who signed in with a password (AUT-2); a super-admin also in another organization that is theirs (MRC-FEA-12). */
import { fail } from "../../../shared/errors.ts";
import type { Global } from "../../../shared/service/global.ts";
import type { Member } from "../identity/last-key.ts";
import { member } from "../identity/member.ts";
import { sessionIn, signedInBy } from "../logins/token.ts";
import { organization } from "../organizations/organization.ts";
import { type Asking, actingAs, type Principal } from "./acting.ts";

/** The same person in the organization that the request selects. */
async function memberIn(global: Global, own: Member, org_id: string | null): Promise<Member> {
  if (!org_id || org_id === own.org_id) return own;
  const there = await global.lookup(member, { org_id, user_id: own.user_id });
  if (own.role === "owner" && there?.entity.role === "owner" && there.entity.is_active) return there.entity;
  throw fail("forbidden", "Not authorized to target this tenant.");
}

export async function loginPrincipal(
  global: Global,
  token: string,
  asking: Asking & { org_id: string | null },
): Promise<Principal | null> {
  const session_id = await sessionIn(global, token);
  const found = session_id ? await signedInBy(global, session_id) : null;
  if (!found) return null;
  const acting = await memberIn(global, found.member, asking.org_id);
  const tenant = await global.lookup(organization, { _id: acting.org_id });
  if (!tenant || tenant.entity.is_active === false || tenant.entity.purge_at) return null;
  const { id, slug, mode, currency, timezone } = tenant.entity;
  return {
    org: { id, slug, mode, currency, timezone },
    ...{ key_id: acting.id, actor_kind: "user", user_id: acting.user_id, email: acting.email },
    ...{ store_ids: acting.store_ids, member_id: acting.id, firebase_uid: null, profile: null },
    signed_in_at: found.session.signed_in_at,
    ...{ platform_id: null, persona: null },
    ...(await actingAs(global, acting, asking)),
  };
}
