/** People: registered, shown with their organizations, renamed. Callers have already verified the person. */
import { email, group, id, instant, list, text } from "../../../shared/fields/index.ts";
import { entityOf, operation, shapeOf } from "../../../shared/service/operation.ts";
import { member } from "../identity/member.ts";
import { user } from "../identity/user.ts";
import { organization } from "../organizations/organization.ts";

/** A slug that people choose. */
const ownSlug = text({
  min: 2,
  max: 100,
  pattern: {
    regex: /^[a-z0-9][a-z0-9-]*[a-z0-9]$/,
    allowed: "lower-case letters (a to z), digits and hyphens, with a letter or digit at both ends",
  },
});
const belonging = { organization: group(organization.columns), membership: group(member.columns) } as const;

export const registerUser = operation({
  name: "accounts.user.register",
  about: "Registers the person of an address that is known to be theirs; again answers the same person.",
  input: { email: email(), display_name: user.fields.display_name, uid: text({ optional: true, max: 128 }) },
  output: entityOf(user),
});

export const currentUser = operation({
  name: "accounts.user.current",
  about: "A person with the organizations of which they are an active member, oldest first.",
  input: { user_id: id(), email: email() },
  output: shapeOf({ user: group(user.columns), organizations: list(group(belonging)) }),
});

export const changeUser = operation({
  name: "accounts.user.change",
  about: "Changes what a person is called.",
  input: { user_id: id(), email: email(), display_name: user.fields.display_name },
  output: entityOf(user),
});

export const foundOrganization = operation({
  name: "accounts.organization.found",
  about: "Founds an organization whose owner is this person. The slug is theirs to choose.",
  input: {
    ...{ user_id: id(), email: email(), name: organization.fields.name },
    slug: ownSlug,
    currency: organization.fields.currency,
    timezone: organization.fields.timezone,
  },
  output: shapeOf(belonging),
});

export const changeSlug = operation({
  name: "accounts.organization.change_slug",
  about: "Changes the slug of an organization, for an owner of it.",
  input: { id: id(), user_id: id(), slug: ownSlug },
  output: entityOf(organization),
});

export const eraseUser = operation({
  name: "accounts.user.erase",
  about:
    "Ends a person's memberships and tokens at once, and erases their personal data after 30 days unless they sign in before. Again it changes nothing.",
  refuses: ["last_owner", "last_key"],
  input: { user_id: id(), email: email(), signed_in_at: instant({ optional: true }) },
  output: shapeOf({ deleted_id: id(), erase_at: instant() }),
});

/** The people behind members, as lists of members show them. */
export const findUsers = operation({
  name: "accounts.user.find",
  about: "The people with these ids who are registered.",
  input: { ids: list(id(), { max: 500 }) },
  output: shapeOf({ users: list(group(user.columns)) }),
});
