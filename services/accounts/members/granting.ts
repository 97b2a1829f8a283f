/** A caller cannot grant more rights than they have (ORG-1, PRM-4). */
import { fail } from "../../../shared/errors.ts";
import { type Role, roles } from "../../../shared/grants.ts";
import { hasScope } from "../../../shared/meta.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import type { Member } from "../identity/last-key.ts";
import { refuseUnknown, roleScopes } from "../identity/scopes.ts";

/** Whether a member with `role` may grant the role `other` (ORG-1). */
const mayGrant = (role: Role, other: Role): boolean => roles.indexOf(role) >= roles.indexOf(other);

const refusedRole = (message: string, allowed: string, more: object = {}) =>
  fail("forbidden", message, {
    ...more,
    errors: [{ pointer: "/role", code: "above_own", message: allowed }],
  });

/** ORG-1: refuses a role above the caller's own, and a role with scopes that the caller's key lacks. */
export function refuseAbove(tx: Tx, own: Role, wanted: Role): void {
  if (!mayGrant(own, wanted))
    throw refusedRole(`As ${own} you cannot make someone ${wanted}.`, `At most ${own}.`);
  const beyond = roleScopes[wanted].find((scope) => !hasScope(tx.meta, scope));
  if (beyond)
    throw refusedRole(
      `Your key lacks '${beyond}', which a ${wanted} has.`,
      "A role with no more scopes than your key has.",
      { required_scope: beyond },
    );
}

/** ORG-1: refuses a change of a member whose role is above the caller's. */
export function refuseTouching(own: Role, { role }: Member): void {
  if (!mayGrant(own, role))
    throw fail("forbidden", `A member with the role ${own} cannot change one with the role ${role}.`);
}

/** PRM-4: a member who is restricted to stores can grant access to these only. */
export function refuseStores(tx: Tx, store_ids: readonly string[] | null | undefined): void {
  const own = tx.meta.store_ids;
  if (!own) return;
  if (store_ids?.length && store_ids.every((each) => own.includes(each))) return;
  throw fail("forbidden", "You are restricted to some stores and can grant access to these only.", {
    errors: [{ pointer: "/store_ids", code: "forbidden", message: "Name some of your own stores." }],
  });
}

/** Refuses to grant scopes that the caller's key lacks. Scopes in `before` were granted earlier and may be repeated. */
export function refuseExtras(tx: Tx, scopes: readonly string[], before: readonly string[] = []): void {
  refuseUnknown(scopes, "/scopes_extra");
  const beyond = scopes.find((scope) => !before.includes(scope) && !hasScope(tx.meta, scope));
  if (beyond) throw fail("forbidden", `You cannot grant '${beyond}'.`, { required_scope: beyond });
}

/** A key cannot remove a member with more rights or stores than it has, nor change their e-mail address. */
export function refuseKeeping(tx: Tx, { role, store_ids, role_ids, own_grants }: Member): void {
  refuseStores(tx, store_ids);
  // The organization's own roles may grant more than the usual one.
  const isPlain = (role === "viewer" || role === "member") && !role_ids?.length && !own_grants;
  if (isPlain || hasScope(tx.meta, "write:members")) return;
  throw fail(
    "forbidden",
    `Removing a member with the role ${role}, or changing their e-mail address, requires the scope write:members.`,
    {
      required_scope: "write:members",
    },
  );
}
