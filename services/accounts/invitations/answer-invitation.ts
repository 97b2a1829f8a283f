/** The invited person's side: view, accept, decline. */
import { nowInstant } from "../../../shared/clock.ts";
import { fail, notFound } from "../../../shared/errors.ts";
import { sha256 } from "../../../shared/ids.ts";
import { keyOf } from "../../../shared/resource/words.ts";
import type { Global } from "../../../shared/service/global.ts";
import { beforeTenant } from "../../../shared/service/operation.ts";
import { member } from "../identity/member.ts";
import { userIdOf } from "../identity/user.ts";
import { organization } from "../organizations/organization.ts";
import { personIn } from "../tokens/memberships.ts";
import * as declared from "./declarations.ts";
import { type Invitation, invitation } from "./invitation.ts";
import { refuseUnless, stateOf } from "./tokens.ts";

const MOST = 1000;

/** The invitation of a token, or 404, which does not reveal whether it ever existed. */
async function byToken(global: Global, token: string): Promise<Invitation & { organization: string }> {
  const found = await global.lookup(invitation, { token_hash: sha256(token) });
  const tenant = found && (await global.lookup(organization, { _id: found.entity.org_id }));
  if (!tenant || tenant.entity.purge_at) throw notFound("invitation");
  return { ...found.entity, organization: tenant.entity.name };
}

function refuseOther({ email }: Invitation, own: string): void {
  if (userIdOf(email) !== userIdOf(own))
    throw fail("forbidden", "This invitation is for another e-mail address than yours.");
}

export const lookUpInvitation = beforeTenant(declared.lookUpInvitation, async (global, { token }) => {
  const { organization: name, ...found } = await byToken(global, token);
  if (stateOf(found, nowInstant()) !== "pending") throw notFound("invitation");
  return { invitation: found, organization: name };
});

export const ownInvitations = beforeTenant(declared.ownInvitations, async (global, { email }) => {
  const rows = await global.due(invitation, { "keys.email": keyOf(email) }, MOST);
  const found = await Promise.all(rows.map(({ id }) => global.lookup(invitation, { _id: id })));
  const now = nowInstant();
  const invitations = found.flatMap((each) =>
    each && stateOf(each.entity, now) === "pending" ? [each.entity] : [],
  );
  return { invitations };
});

export const acceptInvitation = beforeTenant(declared.acceptInvitation, async (global, input) => {
  const { user_id, email, token, display_name } = input;
  const found = await byToken(global, token);
  refuseOther(found, email);
  const unit = { action: declared.acceptInvitation.name };
  return global.transact(personIn(found.org_id, user_id), unit, async (tx) => {
    const before = await tx.load(invitation, found.id, { withHidden: true });
    // A resend has replaced the token meanwhile.
    if (before.token_hash !== sha256(token)) throw notFound("invitation");
    refuseUnless(before, tx.now, "pending");
    if (await tx.findOne(member, { user_id })) throw fail("conflict", "You are a member already.");
    await tx.save(invitation, before, { accepted_at: tx.now, sealed_token: null });
    return tx.insert(member, {
      ...{ user_id, email: email.toLowerCase(), role: before.role, joined_at: tx.now, scopes_extra: [] },
      first_name: display_name ?? null,
    });
  });
});

export const declineInvitation = beforeTenant(declared.declineInvitation, async (global, input) => {
  const { user_id, email, id } = input;
  const found = await global.lookup(invitation, { _id: id });
  if (!found || userIdOf(found.entity.email) !== userIdOf(email)) throw notFound("invitation", id);
  const unit = { action: declared.declineInvitation.name };
  return global.transact(personIn(found.entity.org_id, user_id), unit, async (tx) => {
    const before = await tx.load(invitation, id);
    if (before.declined_at) return before;
    refuseUnless(before, tx.now, "pending");
    return tx.save(invitation, before, { declined_at: tx.now, sealed_token: null });
  });
});
