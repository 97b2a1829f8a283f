import { id, instant, text } from "../../../shared/fields/index.ts";
import { resource } from "../../../shared/resource/resource.ts";

/**
 * A sign-in of a user of a platform: all tokens that follow from it are one family, which dies when a refresh token is
 * presented again after it was replaced (API-13).
 */
export const marketplaceSession = resource({
  service: "accounts",
  name: "marketplace_session",
  plural: "marketplace_sessions",
  fields: {
    user_id: id(),
    platform_id: id(),
    /** Of the refresh token that is valid now. */
    refresh_hash: text({ hidden: true, max: 64 }),
    expires_at: instant(),
    revoked_at: instant({ optional: true }),
  },
  globalIndexes: [{ expires_at: 1 }],
  hardDelete: true,
  verbs: [],
});
