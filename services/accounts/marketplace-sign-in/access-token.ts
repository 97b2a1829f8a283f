/** Access tokens of users of platforms: EdDSA, 15 minutes (API-13, AUT-3). */
import { errors, jwtVerify, SignJWT } from "jose";
import { fail } from "../../../shared/errors.ts";
import { newId } from "../../../shared/ids.ts";
import type { Global } from "../../../shared/service/global.ts";
import { ALGORITHM, ISSUER, signingKeys } from "../identity/signing-key.ts";
import { type MarketplaceUser, marketplaceUser } from "../marketplace-users/marketplace-user.ts";
import { systemMeta } from "../organizations/tenants.ts";
import { marketplaceSession } from "./marketplace-session.ts";
import { runningSubscription } from "./running-subscription.ts";

const AUDIENCE = "backroom:marketplace";
const LIFETIME_S = 15 * 60;
const LEEWAY_S = 60;

/** The user of a session that has not ended; null for any other. */
export async function userOfSession(global: Global, session_id: string): Promise<MarketplaceUser | null> {
  const session = await global.lookup(marketplaceSession, { _id: session_id });
  if (!session || session.entity.revoked_at) return null;
  return (await global.lookup(marketplaceUser, { _id: session.entity.user_id }))?.entity ?? null;
}

export async function signSession(global: Global, session_id: string) {
  const user = await userOfSession(global, session_id);
  if (!user) throw fail("unauthorized", "This session has ended; sign in again.");
  const now_s = Math.floor(Date.now() / 1000);
  const { signing } = await signingKeys(global);
  const { id, org_id, platform_id, role } = user;
  const running = await global
    .reader(systemMeta(org_id))
    .find(runningSubscription, { user_id: id, runs: true });
  const subscriptions = running.map((each) => each.id);
  const claims = { org: org_id, platform: platform_id, role, subscriptions, sid: session_id };
  const token = await new SignJWT(claims)
    .setProtectedHeader({ alg: ALGORITHM })
    .setIssuer(ISSUER)
    .setAudience(AUDIENCE)
    .setSubject(id)
    .setJti(newId())
    .setIssuedAt(now_s)
    .setNotBefore(now_s)
    .setExpirationTime(now_s + LIFETIME_S)
    .sign(signing);
  return { token, expires_at: new Date((now_s + LIFETIME_S) * 1000).toISOString() };
}

/** The user behind an access token; null for one that is foreign, altered, expired, or of a session that has ended. */
export async function userOfToken(global: Global, token: string): Promise<MarketplaceUser | null> {
  const { verifying } = await signingKeys(global);
  try {
    const { payload } = await jwtVerify(token, verifying, {
      ...{ issuer: ISSUER, audience: AUDIENCE, algorithms: [ALGORITHM], clockTolerance: LEEWAY_S },
    });
    return typeof payload.sid === "string" ? userOfSession(global, payload.sid) : null;
  } catch (error) {
    if (error instanceof errors.JOSEError) return null;
    throw error;
  }
}
