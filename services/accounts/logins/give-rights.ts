/** The rights of a member who signs in: roles, a business unit, and the scopes that follow. */
import { fail } from "../../../shared/errors.ts";
import { hasScope } from "../../../shared/meta.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { businessUnit, rootUnitId } from "../business-units/business-unit.ts";
import type { Member } from "../identity/last-key.ts";
import { role, type StaffRole } from "../identity/role.ts";
import { expanded } from "../roles/features.rules.ts";
import { refuseSuper, refuseWider, sanitized } from "../roles/granting.ts";

const refused = (pointer: string, message: string) =>
  fail("unprocessable", message, { errors: [{ pointer, code: "unknown", message }] });

/** Roles by id or name (DM9). Their rows are written, so that a concurrent deletion conflicts. */
export async function rolesNamed(tx: Tx, names: readonly string[]): Promise<StaffRole[]> {
  if (names.length === 0) return [];
  const rows = await tx.find(role, { $or: [{ _id: { $in: [...names] } }, { name: { $in: [...names] } }] });
  const unknown = names.findIndex((each) => !rows.some(({ id, name }) => id === each || name === each));
  if (unknown >= 0) throw refused(`/roles/${unknown}`, `There is no role '${names[unknown]}'.`);
  await tx.updateMany(
    role,
    rows.map(({ id, name }) => ({ id, update: { $set: { name } } })),
  );
  return rows;
}

/** Nobody gives a role with more rights than they have (INV-30). */
export function refuseGiving(tx: Tx, roles: readonly StaffRole[], before: readonly string[]): void {
  for (const each of roles.filter(({ id }) => !before.includes(id))) {
    if (each.is_super_admin) refuseSuper(tx.meta);
    refuseWider(tx.meta, each.business_unit_ids);
    if (sanitized(tx.meta, expanded(each.features)).sanitized)
      throw fail("forbidden", `You lack rights that the role '${each.name}' grants.`);
  }
}

/** The usual role that comes nearest: it counts where roles of the organization's own making are not known. */
export const usualRole = (roles: readonly StaffRole[], own: { is_super_admin: boolean } | null) =>
  own?.is_super_admin || (!own && roles.some((each) => each.is_super_admin))
    ? ("owner" as const)
    : ("member" as const);

/** The business unit of a member in stored form: null for the root. */
export async function unitFor(tx: Tx, id: string | null | undefined): Promise<string | null> {
  const root = rootUnitId(tx.org.id);
  const own = id ?? tx.meta.business_unit_id ?? root;
  const seen = tx.meta.business_unit_ids;
  const known = own === root || (await tx.findOne(businessUnit, { _id: own, deleted_at: null })) !== null;
  if (!known || (seen && !seen.includes(own === root ? null : own)))
    throw refused("/business_unit_id", "There is no such business unit.");
  return own === root ? null : own;
}

/** Members are touched by who may touch them: an owner by owners alone. */
export function refuseTouchingOwner(tx: Tx, { role: usual }: { role: string }): void {
  if (usual === "owner" && !hasScope(tx.meta, "purge:organization"))
    throw fail("forbidden", "Only a super-admin changes a super-admin.");
}

type Held = { role_ids: readonly string[] | null; own_grants: Member["own_grants"] };

/** Who sets the password or the address of a member can sign in as them: that needs all of their rights (INV-30). */
export async function refuseTaking(tx: Tx, { role_ids, own_grants }: Held): Promise<void> {
  refuseGiving(tx, await tx.find(role, { _id: { $in: [...(role_ids ?? [])] } }), []);
  if (!own_grants) return;
  refuseWider(tx.meta, own_grants.business_unit_ids);
  if (sanitized(tx.meta, expanded(own_grants.features)).sanitized)
    throw fail("forbidden", "You lack rights that this member has.");
}
