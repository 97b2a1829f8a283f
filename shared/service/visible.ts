/** PRM-4: who is restricted to stores sees only the rows of these, where a resource tells which field names a row's store. */
import { notFound } from "../errors.ts";
import type { Meta } from "../meta.ts";
import type { MongoFilter } from "../resource/query.ts";
import type { AnyResource } from "../resource/resource.ts";

/** What the principal's restriction adds to a filter; nothing for who may see all stores. */
export const visibleTo = ({ store_field }: AnyResource, { store_ids }: Meta): MongoFilter =>
  store_field && store_ids ? { [store_field]: { $in: [...store_ids] } } : {};

/** The entity, or 404 as if it were not there. */
export function refuseHidden<E extends { id: string }>(resource: AnyResource, meta: Meta, entity: E): E {
  const { store_field, name } = resource;
  if (!store_field || !meta.store_ids) return entity;
  const store = (entity as Record<string, unknown>)[store_field];
  if (typeof store !== "string" || !meta.store_ids.includes(store)) throw notFound(name, entity.id);
  return entity;
}
