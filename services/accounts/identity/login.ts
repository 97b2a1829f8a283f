import { id, instant, ref, text } from "../../../shared/fields/index.ts";
import { idOf } from "../../../shared/ids.ts";
import { resource } from "../../../shared/resource/resource.ts";

/** The password of a member who signs in with one. It opens this organization alone. Its id is the member's. */
export const login = resource({
  service: "accounts",
  name: "login",
  plural: "logins",
  fields: {
    member_id: ref("accounts.member"),
    password_hash: text({ hidden: true, max: 300 }),
    last_login_at: instant({ optional: true }),
  },
  hardDelete: true,
  verbs: [],
});

/** Whose e-mail address it is: unique in the installation, whatever its case (MRC-USR-1). */
export const loginClaim = resource({
  service: "accounts",
  name: "login_claim",
  plural: "login_claims",
  fields: { member_id: id() },
  hardDelete: true,
  verbs: [],
});

export const claimId = (email: string): string => idOf(`login:${email.trim().toLowerCase()}`);
