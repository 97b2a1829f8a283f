/** Signing in to a platform by a code from a mail, and staying signed in (AUT-1…4). */
import { event } from "../../../shared/events/event.ts";
import { email, group, id, instant, text } from "../../../shared/fields/index.ts";
import { entityOf, operation, shapeOf } from "../../../shared/service/operation.ts";
import { marketplaceUser } from "../marketplace-users/marketplace-user.ts";

const tokens = {
  token: text({ max: 4096, about: "Valid for 15 minutes." }),
  refresh_token: text({ max: 1000, about: "Valid for 30 days, once." }),
  expires_at: instant({ about: "When `token` expires." }),
} as const;

export const requestSignInCode = operation({
  name: "accounts.marketplace_session.request_code",
  http: "POST /marketplace-sessions/codes",
  scope: "write:marketplace_users",
  tag: "marketplace_users",
  about:
    "Request a sign-in code. Mails six digits that are valid for 10 minutes; a new code ends the older ones. At most five an hour for an email address. The answer does not tell whether the address is known.",
  input: { platform_id: id(), email: email() },
  output: shapeOf({ expires_at: instant() }),
});

export const verifySignInCode = operation({
  name: "accounts.marketplace_session.verify_code",
  http: "POST /marketplace-sessions",
  status: 201,
  scope: "write:marketplace_users",
  tag: "marketplace_users",
  about:
    "Sign in with a code. An email address that is not known becomes a user of the platform, where its waitlist allows it. After five wrong codes the code is invalid. Returns an access token, a refresh token and the user.",
  refuses: ["unauthorized", "waitlisted"],
  input: {
    platform_id: id(),
    email: email(),
    code: text({ max: 20 }),
    user_id: id({ optional: true, about: "The signed-in user, to verify their new email address." }),
  },
  output: shapeOf({ ...tokens, user: group(marketplaceUser.columns) }),
});

/** The token itself signs its holder in: no key is needed. */
export const refreshMarketplaceSession = operation({
  name: "accounts.marketplace_session.refresh",
  about:
    "A new pair of tokens for a refresh token. One that was replaced already ends the whole session (API-13).",
  refuses: ["unauthorized"],
  input: { refresh_token: text({ max: 1000 }) },
  output: shapeOf(tokens),
});

export const askEmail = operation({
  name: "accounts.marketplace_user.ask_email",
  http: "POST /marketplace-users/{id}/email",
  scope: "write:marketplace_users",
  about:
    "Ask a user of a platform for proof of a new email address. Mails a code to it; the address counts once the code was verified with `user_id`. Returns the user.",
  refuses: ["conflict"],
  input: { id: id(), email: email() },
  output: entityOf(marketplaceUser),
});

/** Callers must have checked the session. */
export const signMarketplaceSession = operation({
  name: "accounts.marketplace_session.sign",
  about: "An access token of a session, for the service's own use.",
  input: { session_id: id() },
  output: shapeOf({ token: tokens.token, expires_at: instant() }),
});

const letter = { email: email(), code: text(), platform_id: id() } as const;

export const signInLetter = operation({
  name: "accounts.marketplace_session.letter",
  about: "What the mail with a code says; null once the code was used, replaced or has expired.",
  input: { code_id: id(), expires_at: instant() },
  output: shapeOf({ letter: group(letter, { optional: true }) }),
});

/** For who writes the mail; the code is not in it (INV-31). */
export const signInCodeRequested = event({
  type: "sign_in_code.requested",
  service: "accounts",
  about: "Somebody asked for a code to sign in to a platform.",
  data: { code_id: id(), expires_at: instant() },
});
