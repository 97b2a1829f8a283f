/** All rows of tenants in one service's database, of every kind. */
import type { Connection } from "mongoose";
import { sum } from "../money.ts";

/**
 * Rows of a collection that belong to one of these tenants: by their column, or by a key that begins with or
 * contains their id.
 */
export function ownFilter(collection: string, org_ids: readonly string[]): Record<string, unknown> {
  if (collection === "_heads" || collection === "_numbers")
    return { $or: org_ids.map((id) => ({ _id: { $regex: `(^|:)${id}(:|$)` } })) };
  return { org_id: { $in: org_ids } };
}

const namesIn = async (db: Connection): Promise<string[]> =>
  (await db.listCollections()).map((each) => each.name);

// The driver types ids as ObjectIds when a collection is named by a string, in both functions below.

export async function countTenantRows(db: Connection, org_ids: readonly string[]): Promise<number> {
  const counts = (await namesIn(db)).map((name) =>
    db.collection(name).countDocuments(ownFilter(name, org_ids) as never),
  );
  return sum(await Promise.all(counts));
}

/** Returns the number of rows; repeat it to remove rows written meanwhile. */
export async function removeTenantRows(db: Connection, org_ids: readonly string[]): Promise<number> {
  let removed = 0;
  for (const name of await namesIn(db))
    removed += (await db.collection(name).deleteMany(ownFilter(name, org_ids) as never)).deletedCount;
  return removed;
}
