/** Who holds a key: tenant, scopes, restrictions. */
import { nowInstant } from "../../../shared/clock.ts";
import { beforeTenant } from "../../../shared/service/global.ts";
import { apiKey } from "../identity/api-key.ts";
import { effectiveScopes } from "../identity/effective-scopes.rules.ts";
import { member } from "../identity/member.ts";
import { organization } from "../organizations/organization.ts";
import { testTenant } from "../organizations/tenants.ts";
import * as declared from "./declarations.ts";

export const resolveKey = beforeTenant(declared.resolveKey, async (global, { hash }) => {
  const found = await global.lookup(apiKey, { hash });
  if (!found) return { principal: null };
  const key = found.entity;
  const over = key.revoked_at !== null || (key.expires_at !== null && key.expires_at <= nowInstant());
  if (over) return { principal: null };
  const [tenant, creator] = await Promise.all([
    global.lookup(organization, { _id: key.org_id }),
    global.lookup(member, { _id: key.member_id }),
  ]);
  if (!tenant || !creator?.entity.is_active) return { principal: null };
  const { id, slug, currency, timezone } = tenant.entity;
  return {
    principal: {
      org: { id: key.mode === "test" ? testTenant(id) : id, slug, mode: key.mode, currency, timezone },
      key_id: key.id,
      scopes: effectiveScopes(key, creator.entity),
      store_ids: creator.entity.store_ids,
      member_id: key.member_id,
      profile: key.profile ?? null,
    },
  };
});
