/** Members of an organization: added, changed, removed. */
import { choice, email, flag, id, instant, list, scope, text } from "../../../shared/fields/index.ts";
import { roles } from "../../../shared/grants.ts";
import { entityOf, operation, shapeOf } from "../../../shared/service/operation.ts";
import { member } from "../identity/member.ts";

export const addMember = operation({
  name: "accounts.member.add",
  http: "POST /members",
  status: 201,
  scope: "write:members",
  about: "Add a member. You cannot grant a role above your own. Returns the member.",
  input: {
    email: member.fields.email,
    first_name: member.fields.first_name,
    last_name: member.fields.last_name,
    phone: member.fields.phone,
    role: choice(roles),
    scopes_extra: member.fields.scopes_extra,
    default_store_id: member.fields.default_store_id,
    store_ids: member.fields.store_ids,
  },
  output: entityOf(member),
});

export const changeMember = operation({
  name: "accounts.member.change",
  http: "PATCH /members/{id}",
  scope: "write:members",
  about:
    "Change a member. An organization always keeps an active owner, and you cannot grant a role above your own. Returns the member.",
  refuses: ["last_key", "last_owner"],
  input: {
    id: id(),
    email: email({
      optional: true,
      about: "The sign-in address. For a role above `member` it requires the scope for members.",
    }),
    first_name: member.fields.first_name,
    last_name: member.fields.last_name,
    phone: member.fields.phone,
    role: choice(roles, { optional: true }),
    scopes_extra: list(scope(), { optional: true, max: 100 }),
    default_store_id: member.fields.default_store_id,
    store_ids: member.fields.store_ids,
    is_active: flag({ optional: true }),
  },
  output: entityOf(member),
});

export const removeMember = operation({
  name: "accounts.member.remove",
  http: "DELETE /members/{id}",
  scope: "delete:members",
  about: "Remove a member. The API keys they created stop working. The last owner cannot be removed.",
  refuses: ["last_key", "last_owner"],
  input: { id: id() },
  output: shapeOf({ deleted_id: id() }),
});

/** Members with a scope, for e-mails about matters of that scope. */
export const membersToTell = operation({
  name: "accounts.member.to_tell",
  about:
    "The addresses of the active members who have a scope in all stores, and the language of their organization.",
  input: { scope: scope() },
  output: shapeOf({ emails: list(email()), locale: text() }),
});

export const leaveOrganization = operation({
  name: "accounts.member.leave",
  about:
    "The asking member leaves the organization; the last owner stays while there are others. The sole member ends the organization with it: that needs a sign-in just now, and an owner can keep it for seven days.",
  refuses: ["fresh_sign_in_needed", "last_key", "last_owner"],
  input: { signed_in_at: instant({ optional: true }) },
  output: shapeOf({ deleted_id: id(), deleted_org: flag() }),
});
