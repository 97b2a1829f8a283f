import { errors, jwtVerify } from "jose";
import type { Global } from "../../../shared/service/global.ts";
import { beforeTenant } from "../../../shared/service/operation.ts";
import { ALGORITHM, ISSUER, signingKeys } from "../identity/signing-key.ts";
import * as declared from "./declarations.ts";
import { keyPrincipal } from "./key-principal.ts";
import { loginPrincipal } from "./login-principal.ts";
import { besideKey, marketplacePrincipal } from "./marketplace-principal.ts";
import { personPrincipal } from "./person-principal.ts";
import { personOf } from "./person-token.ts";

/** The key of a session's token; null for a foreign, altered or expired token. */
async function keyOf(global: Global, token: string): Promise<string | null> {
  try {
    const { verifying } = await signingKeys(global);
    const { payload } = await jwtVerify(token, verifying, { issuer: ISSUER, algorithms: [ALGORITHM] });
    return typeof payload.key === "string" ? payload.key : null;
  } catch (error) {
    if (error instanceof errors.JOSEError) return null;
    throw error;
  }
}

export const resolvePrincipal = beforeTenant(declared.resolvePrincipal, async (global, input) => {
  const { kind, value, org_id = null, unit = null, with_rights, beside } = input;
  const asking = { unit, with_rights };
  if (kind === "login") return { principal: await loginPrincipal(global, value, { ...asking, org_id }) };
  if (kind === "marketplace_session") return { principal: await marketplacePrincipal(global, value) };
  if (kind === "api_key") {
    const principal = await keyPrincipal(global, { hash: value }, asking);
    return { principal: principal && beside ? await besideKey(global, principal, beside) : principal };
  }
  const key = await keyOf(global, value);
  // The key is looked up every time: a session ends with its key, and never has more rights.
  if (key !== null) return { principal: await keyPrincipal(global, { _id: key }, asking) };
  const person = await personOf(global, value);
  return { principal: person && (await personPrincipal(global, person, { ...asking, org_id })) };
});
