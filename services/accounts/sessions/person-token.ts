/** Tokens of people: our own, and identity tokens of a Firebase project (IDN-9). */
import { createRemoteJWKSet, decodeJwt, errors, type JWTPayload, jwtVerify, SignJWT } from "jose";
import { newId } from "../../../shared/ids.ts";
import type { Global } from "../../../shared/service/global.ts";
import { ALGORITHM, ISSUER, signingKeys } from "../identity/signing-key.ts";

/** A person with a verified e-mail address. */
export type Person = { email: string; firebase_uid: string | null; signed_in_s: number };

const LEEWAY_S = 60;
const AUDIENCE = "backroom:person";
const LIFETIME_S = 15 * 60;

/** Our own token for a person; valid for 15 minutes (API-13). */
export async function signPerson(
  global: Global,
  email: string,
): Promise<{ token: string; expires_at: string }> {
  const now_s = Math.floor(Date.now() / 1000);
  const { signing } = await signingKeys(global);
  const token = await new SignJWT({ email, auth_time: now_s })
    .setProtectedHeader({ alg: ALGORITHM })
    .setIssuer(ISSUER)
    .setAudience(AUDIENCE)
    .setSubject(email)
    .setJti(newId())
    .setIssuedAt(now_s)
    .setNotBefore(now_s)
    .setExpirationTime(now_s + LIFETIME_S)
    .sign(signing);
  return { token, expires_at: new Date((now_s + LIFETIME_S) * 1000).toISOString() };
}

/** The person of a token; null without a valid issuer, and for a session's token, which names a key. */
export async function personOf(global: Global, token: string): Promise<Person | null> {
  try {
    const { iss } = decodeJwt(token);
    if (iss === ISSUER) return await ownPerson(global, token);
    const { FIREBASE_PROJECT_ID: project, FIREBASE_KEYS_URL: url } = global.settings;
    return project && url ? await firebasePerson(token, String(project), String(url)) : null;
  } catch (error) {
    if (error instanceof errors.JOSEError) return null;
    throw error;
  }
}

async function ownPerson(global: Global, token: string): Promise<Person | null> {
  const { verifying } = await signingKeys(global);
  const { payload } = await jwtVerify(token, verifying, {
    ...{ issuer: ISSUER, audience: AUDIENCE, algorithms: [ALGORITHM], clockTolerance: LEEWAY_S },
  });
  return personIn(payload, null);
}

const keySets = new Map<string, ReturnType<typeof createRemoteJWKSet>>();

function keySet(url: string) {
  const keys = keySets.get(url) ?? createRemoteJWKSet(new URL(url));
  keySets.set(url, keys);
  return keys;
}

async function firebasePerson(token: string, project: string, url: string): Promise<Person | null> {
  const { payload } = await jwtVerify(token, keySet(url), {
    ...{ issuer: `https://securetoken.google.com/${project}`, audience: project },
    ...{ algorithms: ["RS256"], clockTolerance: LEEWAY_S, requiredClaims: ["sub", "exp", "iat"] },
  });
  return payload.sub && payload.email_verified === true ? personIn(payload, payload.sub) : null;
}

function personIn({ email, auth_time }: JWTPayload, firebase_uid: string | null): Person | null {
  if (typeof email !== "string" || !email) return null;
  return { email, firebase_uid, signed_in_s: typeof auth_time === "number" ? auth_time : 0 };
}
