import { SignJWT } from "jose";
import { fail } from "../../../shared/errors.ts";
import { newId } from "../../../shared/ids.ts";
import { beforeTenant } from "../../../shared/service/operation.ts";
import { signedIn } from "../access-notes/signed-in.ts";
import { ALGORITHM, ISSUER, signingKeys } from "../identity/signing-key.ts";
import { systemMeta } from "../organizations/tenants.ts";
import * as declared from "./declarations.ts";
import { keyPrincipal } from "./key-principal.ts";

/** A working day. */
const LIFETIME_S = 12 * 60 * 60;

export const openSession = beforeTenant(declared.openSession, async (global, { key_hash }) => {
  const principal = await keyPrincipal(global, { hash: key_hash });
  if (!principal) throw fail("unauthorized", "This API key is unknown, expired or revoked.");
  const { org, actor_kind: kind, key_id, scopes } = principal;
  const meta = {
    ...systemMeta(org.id, org.mode),
    ...global.origin,
    org,
    actor: { kind, id: key_id },
    scopes,
  };
  await global.transact(meta, { action: declared.openSession.name }, async (tx) => tx.access(signedIn));
  const now_s = Math.floor(Date.now() / 1000);
  const expires_s = now_s + LIFETIME_S;
  const { signing } = await signingKeys(global);
  const token = await new SignJWT({ org: principal.org.id, key: principal.key_id })
    .setProtectedHeader({ alg: ALGORITHM })
    .setIssuer(ISSUER)
    .setSubject(principal.user_id)
    .setJti(newId())
    .setIssuedAt(now_s)
    .setExpirationTime(expires_s)
    .sign(signing);
  return { token, expires_at: new Date(expires_s * 1000).toISOString() };
});
