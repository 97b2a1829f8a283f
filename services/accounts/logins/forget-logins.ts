/** Removes sessions, tokens and counted tries whose time is over. */
import { nowInstant } from "../../../shared/clock.ts";
import type { Schedule } from "../../../shared/service/define-service.ts";
import { loginAttempt, loginSession, passwordReset } from "./login-session.ts";

const EVERY_MS = 60 * 60_000;

export const forgetLogins: Schedule = {
  name: "logins",
  every_ms: EVERY_MS,
  async run(global) {
    const over = { expires_at: { $lt: nowInstant() } };
    for (const each of [loginAttempt, loginSession, passwordReset]) await global.purge(each, over);
  },
};
