import { randomBytes } from "node:crypto";
import { instantOf, nowMs } from "../../../shared/clock.ts";
import { fail } from "../../../shared/errors.ts";
import { newId, sha256 } from "../../../shared/ids.ts";
import { beforeTenant, query } from "../../../shared/service/operation.ts";
import { claimId, loginClaim } from "../identity/login.ts";
import { hashOf } from "../logins/password-hash.ts";
import { systemMeta } from "../organizations/tenants.ts";
import { keepUserUntil } from "../users/keep-user.ts";
import { knownUser } from "../users/known-user.ts";
import * as declared from "./declarations.ts";
import { refuseUnlessOffered } from "./offered.ts";
import { signup, signupIdOf } from "./signup.ts";

const LIFETIME_MS = 24 * 60 * 60_000;
/** Before it is over, nobody gets another mail. */
const PAUSE_MS = 10 * 60_000;

const taken = (message: string) =>
  fail("conflict", message, { errors: [{ pointer: "/email", code: "taken", message }] });

export const requestSignup = beforeTenant(declared.requestSignup, async (global, { password, ...input }) => {
  refuseUnlessOffered(global);
  if (await global.lookup(loginClaim, { _id: claimId(input.email) }))
    throw taken("This e-mail address has an account already.");
  const password_hash = await hashOf(password);
  const id = signupIdOf(input.email);
  // Who never opens the link is forgotten with it.
  const erase_at = instantOf(nowMs() + LIFETIME_MS);
  const person = await knownUser(global, { email: input.email, erase_at });
  await keepUserUntil(global, person, erase_at);
  const meta = systemMeta(person.id);
  await global.transact(meta, { action: declared.requestSignup.name }, async (tx) => {
    const never = new Date(0).toISOString();
    const empty = { ...input, password_hash, token_hash: "", sealed_token: "" };
    const row = { ...empty, email: input.email.trim().toLowerCase(), asked_at: never, expires_at: never };
    const { entity: before } = await tx.upsert(signup, id, row);
    if (Date.parse(before.asked_at) > Date.parse(tx.now) - PAUSE_MS)
      throw taken("A mail was sent to this address a moment ago.");
    const token = randomBytes(32).toString("base64url");
    const secrets = { password_hash, token_hash: sha256(token), sealed_token: tx.cipher.seal(token) };
    const expires_at = instantOf(Date.parse(tx.now) + LIFETIME_MS);
    const $set = { ...row, ...secrets, asked_at: tx.now, expires_at };
    await tx.updateReturningHidden(signup, id, { $set });
    // The row is written again and again: each request is a fact of its own.
    const about = { kind: "signup", id: newId(), version: 1 };
    tx.emit(declared.signupRequested, about, { signup_id: id, expires_at });
  });
  return {};
});

export const signupLetter = query(declared.signupLetter, async (reader, { signup_id, expires_at }) => {
  const [row] = await reader.find(signup, { _id: signup_id, expires_at }, { withHidden: true });
  if (!row) return { letter: null };
  const { email, organization_name: organization, locale } = row;
  return { letter: { email, organization, locale, token: reader.cipher.unseal(row.sealed_token) } };
});
