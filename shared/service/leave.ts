/** The records that a write of a row leaves, and the stores in which a row may be. */
import type { AnyResource } from "../resource/resource.ts";
import { type Emit, emitFor, recordChange, type Written } from "./command-record.ts";
import type { TxState } from "./tx-state.ts";
import { refuseForeignStore } from "./visible.ts";

/** Invalidates optimistic rows of the entity, and records its change and its event. */
export function leave({ db, author, record }: TxState, change: Written, emit: Emit): void {
  db.optimistic.drop(author.org, change.resource, change.entity.id);
  recordChange(record, change);
  emitFor(record, change, emit);
}

/** A row must be created, and remain, in one of the principal's own stores (PRM-4). */
export function refuseForeignPlace(
  { meta }: TxState,
  { store_field }: AnyResource,
  values: Record<string, unknown>,
): void {
  const column = store_field === "id" ? "_id" : store_field;
  if (column && column in values) refuseForeignStore(meta, values[column], `/${store_field}`);
}
