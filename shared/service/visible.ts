/**
 * PRM-4: who is restricted to stores sees and writes the rows of these only, where a resource tells which field names a
 * row's store; what concerns all stores at once, and cannot be told apart by store, is closed to him.
 */
import { fail, notFound } from "../errors.ts";
import type { Meta } from "../meta.ts";
import type { MongoFilter } from "../resource/query.ts";
import type { AnyResource } from "../resource/resource.ts";

/** What the principal's restriction adds to a filter; nothing for who may see all stores. */
export const visibleTo = ({ store_field }: AnyResource, { store_ids }: Meta): MongoFilter =>
  store_field && store_ids ? { [store_field === "id" ? "_id" : store_field]: { $in: [...store_ids] } } : {};

const isOwn = (meta: Meta, store: unknown): boolean =>
  !meta.store_ids || (typeof store === "string" && meta.store_ids.includes(store));

/** The entity, or 404 as if it were not there. */
export function refuseHidden<E extends { id: string }>(resource: AnyResource, meta: Meta, entity: E): E {
  const { store_field, name } = resource;
  if (store_field && !isOwn(meta, (entity as Record<string, unknown>)[store_field]))
    throw notFound(name, entity.id);
  return entity;
}

/** Refuses to work in another store than the principal's own, or in none. */
export function refuseForeignStore(meta: Meta, store: unknown, pointer = "/store_id"): void {
  if (isOwn(meta, store)) return;
  throw fail("forbidden", "You may only work in your own stores.", {
    errors: [{ pointer, code: "forbidden", message: "Name one of your own stores." }],
  });
}

/** Refuses what concerns all stores to who is restricted to some. */
export function refuseRestricted(
  { spans_stores }: { spans_stores?: boolean | undefined },
  { store_ids }: Pick<Meta, "store_ids">,
): void {
  if (spans_stores && store_ids)
    throw fail("forbidden", "This concerns all stores, and you are restricted to some of them.");
}
