/** Organizations that people found by themselves, with the link of a mail. */
import { event } from "../../../shared/events/event.ts";
import { choice, email, group, id, instant, list, text } from "../../../shared/fields/index.ts";
import { operation, shapeOf } from "../../../shared/service/operation.ts";
import { organization } from "../organizations/organization.ts";

const name = text({ min: 1, max: 120 });
const password = text({ min: 6, max: 120 });

export const requestSignup = operation({
  name: "accounts.signup.request",
  about:
    "Mails a link that founds an organization, valid for a day. Refused for an address that has an account, or got such a mail within ten minutes.",
  input: {
    ...{ email: email(), first_name: name, last_name: name },
    organization_name: text({ min: 1, max: 240 }),
    password,
    locale: organization.fields.locale,
  },
  output: shapeOf({}),
});

export const confirmSignup = operation({
  name: "accounts.signup.confirm",
  about:
    "Founds the organization of a mailed link, whose owner is signed in. One link founds one, however often it is opened.",
  input: { token: text({ min: 0, max: 10_000 }) },
  output: shapeOf({
    outcome: choice(["founded", "invalid", "already_exists"]),
    token: text({ optional: true, max: 4096, about: "Of a sign-in for eight hours." }),
  }),
});

export const foundWithLogins = operation({
  name: "accounts.signup.found",
  about:
    "Makes an organization with its owner, the owner's first key, and the password with which the owner signs in. `superadmin@<domain>` gets `admin@<domain>` and `employee@<domain>` beside it, with the same password.",
  input: {
    ...{ name: text({ max: 200 }), owner_email: email(), password },
    ...{ currency: organization.fields.currency, timezone: organization.fields.timezone },
  },
  output: shapeOf({ slug: text(), key: text(), emails: list(text()) }),
});

export const signupLetter = operation({
  name: "accounts.signup.letter",
  about: "The address and the token of a mail; null when it is no longer wanted.",
  input: { signup_id: id(), expires_at: instant() },
  output: shapeOf({
    letter: group({ email: text(), organization: text(), token: text(), locale: text() }, { optional: true }),
  }),
});

export const signupRequested = event({
  type: "signup.requested",
  service: "accounts",
  about: "Somebody asked for an organization of their own.",
  data: { signup_id: id(), expires_at: instant() },
});
