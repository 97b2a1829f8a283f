import type { AnyResource } from "../resource/resource.ts";
import { referenceNotFound } from "./references.ts";
import type { Tx } from "./tx.ts";

/**
 * Writes to rows that an entity gets to name, so that this and their deletion meet: one of the two waits, and sees the other.
 * 422 if one of them is deleted.
 */
export async function hold(
  tx: Tx,
  resource: AnyResource,
  ids: readonly string[],
  pointer: string,
): Promise<void> {
  const named = [...new Set(ids)].sort();
  const writes = named.map((id) => ({ id, where: { deleted_at: null }, update: {} }));
  if (writes.length === 0 || (await tx.updateMany(resource, writes)) === writes.length) return;
  throw referenceNotFound([{ pointer, what: resource.name }]);
}
