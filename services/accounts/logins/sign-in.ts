/** Signs members in and out (MRC-AUT-1, MRC-AUT-3, MRC-AUT-6). A try is counted before the password is looked at. */
import { fail } from "../../../shared/errors.ts";
import { sha256 } from "../../../shared/ids.ts";
import type { Global } from "../../../shared/service/global.ts";
import { beforeTenant } from "../../../shared/service/operation.ts";
import type { Member } from "../identity/last-key.ts";
import { claimId, login, loginClaim } from "../identity/login.ts";
import { member } from "../identity/member.ts";
import { sessionOf } from "../marketplace-sign-in/refresh-token.ts";
import { organization } from "../organizations/organization.ts";
import { systemMeta } from "../organizations/tenants.ts";
import { memberRights } from "../roles/member-rights.ts";
import { isAmongFirst } from "./count-tries.ts";
import * as declared from "./declarations.ts";
import { loginSession } from "./login-session.ts";
import { openSession } from "./open-session.ts";
import { isPassword } from "./password-hash.ts";
import { sessionIn, signedInBy, signLogin } from "./token.ts";

const MOST_TRIES = 30;
const MINUTE_MS = 60_000;

/** More than 30 a minute are refused, whether or not somebody has the address. */
async function countTry(global: Global, email: string): Promise<void> {
  const limit = { what: "login attempt", most: MOST_TRIES, within_ms: MINUTE_MS };
  if (await isAmongFirst(global, email, limit)) return;
  throw fail("too_many_requests", "Too many attempts with this e-mail address; wait a minute.", {
    headers: { "Retry-After": "60" },
  });
}

const wrong = () => fail("unauthorized", "Invalid email or password.");

/** The member with this address and password. */
async function memberBy(global: Global, email: string, password: string): Promise<Member> {
  const claim = await global.lookup(loginClaim, { _id: claimId(email) });
  const id = claim?.entity.member_id;
  const [found, row] = id
    ? await Promise.all([global.lookup(member, { _id: id }), global.lookup(login, { _id: id })])
    : [null, null];
  const hash = row ? String(row.document.password_hash) : null;
  if (!(await isPassword(password, hash)) || !found?.entity.is_active) throw wrong();
  const tenant = await global.lookup(organization, { _id: found.entity.org_id });
  if (!tenant || tenant.entity.is_active === false || tenant.entity.purge_at) throw wrong();
  return found.entity;
}

export const signIn = beforeTenant(declared.signIn, async (global, input) => {
  const { email, password, remember, required_roles, organization_id } = input;
  await countTry(global, email);
  const found = await memberBy(global, email, password);
  if (organization_id && organization_id !== found.org_id) throw wrong();
  const { role_names } = await memberRights(global, found);
  if (required_roles?.length && !required_roles.some((each) => role_names.includes(each)))
    throw fail("forbidden", "Not authorized for this area.");
  const actor = { kind: "user" as const, id: found.id };
  const meta = { ...systemMeta(found.org_id), ...global.origin, actor };
  const { session_id, session_token } = await global.transact(meta, { action: declared.signIn.name }, (tx) =>
    openSession(tx, found.id, remember),
  );
  return { token: await signLogin(global, found, session_id), session_token };
});

export const renewSignIn = beforeTenant(declared.renewSignIn, async (global, { session_token }) => {
  const id = sessionOf(global.cipher, session_token);
  const found = id ? await signedInBy(global, id) : null;
  if (!id || !found) return { token: null };
  const stored = await global.lookup(loginSession, { _id: id, refresh_hash: sha256(session_token) });
  return { token: stored ? await signLogin(global, found.member, id) : null };
});

export const signOut = beforeTenant(declared.signOut, async (global, { token }) => {
  const id = await sessionIn(global, token);
  const found = id ? await signedInBy(global, id) : null;
  if (!id || !found) return {};
  const actor = { kind: "user" as const, id: found.member.id };
  const meta = { ...systemMeta(found.member.org_id), ...global.origin, actor };
  await global.transact(meta, { action: declared.signOut.name }, async (tx) => {
    await tx.update(loginSession, { _id: id, ended_at: null }, { $set: { ended_at: tx.now } });
  });
  return {};
});
