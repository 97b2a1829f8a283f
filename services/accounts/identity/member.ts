import {
  choice,
  email,
  flag,
  group,
  id,
  instant,
  list,
  ref,
  scope,
  text,
} from "../../../shared/fields/index.ts";
import { roles } from "../../../shared/grants.ts";
import { resource } from "../../../shared/resource/resource.ts";
import { grantText } from "./role.ts";

/** Rights of a member alone (MRC-FEA-2). */
const ownGrants = {
  features: list(grantText(), { max: 500 }),
  is_super_admin: flag(),
  business_unit_ids: list(id(), { optional: true, max: 500 }),
} as const;

/** A person in an organization, with a role (3.1). */
export const member = resource({
  service: "accounts",
  name: "member",
  plural: "members",
  grants: {
    read: "admin",
    write: "admin",
    delete: "admin",
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
    first_name: text({ optional: true, max: 120, private: true }),
    last_name: text({ optional: true, max: 120, private: true }),
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
    business_unit_id: ref("accounts.business_unit", {
      ...{ optional: true, readonly: true, filter: ["eq"] },
      about: "The business unit in which they work; null: the root.",
    }),
    role_ids: list(ref("accounts.role"), {
      ...{ optional: true, readonly: true, max: 50, filter: ["eq"] },
      about: "Roles of the organization's own making, which count in the place of `role`.",
    }),
    own_grants: group(ownGrants, {
      ...{ optional: true, readonly: true },
      about: "Rights that count in the place of those of all roles.",
    }),
    joined_at: instant({ optional: true, readonly: true }),
    last_active_at: instant({ optional: true, readonly: true }),
  },
  business_units: true,
  unique: [["email"], ["user_id"]],
  search: ["email", "first_name", "last_name"],
  globalIndexes: [{ user_id: 1 }],
  hardDelete: true,
  verbs: ["list", "get"],
});
