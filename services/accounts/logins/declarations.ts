/** Members who sign in with a password: creation, changes, removal; signing in and out; password resets. */
import { event } from "../../../shared/events/event.ts";
import { email, flag, group, id, instant, list, text } from "../../../shared/fields/index.ts";
import { operation, shapeOf } from "../../../shared/service/operation.ts";
import { member } from "../identity/member.ts";
import { grantText } from "../identity/role.ts";

const password = text({ min: 6, max: 200 });
const roleNames = list(text({ max: 100 }), { optional: true, max: 50, about: "Ids or names of roles." });
const shown = shapeOf({ id: id() });

export const createLogin = operation({
  name: "accounts.login.create",
  http: "POST /logins",
  tag: "logins",
  status: 201,
  scope: "write:members",
  about:
    "Create a member who signs in with a password. The e-mail address must be new in the installation. Returns the member's id.",
  refuses: ["unprocessable"],
  input: {
    email: email(),
    password,
    name: member.fields.first_name,
    business_unit_id: id({ optional: true }),
    roles: roleNames,
  },
  output: shown,
});

export const changeLogin = operation({
  name: "accounts.login.change",
  http: "PATCH /logins/{id}",
  tag: "logins",
  change: true,
  scope: "write:members",
  about:
    "Change a member who signs in with a password. A new password ends all sessions. Returns the member's id.",
  refuses: ["last_key", "last_owner", "unprocessable"],
  input: {
    ...{ id: id(), email: email(), password, name: member.fields.first_name },
    ...{ business_unit_id: id({ optional: true }), roles: roleNames },
  },
  output: shown,
});

export const removeLogin = operation({
  name: "accounts.login.remove",
  http: "DELETE /logins/{id}",
  tag: "logins",
  scope: "delete:members",
  about:
    "Remove a member who signs in with a password, with all sessions. Nobody removes themselves. Returns the id.",
  refuses: ["last_key", "last_owner", "unprocessable"],
  input: { id: id() },
  output: shapeOf({ deleted_id: id() }),
});

const grants = {
  is_super_admin: flag({ optional: true }),
  features: list(grantText(), { optional: true, max: 500 }),
  business_unit_ids: list(id(), { optional: true, max: 500 }),
} as const;

export const setLoginGrants = operation({
  name: "accounts.login.set_grants",
  http: "PUT /logins/{id}/grants",
  tag: "logins",
  change: true,
  scope: "write:roles",
  about:
    "Set a member's own rights. They count in the place of those of all roles; without any the member inherits again. Rights that the caller lacks are left out.",
  refuses: ["last_key", "last_owner"],
  input: { id: id(), ...grants },
  output: shapeOf({ sanitized: flag() }),
});

export const signIn = operation({
  name: "accounts.login.sign_in",
  about:
    "Signs a member in by e-mail address and password. Answers a token for eight hours, and one for 30 days that renews it if `remember`.",
  input: {
    ...{ email: text({ max: 320 }), password: text({ max: 1000 }), remember: flag({ default: false }) },
    required_roles: list(text({ max: 100 }), { optional: true, about: "One of these suffices." }),
    organization_id: id({ optional: true }),
  },
  output: shapeOf({ token: text({ max: 4096 }), session_token: text({ optional: true, max: 4096 }) }),
});

export const renewSignIn = operation({
  name: "accounts.login.renew",
  about: "A fresh token by the one that renews a session; null when that session is over.",
  input: { session_token: text({ max: 4096 }) },
  output: shapeOf({ token: text({ optional: true, max: 4096 }) }),
});

export const signOut = operation({
  name: "accounts.login.sign_out",
  about: "Ends the session of a token.",
  input: { token: text({ max: 4096 }) },
  output: shapeOf({}),
});

export const requestPasswordReset = operation({
  name: "accounts.login.request_reset",
  about: "Mails a token with which the password can be set anew, if there is a member with this address.",
  input: { email: text({ max: 320 }) },
  output: shapeOf({}),
});

export const resetPassword = operation({
  name: "accounts.login.reset_password",
  about: "Sets a password anew by the token of the mail, and ends all sessions; false for a wrong token.",
  input: { token: text({ min: 10, max: 200 }), password },
  output: shapeOf({ done: flag() }),
});

export const passwordResetLetter = operation({
  name: "accounts.login.reset_letter",
  about: "The address and the token of a mail; null when it is no longer wanted.",
  input: { reset_id: id() },
  output: shapeOf({ letter: group({ email: text(), token: text(), locale: text() }, { optional: true }) }),
});

export const passwordResetRequested = event({
  type: "password_reset.requested",
  service: "accounts",
  about: "A member asked to set a password anew.",
  data: { reset_id: id(), expires_at: instant() },
});
