/** The purge of an organization, requested and canceled by an owner. */
import { id, instant, text } from "../../../shared/fields/index.ts";
import { entityOf, operation } from "../../../shared/service/operation.ts";
import { organization } from "../organizations/organization.ts";

const asked = { id: id(), user_id: id() } as const;

export const purgeOrganization = operation({
  name: "accounts.organization.purge",
  about:
    "Begins the purge of an organization for an owner who signed in just now: from then on nothing of it can be reached, and after seven days all of it is deleted. Again it changes nothing.",
  refuses: ["fresh_sign_in_needed"],
  input: { ...asked, signed_in_at: instant({ optional: true }), slug: text({ optional: true, max: 100 }) },
  output: entityOf(organization),
});

export const keepOrganization = operation({
  name: "accounts.organization.keep",
  about: "Takes back the purge of an organization, for an owner of it, before it is carried out.",
  input: asked,
  output: entityOf(organization),
});
