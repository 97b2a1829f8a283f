import { choice, email, flag, id, instant, list, ref, scope, text } from "../../../shared/fields/index.ts";
import { roles } from "../../../shared/grants.ts";
import { resource } from "../../../shared/resource/resource.ts";

/** A person in an organization, with a role (3.1). */
export const member = resource({
  service: "accounts",
  name: "member",
  plural: "members",
  grants: {
    read: "admin",
    write: "admin",
    delete: "admin",
    "write:roles": "admin",
    // Colleagues in the shop: members may add them, no administrator is needed.
    "read:staff": "viewer",
    "write:staff": "member",
    "delete:staff": "manager",
  },
  fields: {
    user_id: id({
      readonly: true,
      filter: ["eq"],
      about: "The person, who may be a member of several organizations.",
    }),
    email: email({ fixed: true, filter: ["eq"], private: true, typed: true }),
    first_name: text({ optional: true, max: 100, private: true }),
    last_name: text({ optional: true, max: 100, private: true }),
    phone: text({ optional: true, max: 50, private: true }),
    role: choice(roles, { filter: ["eq"] }),
    scopes_extra: list(scope(), { default: [], max: 100 }),
    default_store_id: ref("inventory.store", { optional: true }),
    store_ids: list(ref("inventory.store"), {
      optional: true,
      max: 100,
      about: "Restricts the member to these stores.",
    }),
    is_active: flag({ default: true, filter: ["eq"] }),
    joined_at: instant({ optional: true, readonly: true }),
    last_active_at: instant({ optional: true, readonly: true }),
  },
  unique: [["email"], ["user_id"]],
  globalIndexes: [{ user_id: 1 }],
  hardDelete: true,
  verbs: ["list", "get"],
});
