/** Changed fields of several rows in one round trip. */
import { fail } from "../errors.ts";
import type { FieldTable } from "../fields/index.ts";
import type { MongoFilter } from "../resource/query.ts";
import type { Entity, Resource } from "../resource/resource.ts";
import { wordsOf } from "../resource/words.ts";
import { updateWithLogRow } from "./carried-log.ts";
import { type Emit, type Emitted, emitFor } from "./command-record.ts";
import { differences } from "./differences.ts";
import { type MongoUpdate, updateOf } from "./documents.ts";
import { leave, refuseForeignPlace } from "./leave.ts";
import { type Change, type CommandRecord, logRow } from "./log.ts";
import { ownRows, type StoredFilter, storedUpdate } from "./stored-filter.ts";
import { type TxState, within, writeTo } from "./tx-state.ts";

export type OneSave<E> = {
  before: E;
  changes: Partial<E> & Record<string, unknown>;
  /** Conditions besides the version. */
  where?: MongoFilter;
  /** Silent bookkeeping that is written with them. */
  also?: MongoUpdate;
  emit?: Emit;
  verb?: Change["verb"];
  /** The id of its log row, to find it again; absent: a new one. */
  record_id?: string;
  /** Further events. */
  more?: readonly Emitted[];
};

type RowOf<T extends FieldTable> = Entity<Resource<T>>;

export async function saveMany<T extends FieldTable>(
  state: TxState,
  resource: Resource<T>,
  writes: readonly OneSave<RowOf<T>>[],
): Promise<RowOf<T>[]> {
  const real = changing(resource, writes);
  if (real.length === 0) return [];
  const updates = real.map((each) => {
    const { filter, update } = updateSaving(state, resource, each);
    return { updateOne: { filter, update: storedUpdate(update) } };
  });
  const rows = await writeTo(state, resource);
  const { matchedCount } = await rows.bulkWrite(updates, { ...within(state.session), ordered: true });
  if (matchedCount !== real.length)
    throw fail("conflict", "One of these has just been changed by someone else.");
  return real.map((each) => leaveSaved(state, resource, each));
}

type Saving<T extends FieldTable> = OneSave<RowOf<T>> & { fields: Change["fields"] };

/** The rows with a real difference. */
const changing = <T extends FieldTable>(
  resource: Resource<T>,
  writes: readonly OneSave<RowOf<T>>[],
): Saving<T>[] =>
  writes
    .map((each) => ({ ...each, fields: differences(resource, each.before, each.changes) }))
    .filter(({ fields }) => Object.keys(fields).length > 0);

function updateSaving<T extends FieldTable>(
  state: TxState,
  resource: Resource<T>,
  { before, changes, where, also, emit }: Saving<T>,
): { filter: StoredFilter; update: MongoUpdate } {
  const { org, now } = state.author;
  refuseForeignPlace(state, resource, changes);
  const words = resource.search ? { words: wordsOf(resource, { ...before, ...changes }) } : {};
  const update = { ...also, $set: { ...also?.$set, ...changes, ...words } };
  const filter = ownRows(org, { ...where, _id: before.id, version: before.version });
  return { filter, update: updateOf(resource, update, { now, silent: emit === "none" }) };
}

/** Records a save; returns the row as it is now. */
function leaveSaved<T extends FieldTable>(
  state: TxState,
  resource: Resource<T>,
  { before, changes, emit = "default", verb = "updated", more = [], fields }: Saving<T>,
): RowOf<T> {
  // A silent write keeps the version, or the events of the row would have a gap.
  const stamps = emit === "none" ? {} : { updated_at: state.author.now, version: before.version + 1 };
  const entity = { ...before, ...changes, ...stamps };
  leave(state, { resource, verb, entity, fields }, emit);
  for (const each of more) emitFor(state.record, { resource, verb, entity }, each);
  return entity;
}

export type SaveEach<T extends FieldTable> = { action: string; saves: readonly OneSave<RowOf<T>>[] };

export async function saveEach<T extends FieldTable>(
  state: TxState,
  resource: Resource<T>,
  { action, saves }: SaveEach<T>,
): Promise<number> {
  const real = changing(resource, saves);
  if (real.length === 0) return saves.length;
  const rows = await writeTo(state, resource);
  const updates = real.map((each) => {
    const { filter, update } = updateSaving(state, resource, each);
    const record: CommandRecord = { changes: [], events: [], reason: null };
    leaveSaved({ ...state, record }, resource, each);
    const log = logRow(state.meta, { action, id: each.record_id }, record);
    return { updateOne: { filter, update: storedUpdate(updateWithLogRow(update, log)) } };
  });
  const { matchedCount } = await rows.bulkWrite(updates, { ordered: false });
  return matchedCount + saves.length - real.length;
}
