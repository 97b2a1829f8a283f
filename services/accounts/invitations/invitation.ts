import { choice, email, id, instant, text } from "../../../shared/fields/index.ts";
import { roles } from "../../../shared/grants.ts";
import { type Entity, resource } from "../../../shared/resource/resource.ts";

/**
 * An offer of membership to an e-mail address (4.12). Its token is stored as a hash, and sealed for the
 * e-mail while it is pending.
 */
export const invitation = resource({
  service: "accounts",
  name: "invitation",
  plural: "invitations",
  grants: { read: "viewer", write: "admin" },
  fields: {
    email: email({ fixed: true, private: true, filter: ["eq"], typed: true }),
    role: choice(roles, { fixed: true }),
    token_hash: text({ readonly: true, hidden: true, max: 64 }),
    sealed_token: text({ optional: true, readonly: true, hidden: true, sealed: true, max: 500 }),
    invited_by: id({ readonly: true, about: "The person who invited." }),
    inviter_name: text({ optional: true, max: 200, private: true }),
    expires_at: instant({ readonly: true }),
    accepted_at: instant({ optional: true, readonly: true }),
    declined_at: instant({ optional: true, readonly: true }),
    revoked_at: instant({ optional: true, readonly: true }),
  },
  globalIndexes: [{ token_hash: 1 }, { "keys.email": 1 }],
  hardDelete: true,
  verbs: ["list", "get"],
});

export type Invitation = Entity<typeof invitation>;
