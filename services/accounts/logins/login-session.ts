import { count, id, instant, text } from "../../../shared/fields/index.ts";
import { resource } from "../../../shared/resource/resource.ts";

/** A sign-in with a password. Every request looks it up, so signing out takes effect at once (MRC-AUT-2). */
export const loginSession = resource({
  service: "accounts",
  name: "login_session",
  plural: "login_sessions",
  fields: {
    member_id: id({ filter: ["eq"] }),
    signed_in_at: instant(),
    /** The hash of the refresh token, if one was requested. */
    refresh_hash: text({ optional: true, hidden: true, max: 64 }),
    expires_at: instant(),
    ended_at: instant({ optional: true }),
  },
  globalIndexes: [{ expires_at: 1 }],
  hardDelete: true,
  verbs: [],
});

/** A password reset by the holder of the mail; the token is stored as a hash and works once (MRC-AUT-4). */
export const passwordReset = resource({
  service: "accounts",
  name: "password_reset",
  plural: "password_resets",
  fields: {
    member_id: id({ filter: ["eq"] }),
    token_hash: text({ hidden: true, max: 64 }),
    /** The token, sealed for the mail. */
    sealed_token: text({ hidden: true, sealed: true, max: 1000 }),
    expires_at: instant(),
    used_at: instant({ optional: true }),
  },
  globalIndexes: [{ expires_at: 1 }, { token_hash: 1 }],
  hardDelete: true,
  verbs: [],
});

/** Sign-ins tried with an e-mail address within a minute (MRC-AUT-6). */
export const loginAttempt = resource({
  service: "accounts",
  name: "login_attempt",
  plural: "login_attempts",
  fields: { tries: count(), expires_at: instant() },
  globalIndexes: [{ expires_at: 1 }],
  hardDelete: true,
  verbs: [],
});
