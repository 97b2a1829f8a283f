/** The keys of a platform (PLT-1). */
import { nowInstant } from "../../../shared/clock.ts";
import { beforeTenant } from "../../../shared/service/operation.ts";
import { apiKey } from "../identity/api-key.ts";
import { organization } from "../organizations/organization.ts";
import { systemMeta } from "../organizations/tenants.ts";
import * as declared from "./declarations.ts";

export const platformKeys = beforeTenant(
  declared.platformKeys,
  async (global, { org_id, platform_id, is_oldest }) => {
    const tenant = await global.lookup(organization, { _id: org_id });
    if (!tenant) return [];
    const live_id = String(tenant.document.live_id ?? org_id);
    const named = is_oldest ? { $in: [platform_id, null] } : platform_id;
    const valid = { revoked_at: null, $or: [{ expires_at: null }, { expires_at: { $gt: nowInstant() } }] };
    return global
      .reader(systemMeta(live_id))
      .find(
        apiKey,
        { mode: tenant.entity.mode, personal: false, platform_id: named, ...valid },
        { sort: { created_at: 1 } },
      );
  },
);
