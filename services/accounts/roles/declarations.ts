/** Roles of an organization's own making, and the features that they are made of. */
import { count, flag, group, id, list, text } from "../../../shared/fields/index.ts";
import { beginning } from "../../../shared/service/first-rows.ts";
import { operation, shapeOf } from "../../../shared/service/operation.ts";
import { role } from "../identity/role.ts";

const { name, features, is_super_admin, business_unit_ids } = role.fields;
const written = shapeOf({ role: group(role.columns), sanitized: flag() });

export const createRole = operation({
  name: "accounts.role.create",
  http: "POST /roles",
  status: 201,
  scope: "write:roles",
  about:
    "Create a role. Rights that the caller lacks are left out, which `sanitized` tells. Returns the role.",
  input: { name, features, is_super_admin, business_unit_ids },
  output: written,
});

export const changeRole = operation({
  name: "accounts.role.change",
  http: "PATCH /roles/{id}",
  change: true,
  scope: "write:roles",
  about:
    "Change a role. It counts within five seconds for everyone who has it. A role that members have keeps its name. Rights that the caller lacks are left out, which `sanitized` tells. Returns the role.",
  refuses: ["role_in_use", "last_owner", "last_key"],
  input: { id: id(), name, features, is_super_admin, business_unit_ids },
  output: written,
});

export const removeRole = operation({
  name: "accounts.role.remove",
  http: "DELETE /roles/{id}",
  scope: "delete:roles",
  about: "Delete a role. Refused while members have it.",
  refuses: ["role_in_use"],
  input: { id: id() },
  output: shapeOf({ deleted_id: id() }),
});

export const countRoles = operation({
  name: "accounts.role.count",
  about: "How many members have each of these roles.",
  input: { ids: list(id(), { max: 500 }) },
  output: shapeOf({ counts: list(group({ id: id(), members: count() })) }),
});

const feature = { id: text(), title: text(), module: text() } as const;

export const listFeatures = operation({
  name: "accounts.role.features",
  http: "GET /roles/features",
  scope: "read:roles",
  about: "List features. Everything that a role can grant, by module.",
  input: {},
  output: shapeOf({
    features: list(group(feature)),
    modules: list(group({ id: text(), title: text() })),
  }),
});

export const firstRolesOf = beginning("accounts.role", "its first roles");
