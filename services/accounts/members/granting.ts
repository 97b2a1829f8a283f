/** Nobody gives more than they have (ORG-1, PRM-4). */
import { fail } from "../../../shared/errors.ts";
import { type Role, roles } from "../../../shared/grants.ts";
import { hasScope } from "../../../shared/meta.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import type { Member } from "../identity/last-key.ts";
import { refuseUnknown, roleScopes } from "../identity/scopes.ts";

/** Whether `role` may give `other` to someone (ORG-1). */
const mayGrant = (role: Role, other: Role): boolean => roles.indexOf(role) >= roles.indexOf(other);

const refusedRole = (message: string, allowed: string, more: object = {}) =>
  fail("forbidden", message, {
    ...more,
    errors: [{ pointer: "/role", code: "above_own", message: allowed }],
  });

/** ORG-1: neither a role above his own, nor one that may do what the asking key may not. */
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

/** ORG-1: nobody touches one who stands above him. */
export function refuseTouching(own: Role, { role }: Member): void {
  if (!mayGrant(own, role)) throw fail("forbidden", `As ${own} you cannot change who is ${role}.`);
}

/** PRM-4: who is restricted to stores lets nobody into others. */
export function refuseStores(tx: Tx, store_ids: readonly string[] | null | undefined): void {
  const own = tx.meta.store_ids;
  if (!own) return;
  if (store_ids?.length && store_ids.every((each) => own.includes(each))) return;
  throw fail("forbidden", "You are restricted to some stores and can let others into these only.", {
    errors: [{ pointer: "/store_ids", code: "forbidden", message: "Name some of your own stores." }],
  });
}

/** Nobody gives a scope that his key lacks; those of `before` are only sent back. */
export function refuseExtras(tx: Tx, scopes: readonly string[], before: readonly string[] = []): void {
  refuseUnknown(scopes, "/scopes_extra");
  const beyond = scopes.find((scope) => !before.includes(scope) && !hasScope(tx.meta, scope));
  if (beyond) throw fail("forbidden", `You cannot grant '${beyond}'.`, { required_scope: beyond });
}

/** A key does not decide who signs in as somebody with more rights or more stores than it has. */
export function refuseKeeping(tx: Tx, { role, store_ids }: Member): void {
  refuseStores(tx, store_ids);
  if (role === "viewer" || role === "member" || hasScope(tx.meta, "write:members")) return;
  throw fail("forbidden", `Changing who a ${role} is needs a permission.`, {
    required_scope: "write:members",
  });
}
