/** Holds back the write of one document until its command has run, so that it carries the log row. */
import type { Document } from "../resource/model.ts";
import type { MongoFilter } from "../resource/query.ts";
import type { AnyResource, Entity } from "../resource/resource.ts";
import { updateWithLogRow, withLogRow } from "./carried-log.ts";
import type { Database } from "./database.ts";
import { type MongoUpdate, SILENT, updateOf } from "./documents.ts";
import type { LogRow } from "./log.ts";
import { ownRows, storedUpdate } from "./stored-filter.ts";
import { collectionFor, type HeldWrite, NeedsTransaction, type TxState, within } from "./tx-state.ts";

/** Holds a write back; a second one needs a transaction. */
export async function hold(state: TxState, write: HeldWrite): Promise<void> {
  if (state.held) throw new NeedsTransaction();
  await collectionFor(state, write.resource);
  state.held = write;
}

export type HoldUpdate = {
  before: Entity<AnyResource>;
  filter: MongoFilter;
  update: MongoUpdate;
  silent: boolean;
};

/** Holds an update back; returns the row after it. */
export async function holdUpdate(
  state: TxState,
  resource: AnyResource,
  { before, filter, update: given, silent }: HoldUpdate,
): Promise<Document> {
  const { org, now } = state.author;
  const update = updateOf(resource, given, { now, silent });
  const row = { ...before, ...update.$set, _id: before.id, org_id: org } as Document;
  if (!silent) row.version = before.version + 1;
  // A silent write keeps the version: also require that no silent write came since the read.
  const seen = state.seen.has(before.id) ? { [SILENT]: state.seen.get(before.id) } : {};
  await hold(state, { resource, kind: "update", row, filter: ownRows(org, { ...filter, ...seen }), update });
  return row;
}

/** Performs the held write, with its log row if there is one; false when its condition no longer holds. */
export async function carryOut(
  { db, session }: TxState,
  held: HeldWrite,
  log: LogRow | null,
): Promise<boolean> {
  const rows = db.rows(held.resource);
  if (held.kind === "insert") {
    await rows.insertOne(log ? withLogRow(held.row, log) : held.row, within(session));
    return true;
  }
  const update = storedUpdate(log ? updateWithLogRow(held.update, log) : held.update);
  return (await rows.updateOne(held.filter, update, within(session))).matchedCount === 1;
}

/** The database of a command that may hold a write back: reads of its resource would miss it. */
export const seenBesideHeld = (db: Database, state: Pick<TxState, "held">): Database => ({
  ...db,
  rows(resource) {
    if (state.held?.resource === resource) throw new NeedsTransaction();
    return db.rows(resource);
  },
});

/** The new row that is held back, if it is the requested one. */
export const heldRow = (
  { held }: Pick<TxState, "held">,
  resource: AnyResource,
  id: string,
): Document | null =>
  held?.kind === "insert" && held.resource === resource && held.row._id === id ? held.row : null;
