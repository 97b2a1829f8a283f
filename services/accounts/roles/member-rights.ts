/** The rights of members and keys as they are now, and the business units in which they act. */

import type { Entity } from "../../../shared/resource/resource.ts";
import { placesOf } from "../../../shared/resource/tree.ts";
import type { Global } from "../../../shared/service/global.ts";
import { businessUnit, rootUnitId } from "../business-units/business-unit.ts";
import type { member } from "../identity/member.ts";
import { role, type StaffRole } from "../identity/role.ts";
import { roleScopes } from "../identity/scopes.ts";
import { systemMeta } from "../organizations/tenants.ts";
import { type Rights, rightsByScopes, rightsOf, type Scope, scopeOf } from "./rights.rules.ts";

type Member = Entity<typeof member>;

const hasOwnRoles = ({ role_ids, own_grants }: Member): boolean => role_ids !== null || own_grants !== null;

export type MemberRights = Rights & { role_names: readonly string[] };

export async function memberRights(global: Global, of: Member): Promise<MemberRights> {
  const { role: usual, scopes_extra, own_grants, role_ids } = of;
  if (!hasOwnRoles(of)) {
    const rights = rightsByScopes([...roleScopes[usual], ...scopes_extra], usual);
    return { ...rights, role_names: [usualName(usual)] };
  }
  const found = await Promise.all((role_ids ?? []).map((id) => global.lookup(role, { _id: id })));
  const roles = found.flatMap((each): StaffRole[] =>
    each && each.entity.org_id === of.org_id ? [each.entity] : [],
  );
  const rights = rightsOf(own_grants, roles, roleScopes.owner);
  const scopes = [...new Set([...rights.scopes, ...scopes_extra])];
  return { ...rights, scopes, role_names: roles.map(({ name }) => name) };
}

/** Owners and administrators have the rights of the first roles of their name (MRC-FEA-9). */
const usualName = (usual: Member["role"]): string => (usual === "owner" ? "superadmin" : usual);

/** Where a member acts; `wished` is the business unit that a request selects. */
export async function memberScope(
  global: Global,
  { org_id, business_unit_id }: Member,
  { business_unit_ids, is_super_admin }: Rights,
  wished: string | null,
): Promise<Scope & { root_id: string }> {
  const root_id = rootUnitId(org_id);
  const own_id = business_unit_id ?? root_id;
  const rows = await global.reader(systemMeta(org_id)).find(businessUnit, {});
  const places = placesOf([{ id: root_id, name: "", parent_id: null }, ...rows], root_id);
  const gone = new Set(rows.filter(({ deleted_at }) => deleted_at).map(({ id }) => id));
  const scope = scopeOf({
    ...{ places, own_id, wished, is_super_admin },
    isLive: (id) => places.has(id) && !gone.has(id),
    granted: business_unit_ids,
  });
  return { ...scope, root_id };
}

/** The same where nothing restricts: the root, without reading anything. */
export const isUnrestricted = ({ business_unit_id }: Member, { business_unit_ids }: Rights): boolean =>
  !business_unit_id && business_unit_ids === null;
