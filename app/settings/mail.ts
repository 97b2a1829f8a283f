/** Mails, and the pages that they lead to. */
import { matching, oneOf, whole } from "./kinds.ts";
import type { SettingTable } from "./setting.ts";

export const mail = {
  SMTP_URL: {
    parse: matching(/^smtps?:\/\/[^\s/]+/, "a URL that begins with smtp:// or smtps://"),
    secret: true,
    needs: "MAIL_FROM",
    meaning:
      "Mail server, like `smtps://user:password@host`; without it mails are kept as `.eml` files in the folder `mail` of `DATA_DIR`.",
  },
  SMTP_TIMEOUT_MS: {
    default: "30000",
    parse: whole({ min: 100, max: 300_000 }),
    meaning: "Time limit of one attempt to send a mail, in milliseconds.",
  },
  MAIL_FROM: {
    parse: matching(/^([^<>\r\n]*<)?[^\s<>@]+@[^\s<>@]+>?$/, "an address like Shop <shop@example.com>"),
    meaning: "Sender of mails; required with `SMTP_URL`.",
  },
  INVITATION_URL: {
    parse: matching(/^https?:\/\/[^\s/]+\S*\{token\}\S*$/, "a URL with {token} in it"),
    meaning:
      "Page of your application on which an invitation is accepted, with `{token}` in the place of its token; without it mails show the token alone.",
  },
  PASSWORD_RESET_URL: {
    parse: matching(/^https?:\/\/[^\s/]+\S*\{token\}\S*$/, "a URL with {token} in it"),
    meaning:
      "Page of your application on which a password is set anew, with `{token}` in the place of its token; without it mails show the token alone.",
  },
  SELF_SERVICE_ONBOARDING_ENABLED: {
    default: "no",
    parse: oneOf(["no", "yes"]),
    meaning:
      "Whether people may found organizations by themselves, with the link of a mail (Mercato's onboarding).",
  },
  SIGNUP_URL: {
    parse: matching(/^https?:\/\/[^\s/]+\S*\{token\}\S*$/, "a URL with {token} in it"),
    meaning:
      "Address in that mail, with `{token}` in the place of its token, like `https://office.example/mercato/api/onboarding/onboarding/verify?token={token}`; without it mails show the token alone.",
  },
} as const satisfies SettingTable;
