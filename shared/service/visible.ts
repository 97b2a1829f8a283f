/**
 * PRM-4, MRC-SCP-2: a principal restricted to stores or business units sees and writes only the rows of those, if a
 * resource declares the field with a row's store, or belongs to business units. Data about all stores at once,
 * which cannot be separated by store, is closed to them.
 */
import { fail, notFound } from "../errors.ts";
import type { Meta } from "../meta.ts";
import type { MongoFilter } from "../resource/query.ts";
import type { AnyResource } from "../resource/resource.ts";

/** The filter of the principal's restrictions; empty if they may see everything. */
export const visibleTo = ({ store_field, business_units }: AnyResource, meta: Meta): MongoFilter => {
  const { store_ids } = meta;
  const units = unitsSeen(business_units, meta);
  return {
    ...(store_field && store_ids
      ? { [store_field === "id" ? "_id" : store_field]: { $in: [...store_ids] } }
      : {}),
    ...(units ? { business_unit_id: { $in: [...units] } } : {}),
  };
};

/** The business units whose rows of a resource are seen; undefined: all. */
const unitsSeen = (
  kind: AnyResource["business_units"],
  { business_unit_ids, business_units_above = [] }: Meta,
): readonly unknown[] | undefined =>
  kind && business_unit_ids
    ? [...business_unit_ids, ...(kind === "inherited" ? business_units_above : [])]
    : undefined;

const isOwn = (meta: Meta, store: unknown): boolean =>
  !meta.store_ids || (typeof store === "string" && meta.store_ids.includes(store));

/** The entity, or 404 as if it did not exist. */
export function refuseHidden<E extends { id: string }>(resource: AnyResource, meta: Meta, entity: E): E {
  const { store_field, business_units, name } = resource;
  const row: Record<string, unknown> = { ...entity };
  const isHidden =
    (store_field && !isOwn(meta, row[store_field])) ||
    unitsSeen(business_units, meta)?.includes(row.business_unit_id) === false;
  if (isHidden) throw notFound(name, entity.id);
  return entity;
}

/** Refuses a store other than the principal's own, or a missing one. */
export function refuseForeignStore(meta: Meta, store: unknown, pointer = "/store_id"): void {
  if (isOwn(meta, store)) return;
  throw fail("forbidden", "You may only work in your own stores.", {
    errors: [{ pointer, code: "forbidden", message: "Name one of your own stores." }],
  });
}

/** Refuses access across all stores to a principal restricted to some. */
export function refuseRestricted(
  { spans_stores }: { spans_stores?: boolean | undefined },
  { store_ids }: Pick<Meta, "store_ids">,
): void {
  if (spans_stores && store_ids)
    throw fail("forbidden", "This concerns all stores, and you are restricted to some of them.");
}
