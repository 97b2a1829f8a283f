/** What a caller may grant to others (MRC-FEA-11, INV-30). */
import { fail } from "../../../shared/errors.ts";
import { hasScope, type Meta } from "../../../shared/meta.ts";
import { referenceNotFound } from "../../../shared/service/references.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { unitsOf } from "../business-units/units.ts";
import { grantable } from "./granting.rules.ts";

/** Whether the caller has the rights of an owner. */
export const isOwner = (meta: Meta): boolean => hasScope(meta, "purge:organization");

/** The grants that the caller may give, and whether they are fewer than requested. */
export function sanitized(meta: Meta, asked: readonly string[], before: readonly string[] = []) {
  const added = asked.filter((each) => !before.includes(each));
  const allowed = grantable(added, (scope) => hasScope(meta, scope), isOwner(meta));
  const features = asked.filter((each) => before.includes(each) || allowed.includes(each));
  return { features, sanitized: features.length < asked.length };
}

export function refuseSuper(meta: Meta): void {
  if (!isOwner(meta)) throw fail("forbidden", "Only a super-admin can grant that.");
}

/** A caller restricted to business units grants rights only in those (MRC-FEA-11). */
export function refuseWider({ business_units_granted: own }: Meta, ids: readonly string[] | null): void {
  if (own && !ids?.every((each) => own.includes(each)))
    throw fail("forbidden", "Your rights count in some business units: grant them there alone.");
}

/** Refuses business units that do not exist or that the caller cannot grant; undefined: none are changed. */
export async function refuseUnits(tx: Tx, ids: readonly string[] | null | undefined): Promise<void> {
  if (ids === undefined) return;
  refuseWider(tx.meta, ids);
  if (!ids?.length) return;
  const { live } = await unitsOf(tx);
  const missing = ids.findIndex((id) => !live.has(id));
  if (missing >= 0)
    throw referenceNotFound([{ pointer: `/business_unit_ids/${missing}`, what: "business_unit" }]);
}
