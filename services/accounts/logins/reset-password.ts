/** Resets passwords by a token from a mail: valid for one hour, once, stored as a hash (MRC-AUT-4). */
import { randomBytes } from "node:crypto";
import { instantOf, nowInstant } from "../../../shared/clock.ts";
import { newId, sha256 } from "../../../shared/ids.ts";
import { beforeTenant, query } from "../../../shared/service/operation.ts";
import { claimId, login, loginClaim } from "../identity/login.ts";
import { member } from "../identity/member.ts";
import { organization } from "../organizations/organization.ts";
import { systemMeta } from "../organizations/tenants.ts";
import { isAmongFirst } from "./count-tries.ts";
import * as declared from "./declarations.ts";
import { endSessions } from "./end-sessions.ts";
import { passwordReset } from "./login-session.ts";
import { hashOf } from "./password-hash.ts";

const LIFETIME_MS = 60 * 60_000;
/** Mails to one address in an hour. Further requests get the same answer and no mail. */
const mails = { what: "password reset", most: 5, within_ms: LIFETIME_MS } as const;

export const requestPasswordReset = beforeTenant(declared.requestPasswordReset, async (global, { email }) => {
  const claim = await global.lookup(loginClaim, { _id: claimId(email) });
  const isDue = await isAmongFirst(global, email, mails);
  if (!claim?.entity.org_id || !isDue) return {};
  const { org_id, member_id } = claim.entity;
  await global.transact(systemMeta(org_id), { action: declared.requestPasswordReset.name }, async (tx) => {
    const token = randomBytes(32).toString("base64url");
    const expires_at = instantOf(Date.parse(tx.now) + LIFETIME_MS);
    const id = newId();
    const stored = { token_hash: sha256(token), sealed_token: tx.cipher.seal(token) };
    await tx.insert(passwordReset, { id, member_id, ...stored, expires_at }, { emit: "none" });
    tx.emit(
      declared.passwordResetRequested,
      { kind: "password_reset", id, version: 1 },
      { reset_id: id, expires_at },
    );
  });
  return {};
});

export const resetPassword = beforeTenant(declared.resetPassword, async (global, { token, password }) => {
  const found = await global.lookup(passwordReset, { token_hash: sha256(token) });
  if (!found || found.entity.used_at || found.entity.expires_at <= nowInstant()) return { done: false };
  const { id, org_id, member_id } = found.entity;
  const password_hash = await hashOf(password);
  const done = await global.transact(
    systemMeta(org_id),
    { action: declared.resetPassword.name },
    async (tx) => {
      const open = { _id: id, used_at: null };
      if (!(await tx.update(passwordReset, open, { $set: { used_at: tx.now } }, { emit: "none" })))
        return false;
      await tx.update(login, { _id: member_id }, { $set: { password_hash } }, { emit: "none" });
      await endSessions(tx, member_id);
      return true;
    },
  );
  return { done };
});

export const passwordResetLetter = query(declared.passwordResetLetter, async (reader, { reset_id }) => {
  const [row] = await reader.find(passwordReset, { _id: reset_id }, { withHidden: true });
  if (!row || row.used_at || row.expires_at <= nowInstant()) return { letter: null };
  const found = await reader.get(member, row.member_id);
  if (!found) return { letter: null };
  const { locale } = await reader.load(organization, reader.org.id);
  return { letter: { email: found.email, token: reader.cipher.unseal(row.sealed_token), locale } };
});
