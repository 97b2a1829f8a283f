/** Invitations: administrators send, resend and revoke them; the invited person accepts or declines. */
import { event } from "../../../shared/events/event.ts";
import { choice, email, group, id, instant, list, text } from "../../../shared/fields/index.ts";
import { roles } from "../../../shared/grants.ts";
import { entityOf, operation, shapeOf } from "../../../shared/service/operation.ts";
import { member } from "../identity/member.ts";
import { invitation } from "./invitation.ts";

/** With its token, which only the inviter receives, and only once (D52). */
const withToken = { ...shapeOf({ ...invitation.columns, token: text() }), name: "new_invitation" };

const letter = {
  email: email(),
  organization: text(),
  locale: text(),
  timezone: text(),
  inviter_name: text({ optional: true }),
  role: choice(roles),
  expires_at: instant(),
  token: text(),
} as const;

export const sendInvitation = operation({
  name: "accounts.invitation.send",
  http: "POST /invitations",
  status: 201,
  scope: "write:invitations",
  about:
    "Invite a person by email address. Inviting once more while it waits sends it again with a new token. You cannot grant a role above your own. Returns the invitation with its token, which is shown only here.",
  input: {
    email: invitation.fields.email,
    role: choice(roles),
    inviter_name: invitation.fields.inviter_name,
  },
  output: withToken,
});

export const resendInvitation = operation({
  name: "accounts.invitation.resend",
  http: "POST /invitations/{id}/resend",
  scope: "write:invitations",
  about:
    "Send an invitation again: it gets a new token and seven more days, and the old token stops working. Returns the invitation with its token.",
  refuses: ["invalid_transition"],
  input: { id: id(), inviter_name: invitation.fields.inviter_name },
  output: withToken,
});

export const revokeInvitation = operation({
  name: "accounts.invitation.revoke",
  http: "DELETE /invitations/{id}",
  scope: "write:invitations",
  about: "Revoke an invitation. Returns the invitation.",
  refuses: ["invalid_transition"],
  input: { id: id() },
  output: entityOf(invitation),
});

export const lookUpInvitation = operation({
  name: "accounts.invitation.look_up",
  about: "The invitation with this token, while it waits.",
  input: { token: text({ max: 200 }) },
  output: shapeOf({ invitation: group(invitation.columns), organization: text() }),
});

export const ownInvitations = operation({
  name: "accounts.invitation.own",
  about: "The invitations that wait for the person of a proven address, of all organizations.",
  input: { email: email() },
  output: shapeOf({ invitations: list(group(invitation.columns)) }),
});

export const acceptInvitation = operation({
  name: "accounts.invitation.accept",
  about: "Makes the person of a proven address a member, by the token.",
  input: {
    user_id: id(),
    email: email(),
    token: text({ max: 200 }),
    display_name: text({ optional: true, max: 200 }),
  },
  output: entityOf(member),
});

export const declineInvitation = operation({
  name: "accounts.invitation.decline",
  about: "Declines an invitation of the person of a proven address.",
  input: { user_id: id(), email: email(), id: id() },
  output: entityOf(invitation),
});

/** The content of the e-mail to the invited person, read at the moment of sending. */
export const invitationLetter = operation({
  name: "accounts.invitation.letter",
  about:
    "What the mail to an invited person says, with the token; null once the invitation was answered, revoked, sent again or expired.",
  input: { id: id(), expires_at: instant() },
  output: shapeOf({ letter: group(letter, { optional: true }) }),
});

/** For the service that writes to the invited person; it does not contain the token (INV-31). */
export const invitationSent = event({
  type: "invitation.sent",
  service: "accounts",
  about: "A person was invited, or invited again.",
  data: { invitation_id: id(), role: choice(roles), expires_at: instant() },
});
