/** Tokens of members who signed in with a password: EdDSA, eight hours; clients read their claims (MRC-AUT-2). */
import { errors, jwtVerify, SignJWT } from "jose";
import { nowInstant } from "../../../shared/clock.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import type { Global } from "../../../shared/service/global.ts";
import { rootUnitId } from "../business-units/business-unit.ts";
import type { Member } from "../identity/last-key.ts";
import { member } from "../identity/member.ts";
import { ALGORITHM, ISSUER, signingKeys } from "../identity/signing-key.ts";
import { memberRights } from "../roles/member-rights.ts";
import { loginSession } from "./login-session.ts";

const AUDIENCE = "backroom:login";
const LIFETIME_S = 8 * 60 * 60;
const LEEWAY_S = 60;

export async function signLogin(global: Global, of: Member, session_id: string): Promise<string> {
  const now_s = Math.floor(Date.now() / 1000);
  const [{ signing }, { role_names }] = await Promise.all([signingKeys(global), memberRights(global, of)]);
  const { id, org_id, email, business_unit_id } = of;
  const orgId = business_unit_id ?? rootUnitId(org_id);
  return new SignJWT({ tenantId: org_id, orgId, email, roles: [...role_names] })
    .setProtectedHeader({ alg: ALGORITHM })
    .setIssuer(ISSUER)
    .setAudience(AUDIENCE)
    .setSubject(id)
    .setJti(session_id)
    .setIssuedAt(now_s)
    .setExpirationTime(now_s + LIFETIME_S)
    .sign(signing);
}

export type SignedIn = { member: Member; session: Entity<typeof loginSession> };

/** The session, unless it has ended, with its member, unless they were removed. */
export async function signedInBy(global: Global, session_id: string): Promise<SignedIn | null> {
  const session = await global.lookup(loginSession, { _id: session_id });
  if (!session || session.entity.ended_at || session.entity.expires_at <= nowInstant()) return null;
  const found = await global.lookup(member, { _id: session.entity.member_id });
  return found?.entity.is_active ? { member: found.entity, session: session.entity } : null;
}

/** The session that a token names; null for one that is foreign, altered or expired. */
export async function sessionIn(global: Global, token: string): Promise<string | null> {
  const { verifying } = await signingKeys(global);
  try {
    const { payload } = await jwtVerify(token, verifying, {
      ...{ issuer: ISSUER, audience: AUDIENCE, algorithms: [ALGORITHM], clockTolerance: LEEWAY_S },
    });
    return payload.jti ?? null;
  } catch (error) {
    if (error instanceof errors.JOSEError) return null;
    throw error;
  }
}
