/** Organizations that a person owns in this installation: founded, renamed, switched off, removed (MRC-FEA-12). */
import { email, flag, group, id, instant, list, text } from "../../../shared/fields/index.ts";
import { operation, shapeOf } from "../../../shared/service/operation.ts";
import { organization } from "../organizations/organization.ts";

const tenant = {
  id: id(),
  name: text(),
  is_active: flag(),
  created_at: instant(),
  updated_at: instant(),
} as const;

/** Callers have verified the person. */
const owner = { user_id: id(), email: email() } as const;

export const ownedTenants = operation({
  name: "accounts.organization.owned",
  about: "The organizations of which a person is an active owner, oldest first.",
  input: { user_id: id() },
  output: shapeOf({ tenants: list(group(tenant)) }),
});

export const foundTenant = operation({
  name: "accounts.organization.found_owned",
  about: "Founds an organization whose owner is this person; its slug follows from the name.",
  input: {
    ...owner,
    ...{ name: organization.fields.name, is_active: flag({ default: true }) },
    ...{ currency: organization.fields.currency, timezone: organization.fields.timezone },
  },
  output: shapeOf({ id: id() }),
});

export const changeTenant = operation({
  name: "accounts.organization.change_owned",
  about: "Renames an organization of this owner, or switches it off: nobody can sign in while it is.",
  change: true,
  input: { id: id(), user_id: id(), name: organization.fields.name, is_active: flag() },
  output: shapeOf({ id: id() }),
});

export const removeTenant = operation({
  name: "accounts.organization.remove_owned",
  about: "Removes an organization of this owner from every list; its data remain until it is purged.",
  input: { id: id(), user_id: id() },
  output: shapeOf({ deleted_id: id() }),
});
