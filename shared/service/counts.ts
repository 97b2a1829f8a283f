/** The number of a tenant's rows that match. */
import { type Counted, DELETED, type MongoFilter } from "../resource/query.ts";
import type { AnyResource } from "../resource/resource.ts";
import type { ReadState } from "./reads.ts";
import { ownRows } from "./stored-filter.ts";

/**
 * Uses only indexes where they cover the filter. Cached like small tables: a write through this copy of the
 * service takes effect at once, through another copy within three seconds.
 */
export async function countRows(state: ReadState, resource: AnyResource, counted: Counted): Promise<number> {
  const { db, org, within } = state;
  const read = () => readCount(state, resource, counted);
  const key = { org, name: `count ${resource.name} ${JSON.stringify(counted)}`, of: [resource] };
  return within.session ? read() : db.cache.get(key, read);
}

async function readCount(
  { db, org, within }: ReadState,
  resource: AnyResource,
  { matching, less_deleted }: Counted,
): Promise<number> {
  const rows = db.rows(resource);
  const counting = (filter: MongoFilter, sign: 1 | -1) => [
    { $match: ownRows(org, filter, resource) },
    { $group: { _id: null, count: { $sum: sign } } },
  ];
  const deleted = counting({ $and: [DELETED, matching] }, -1);
  const less = less_deleted ? [{ $unionWith: { coll: rows.collectionName, pipeline: deleted } }] : [];
  const found = await rows
    .aggregate<{ count: number }>([...counting(matching, 1), ...less], within)
    .toArray();
  return found.reduce((sum, each) => sum + each.count, 0);
}
