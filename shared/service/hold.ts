import type { AnyResource } from "../resource/resource.ts";
import { referenceNotFound } from "./references.ts";
import type { Tx } from "./tx.ts";
import { visibleTo } from "./visible.ts";

/**
 * Writes to rows that an entity gets to name, so that this and their deletion meet: one of the two waits, and sees the other.
 * 422 if one of them is deleted, or of a business unit that the caller does not see. The rows stay as they are.
 */
export async function hold(
  tx: Tx,
  resource: AnyResource,
  ids: readonly string[],
  pointer: string,
): Promise<void> {
  const named = [...new Set(ids)].sort();
  const where = { deleted_at: null, ...visibleTo(resource, tx.meta) };
  const writes = named.map((id) => ({ id, where, update: {} }));
  if (writes.length === 0 || (await tx.updateMany(resource, writes)) === writes.length) return;
  throw referenceNotFound([{ pointer, what: resource.name }]);
}
