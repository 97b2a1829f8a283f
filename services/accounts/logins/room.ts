import { room } from "../../../shared/service/room.ts";
import { changeLogin, createLogin, removeLogin, setLoginGrants } from "./change-logins.ts";
import { forgetLogins } from "./forget-logins.ts";
import { loginAttempt, loginSession, passwordReset } from "./login-session.ts";
import { passwordResetLetter, requestPasswordReset, resetPassword } from "./reset-password.ts";
import { renewSignIn, signIn, signOut } from "./sign-in.ts";

export const loginsRoom = room({
  resources: [loginSession, passwordReset, loginAttempt],
  handlers: [
    ...[createLogin, changeLogin, removeLogin, setLoginGrants],
    ...[signIn, renewSignIn, signOut],
    ...[requestPasswordReset, resetPassword, passwordResetLetter],
  ],
  schedules: [forgetLogins],
});
