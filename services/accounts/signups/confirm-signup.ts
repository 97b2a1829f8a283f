/** The link of the mail founds the organization (MRC-ONB-1). One link founds one, whoever opens it at the same moment. */
import { nowInstant } from "../../../shared/clock.ts";
import { isFailure } from "../../../shared/errors.ts";
import { sha256 } from "../../../shared/ids.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import { isDuplicate } from "../../../shared/service/duplicate.ts";
import { beforeTenant } from "../../../shared/service/operation.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import type { Member } from "../identity/last-key.ts";
import { claimId, loginClaim } from "../identity/login.ts";
import { member } from "../identity/member.ts";
import { userIdOf } from "../identity/user.ts";
import { openSession } from "../logins/open-session.ts";
import { putLogin } from "../logins/put-login.ts";
import { signLogin } from "../logins/token.ts";
import { freeSlug } from "../organizations/free-slug.ts";
import { organization } from "../organizations/organization.ts";
import { systemMeta } from "../organizations/tenants.ts";
import { insertFirstRoles } from "../roles/first-roles.ts";
import { keepUser } from "../users/keep-user.ts";
import * as declared from "./declarations.ts";
import { refuseUnlessOffered } from "./offered.ts";
import { organizationIdOf, signup } from "./signup.ts";

type Wish = Entity<typeof signup>;
type Founded = { owner: Member; session_id: string };

/** The founder owns the organization and has the role `admin`. */
async function found(tx: Tx, slug: string, wish: Wish & { password_hash: string }): Promise<Founded> {
  const { email, first_name, last_name, organization_name: name, locale, password_hash } = wish;
  await tx.insert(organization, { id: tx.org.id, name, slug, locale, mode: "live" });
  const admin = (await insertFirstRoles(tx)).find((each) => each.name === "admin");
  const owner = await tx.insert(member, {
    ...{ user_id: userIdOf(email), email, first_name, last_name, role: "owner" },
    ...{ role_ids: admin ? [admin.id] : null, joined_at: tx.now, scopes_extra: [] },
  });
  await putLogin(tx, owner, password_hash);
  return { owner, session_id: (await openSession(tx, owner.id, false)).session_id };
}

const isTaken = (error: unknown): boolean =>
  isDuplicate(error) || (isFailure(error) && error.type === "conflict");

export const confirmSignup = beforeTenant(declared.confirmSignup, async (global, { token }) => {
  refuseUnlessOffered(global);
  const token_hash = sha256(token);
  const wish = await global.lookup(signup, { token_hash });
  if (!wish || wish.entity.expires_at <= nowInstant()) return { outcome: "invalid", token: null };
  const claimed = await global.lookup(loginClaim, { _id: claimId(wish.entity.email) });
  if (claimed) return { outcome: "already_exists", token: null };
  await keepUser(global, userIdOf(wish.entity.email));
  const id = organizationIdOf(token_hash);
  const slug = await freeSlug(global, wish.entity.organization_name, id);
  const whole = { ...wish.entity, password_hash: String(wish.document.password_hash) };
  try {
    const { owner, session_id } = await global.transact(
      { ...systemMeta(id), ...global.origin },
      { action: declared.confirmSignup.name },
      (tx) => found(tx, slug, whole),
    );
    return { outcome: "founded", token: await signLogin(global, owner, session_id) };
  } catch (error) {
    // The link was opened twice, or the address got an account meanwhile.
    if (isTaken(error)) return { outcome: "already_exists", token: null };
    throw error;
  }
});
