/** Whose an id is, across tenants: only for the records of refusals (AUD-2), never for an answer. */
import type { Document } from "../resource/model.ts";
import type { AnyResource } from "../resource/resource.ts";
import type { Database } from "./database.ts";
import { anyRows } from "./stored-filter.ts";

export type Owner = { id: string; org_id: string; is_deleted: boolean };

/** Of these ids of a resource those that exist; none of a resource that the service does not have. */
export async function ownersOf(
  db: Database,
  resources: readonly AnyResource[],
  name: string,
  ids: readonly string[],
): Promise<Owner[]> {
  const resource = resources.find((each) => each.name === name);
  if (!resource || !db.collections.known(resource)) return [];
  const found = await db
    .model(resource)
    .find(anyRows({ _id: { $in: [...ids] } }), { org_id: 1, deleted_at: 1 })
    .comment("schedule")
    .lean<Document[]>();
  return found.map(({ _id, org_id, deleted_at }) => ({ id: _id, org_id, is_deleted: Boolean(deleted_at) }));
}
