/** The rights of members and keys as they are now, and the business units in which they act. */
import type { Entity } from "../../../shared/resource/resource.ts";
import { placesOf } from "../../../shared/resource/tree.ts";
import type { Global } from "../../../shared/service/global.ts";
import { businessUnit, rootUnitId } from "../business-units/business-unit.ts";
import { inBoth } from "../business-units/tree.rules.ts";
import type { apiKey } from "../identity/api-key.ts";
import type { member } from "../identity/member.ts";
import { role, type StaffRole } from "../identity/role.ts";
import { effectiveScopes, roleScopes } from "../identity/scopes.ts";
import { systemMeta } from "../organizations/tenants.ts";
import { featuresFor } from "./features.rules.ts";
import { type Rights, rightsByScopes, rightsOf, type Scope, scopeOf } from "./rights.rules.ts";

type Member = Entity<typeof member>;

const hasOwnRoles = ({ role_ids, own_grants }: Member): boolean => role_ids !== null || own_grants !== null;

type Place = Pick<Member, "org_id" | "business_unit_id">;
type Within = { key_unit_ids?: readonly string[] | null };

export type MemberRights = Rights & { role_names: readonly string[] };

export async function memberRights(global: Global, of: Member): Promise<MemberRights> {
  const { role: usual, scopes_extra, own_grants, role_ids } = of;
  if (!hasOwnRoles(of)) {
    const rights = rightsByScopes([...roleScopes[usual], ...scopes_extra], usual);
    return { ...rights, role_names: [usualName(usual)] };
  }
  const roles = await rolesIn(global, of.org_id, role_ids ?? []);
  const rights = rightsOf(own_grants, roles, roleScopes.owner);
  const scopes = [...new Set([...rights.scopes, ...scopes_extra])];
  return { ...rights, scopes, role_names: roles.map(({ name }) => name) };
}

async function rolesIn(global: Global, org_id: string, ids: readonly string[]): Promise<StaffRole[]> {
  const found = await Promise.all(ids.map((id) => global.lookup(role, { _id: id })));
  return found.flatMap((each) => (each && each.entity.org_id === org_id ? [each.entity] : []));
}

type Key = Entity<typeof apiKey>;

/** The rights of a key: those of its access or its roles that its creator has (PRM-2, MRC-FEA-4). */
export async function keyRights(
  global: Global,
  key: Key,
  { of, rights }: { of: Member; rights: MemberRights },
): Promise<MemberRights & { key_unit_ids: readonly string[] | null }> {
  const own_ids = key.business_unit_id === null ? null : [key.business_unit_id];
  if (key.access !== "roles") {
    const scopes = effectiveScopes(key, of, { rights: rights.scopes });
    const held = new Set(featuresFor(scopes));
    const features = rights.features.filter((each) => held.has(each));
    const is_super_admin = rights.is_super_admin && key.access === "owner" && !own_ids;
    return { ...rights, scopes, features, is_super_admin, key_unit_ids: own_ids };
  }
  const roles = await rolesIn(global, key.org_id, key.role_ids ?? []);
  const given = rightsOf(null, roles, roleScopes.owner);
  return {
    ...rights,
    scopes: effectiveScopes(key, of, { rights: rights.scopes, ofRoles: given.scopes }),
    features: rights.features.filter((each) => given.features.includes(each)),
    is_super_admin: rights.is_super_admin && given.is_super_admin,
    role_names: roles.map(({ name }) => name),
    // The key's own business unit, widened by those of its roles.
    key_unit_ids: own_ids && given.business_unit_ids && [...own_ids, ...given.business_unit_ids],
  };
}

/** Owners and administrators have the rights of the first roles of their name (MRC-FEA-9). */
const usualName = (usual: Member["role"]): string => (usual === "owner" ? "superadmin" : usual);

/** Where a member acts, or a key of theirs: `key_unit_ids` is where it may; `wished` is the business unit that a request selects. */
export async function memberScope(
  global: Global,
  { org_id, business_unit_id }: Place,
  { business_unit_ids, is_super_admin, key_unit_ids = null }: Rights & Within,
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
    granted: inBoth(places, business_unit_ids, key_unit_ids),
  });
  return { ...scope, root_id };
}

/** The same where nothing restricts: the root, without reading anything. */
export const isUnrestricted = (
  { business_unit_id }: Place,
  { business_unit_ids, key_unit_ids = null }: Rights & Within,
): boolean => !business_unit_id && business_unit_ids === null && key_unit_ids === null;
