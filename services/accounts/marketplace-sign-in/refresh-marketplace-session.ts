/**
 * Keeps a user signed in. A refresh token works once: a replaced one that comes again may have been stolen (API-13, AUT-4).
 */
import { nowInstant } from "../../../shared/clock.ts";
import { fail } from "../../../shared/errors.ts";
import { sha256 } from "../../../shared/ids.ts";
import type { Meta } from "../../../shared/meta.ts";
import { beforeTenant } from "../../../shared/service/operation.ts";
import { systemMeta } from "../organizations/tenants.ts";
import { signSession } from "./access-token.ts";
import * as declared from "./declarations.ts";
import { marketplaceSession } from "./marketplace-session.ts";
import { newRefreshToken, sessionOf } from "./refresh-token.ts";

const over = () => fail("unauthorized", "This session has ended; sign in again.");

const actingAs = (org_id: string, user_id: string): Meta => ({
  ...systemMeta(org_id),
  actor: { kind: "user", id: user_id },
});

export const refreshMarketplaceSession = beforeTenant(
  declared.refreshMarketplaceSession,
  async (global, { refresh_token }) => {
    const session_id = sessionOf(global.cipher, refresh_token);
    const found = session_id ? await global.lookup(marketplaceSession, { _id: session_id }) : null;
    if (!session_id || !found || found.entity.revoked_at || found.entity.expires_at <= nowInstant())
      throw over();
    const { org_id, user_id } = found.entity;
    const live = { _id: session_id, revoked_at: null };
    const unit = { action: declared.refreshMarketplaceSession.name };
    const renewed = await global.transact(actingAs(org_id, user_id), unit, async (tx) => {
      const next = newRefreshToken(tx.cipher, session_id, tx.now);
      const current = { ...live, refresh_hash: sha256(refresh_token) };
      const kept = await tx.update(marketplaceSession, current, { $set: next.stored }, { emit: "none" });
      if (kept) return next.refresh_token;
      await tx.update(marketplaceSession, live, { $set: { revoked_at: tx.now } });
      return null;
    });
    if (!renewed) throw over();
    return { refresh_token: renewed, ...(await signSession(global, session_id)) };
  },
);

export const signMarketplaceSession = beforeTenant(
  declared.signMarketplaceSession,
  (global, { session_id }) => signSession(global, session_id),
);
