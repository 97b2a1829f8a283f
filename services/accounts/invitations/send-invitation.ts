/** Sends, resends and revokes invitations (ORG-1, IDN-5). */
import { fail } from "../../../shared/errors.ts";
import { typedAs } from "../../../shared/resource/words.ts";
import { command } from "../../../shared/service/operation.ts";
import { askingMember } from "../identity/asking-member.ts";
import { member } from "../identity/member.ts";
import { userIdOf } from "../identity/user.ts";
import { refuseAbove } from "../members/granting.ts";
import * as declared from "./declarations.ts";
import { invitation } from "./invitation.ts";
import { freshToken, refuseUnless, renew, tellSent } from "./tokens.ts";

export const sendInvitation = command(declared.sendInvitation, async (tx, { email, role, inviter_name }) => {
  const me = await askingMember(tx);
  refuseAbove(tx, me.role, role);
  if (await tx.findOne(member, { user_id: userIdOf(email) })) {
    const message = "This person is a member already.";
    throw fail("conflict", message, { errors: [{ pointer: "/email", code: "taken", message }] });
  }
  const open = { accepted_at: null, declined_at: null, revoked_at: null };
  const waiting = await tx.findOne(invitation, { ...typedAs(invitation, "email", email), ...open });
  if (waiting?.role === role) return renew(tx, waiting, inviter_name);
  // Another role makes it another offer.
  if (waiting) await tx.save(invitation, waiting, { revoked_at: tx.now, sealed_token: null });
  const { token, stored } = freshToken(tx);
  const made = await tx.insert(invitation, {
    ...{ email: email.toLowerCase(), role, inviter_name: inviter_name ?? null },
    ...{ invited_by: me.user_id, ...stored },
  });
  tellSent(tx, made);
  return { ...made, token };
});

export const resendInvitation = command(declared.resendInvitation, async (tx, { id, inviter_name }) => {
  const before = await tx.target(invitation, id);
  refuseAbove(tx, (await askingMember(tx)).role, before.role);
  refuseUnless(before, tx.now, "pending", "expired");
  return renew(tx, before, inviter_name);
});

export const revokeInvitation = command(declared.revokeInvitation, async (tx, { id }) => {
  const before = await tx.target(invitation, id);
  if (before.revoked_at) return before;
  refuseUnless(before, tx.now, "pending", "expired");
  return tx.save(invitation, before, { revoked_at: tx.now, sealed_token: null });
});
