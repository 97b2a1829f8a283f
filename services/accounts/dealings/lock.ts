/** Writes to rows that a new row will name: a deletion of one of them at this moment meets it there. */
import type { AnyResource } from "../../../shared/resource/resource.ts";
import { referenceNotFound } from "../../../shared/service/references.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { visibleTo } from "../../../shared/service/visible.ts";

export async function lockNamed(
  tx: Tx,
  resource: AnyResource,
  ids: readonly string[],
  field: string,
): Promise<void> {
  const named = [...new Set(ids)];
  if (named.length === 0) return;
  const where = { deleted_at: null, ...visibleTo(resource, tx.meta) };
  const update = { $set: { updated_at: tx.now } };
  const there = await tx.updateMany(
    resource,
    named.map((id) => ({ id, where, update })),
  );
  if (there < named.length) throw referenceNotFound([{ pointer: `/${field}`, what: resource.name }]);
}
