import { room } from "../../../shared/service/room.ts";
import { confirmSignup } from "./confirm-signup.ts";
import { forgetSignups } from "./forget-signups.ts";
import { foundWithLogins } from "./found-with-logins.ts";
import { requestSignup, signupLetter } from "./request-signup.ts";
import { signup } from "./signup.ts";

export const signupsRoom = room({
  resources: [signup],
  handlers: [requestSignup, confirmSignup, foundWithLogins, signupLetter],
  schedules: [forgetSignups],
});
