/** What a write of a row leaves behind, and where a row may be. */
import type { AnyResource } from "../resource/resource.ts";
import { type Emit, emitFor, recordChange, type Written } from "./command-record.ts";
import type { TxState } from "./tx-state.ts";
import { refuseForeignStore } from "./visible.ts";

/** Ends what is guessed of the entity, and leaves its change and its event behind. */
export function leave({ db, author, record }: TxState, change: Written, emit: Emit): void {
  db.optimistic.drop(author.org, change.resource, change.entity.id);
  recordChange(record, change);
  emitFor(record, change, emit);
}

/** A row comes to be, and stays, in a store that is the principal's own (PRM-4). */
export function refuseForeignPlace(
  { meta }: TxState,
  { store_field }: AnyResource,
  values: Record<string, unknown>,
): void {
  const column = store_field === "id" ? "_id" : store_field;
  if (column && column in values) refuseForeignStore(meta, values[column], `/${store_field}`);
}
