import { email, instant, text } from "../../../shared/fields/index.ts";
import { idOf } from "../../../shared/ids.ts";
import { resource } from "../../../shared/resource/resource.ts";
import { member } from "../identity/member.ts";
import { organization } from "../organizations/organization.ts";

const { first_name, last_name } = member.fields;

/**
 * A wish for an organization of one's own, until its link is opened (MRC-ONB-1). One row for an e-mail address, whose tenant is
 * the person's (see `user`); another request takes the place of the one before.
 */
export const signup = resource({
  service: "accounts",
  name: "signup",
  plural: "signups",
  fields: {
    email: email({ private: true }),
    ...{ first_name, last_name },
    organization_name: organization.fields.name,
    locale: organization.fields.locale,
    password_hash: text({ hidden: true, max: 300 }),
    token_hash: text({ hidden: true, max: 64 }),
    /** The token, sealed for the mail. */
    sealed_token: text({ hidden: true, sealed: true, max: 1000 }),
    asked_at: instant(),
    expires_at: instant(),
  },
  globalIndexes: [{ expires_at: 1 }, { token_hash: 1 }],
  hardDelete: true,
  verbs: [],
});

export const signupIdOf = (address: string): string => idOf(`signup:${address.trim().toLowerCase()}`);

/** The organization that a token makes: the same however often, and at how many places at once, its link is opened. */
export const organizationIdOf = (token_hash: string): string => idOf(`organization of ${token_hash}`);
