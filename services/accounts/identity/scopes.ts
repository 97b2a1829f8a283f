/** Every scope, and the scopes of roles and access levels. All follow from the declarations of the services. */
import { declaredIn } from "../../../shared/declarations.ts";
import { invalid } from "../../../shared/errors.ts";
import { grantsOf, type Role, scopesOfRole } from "../../../shared/grants.ts";
import type { AnyResource, Entity } from "../../../shared/resource/resource.ts";
import type { AnyOperation } from "../../../shared/service/operation.ts";
import * as catalog from "../../catalog/public.ts";
import * as contracts from "../../contracts/public.ts";
import * as inventory from "../../inventory/public.ts";
import * as platform from "../../platform/public.ts";
import * as sales from "../../sales/public.ts";
import * as accounts from "../public.ts";
import type { AccessLevel } from "./access-levels.ts";
import type { apiKey } from "./api-key.ts";
import type { member } from "./member.ts";

const barrels = [accounts, catalog, contracts, inventory, platform, sales];

/** Every scope with the lowest role that has it. */
export const granted = grantsOf({
  resources: declaredIn<AnyResource>(barrels, "resource"),
  operations: declaredIn<AnyOperation>(barrels, "operation"),
});

/** Roles, each with its scopes (PRM-1). */
export const roleScopes: Readonly<Record<Role, readonly string[]>> = {
  viewer: scopesOfRole(granted, "viewer"),
  member: scopesOfRole(granted, "member"),
  manager: scopesOfRole(granted, "manager"),
  admin: scopesOfRole(granted, "admin"),
  owner: scopesOfRole(granted, "owner"),
};

const installation = [...granted].flatMap(([scope, grant]) => (grant === "installation" ? [scope] : []));

/**
 * The scopes of an access level: reads only; all business data; everything except the purge; everything. A key gets those that
 * its creator has.
 */
export const accessScopes: Readonly<Record<Exclude<AccessLevel, "scopes" | "roles">, readonly string[]>> = {
  read_only: roleScopes.viewer,
  read_write: roleScopes.manager,
  admin: [...roleScopes.admin, ...installation],
  owner: [...roleScopes.owner, ...installation],
};

/** The scopes among these that a member has now: by `rights`, or by the role. */
export function scopesOf(
  scopes: readonly string[],
  { role, scopes_extra }: Entity<typeof member>,
  rights: readonly string[] = [...roleScopes[role], ...scopes_extra],
): string[] {
  const his = new Set(rights);
  return scopes.filter((scope) => his.has(scope));
}

type Key = Pick<Entity<typeof apiKey>, "access" | "scopes">;

function namedScopes({ access, scopes }: Key, ofRoles: readonly string[]): readonly string[] {
  if (access === "roles") return ofRoles;
  return access === "scopes" ? (scopes ?? []) : accessScopes[access];
}

/** The key's scopes, or those of its roles, that its creator still has (PRM-2). */
export const effectiveScopes = (
  key: Key,
  creator: Entity<typeof member>,
  { rights, ofRoles = [] }: { rights?: readonly string[]; ofRoles?: readonly string[] } = {},
): string[] => scopesOf(namedScopes(key, ofRoles), creator, rights);

/** A field accepts any word as a scope, because its table does not know all scopes. This refuses unknown ones. */
export function refuseUnknown(scopes: readonly string[], pointer: string): void {
  const allowed = () => [...granted.keys()].sort().join(", ");
  const unknown = scopes.flatMap((scope, i) =>
    granted.has(scope)
      ? []
      : [
          {
            pointer: `${pointer}/${i}`,
            code: "enum_value",
            message: `There is no scope '${scope}'. Allowed: ${allowed()}.`,
          },
        ],
  );
  if (unknown.length) throw invalid(unknown);
}
