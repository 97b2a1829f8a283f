/** Writes rows of one tenant, each kind of write as a function over the state of its transaction. */
import { fail } from "../errors.ts";
import type { FieldTable } from "../fields/index.ts";
import { type Document, entityWithHidden, shownOf, visibleOf } from "../resource/model.ts";
import type { MongoFilter } from "../resource/query.ts";
import type { AnyResource, Entity, Resource } from "../resource/resource.ts";
import { wordsOf } from "../resource/words.ts";
import { logRowsIn } from "./carried-log.ts";
import type { Emit } from "./command-record.ts";
import type { Row } from "./database.ts";
import { differences } from "./differences.ts";
import { documentOf, type MongoUpdate, operandsOf, updateOf } from "./documents.ts";
import { hold, holdUpdate } from "./held-write.ts";
import { leave, refuseForeignPlace } from "./leave.ts";
import type { Change } from "./log.ts";
import { refuseWordTwice } from "./once.ts";
import { ownRows, storedUpdate } from "./stored-filter.ts";
import { type TxState, within, writeTo } from "./tx-state.ts";

export type OneWrite = { id: string; where?: MongoFilter; update: MongoUpdate };

export type KeptRow = {
  id: string;
  values: Record<string, unknown>;
  set?: Record<string, unknown>;
  max?: Record<string, number>;
};

type Values = Record<string, unknown>;
type RowOf<T extends FieldTable> = Entity<Resource<T>>;

async function insertAll(
  state: TxState,
  resource: AnyResource,
  documents: Document[],
  last = false,
): Promise<void> {
  const [row] = documents;
  if ((state.single || (last && !state.held)) && row && documents.length === 1)
    return hold(state, { resource, kind: "insert", row });
  const rows = await writeTo(state, resource);
  const { session } = state;
  await (documents.length === 1
    ? rows.insertOne(documents[0]!, within(session))
    : rows.insertMany(documents, within(session)));
}

export async function insertMany<T extends FieldTable>(
  state: TxState,
  resource: Resource<T>,
  rows: readonly Values[],
  { emit = "default", last = false }: { emit?: Emit; last?: boolean } = {},
): Promise<RowOf<T>[]> {
  if (rows.length === 0) return [];
  const { db, author, session } = state;
  const documents = rows.map((values) => documentOf(resource, inUnit(state, resource, values), author));
  for (const document of documents) {
    refuseForeignPlace(state, resource, document);
    await refuseWordTwice({ db, org: author.org, session }, resource, document);
  }
  await insertAll(state, resource, documents, last);
  return documents.map((document) => {
    const entity = shownOf(resource, document);
    leave(state, { resource, verb: "created", entity, fields: {} }, emit);
    return entity;
  });
}

/** A new row belongs to the business unit in which the caller acts, unless the command names one. */
const inUnit = ({ meta }: TxState, { business_units }: AnyResource, values: Values): Values =>
  business_units && meta.business_unit_id ? { business_unit_id: meta.business_unit_id, ...values } : values;

export async function append(state: TxState, resource: AnyResource, rows: readonly Values[]): Promise<void> {
  if (rows.length === 0) return;
  await insertAll(
    state,
    resource,
    rows.map((values) => documentOf(resource, values, state.author)),
  );
}

export async function upsert<T extends FieldTable>(
  state: TxState,
  resource: Resource<T>,
  id: string,
  values: Values,
): Promise<{ created: boolean; entity: RowOf<T> }> {
  const document = documentOf(resource, { ...values, id }, state.author);
  const { _id, org_id, ...rest } = document;
  const rows = await writeTo(state, resource);
  const before = await rows.findOneAndUpdate(
    ownRows(org_id, { _id: id }),
    { $setOnInsert: rest },
    { ...within(state.session), upsert: true, returnDocument: "before" },
  );
  return { created: !before, entity: shownOf(resource, before ?? document) as RowOf<T> };
}

export async function upsertMany(
  state: TxState,
  resource: AnyResource,
  kept: readonly KeptRow[],
): Promise<void> {
  if (kept.length === 0) return;
  const rows = await writeTo(state, resource);
  await rows.bulkWrite(
    kept.map(({ id, values, set = {}, max = {} }) => {
      const { _id, org_id, ...made } = documentOf(resource, { ...values, id }, state.author);
      const inserted = Object.fromEntries(
        Object.entries(made).filter(([name]) => !(name in set || name in max)),
      );
      const update = {
        $setOnInsert: inserted,
        ...(Object.keys(set).length ? { $set: set } : {}),
        ...(Object.keys(max).length ? { $max: max } : {}),
      };
      return {
        updateOne: { filter: ownRows(org_id, { _id: id }), update: storedUpdate(update), upsert: true },
      };
    }),
    { ...within(state.session), ordered: true },
  );
}

export type SaveOptions = { emit?: Emit; verb?: Change["verb"] };

export async function save<T extends FieldTable>(
  state: TxState,
  resource: Resource<T>,
  { before, changes }: { before: RowOf<T>; changes: Values },
  { emit = "default", verb = "updated" }: SaveOptions = {},
): Promise<RowOf<T>> {
  const { db, author, session } = state;
  const fields = differences(resource, before, changes);
  if (Object.keys(fields).length === 0) return visibleOf(resource, before);
  refuseForeignPlace(state, resource, changes);
  if (resource.once && ["name", ...resource.once].some((name) => changes[name] !== undefined))
    await refuseWordTwice({ db, org: author.org, session }, resource, {
      ...before,
      ...changes,
      _id: before.id,
    });
  const set: Values = { ...changes };
  if (resource.search) set.words = wordsOf(resource, { ...before, ...changes });
  const one = { filter: { _id: before.id, version: before.version }, update: { $set: set } };
  const after = state.single
    ? await holdUpdate(state, resource, { before, ...one, silent: emit === "none" })
    : await updated(state, resource, one, emit === "none");
  if (!after) throw fail("conflict", `This ${resource.name} has just been changed by someone else.`);
  const entity = shownOf(resource, after);
  leave(state, { resource, verb, entity, fields }, emit);
  return entity;
}

export type Conditional = { filter: MongoFilter; update: MongoUpdate };

/** One conditional write: the row after it, or null. */
async function updated(
  state: TxState,
  resource: AnyResource,
  { filter, update }: Conditional,
  silent: boolean,
): Promise<Document | null> {
  const { author, session } = state;
  const rows = await writeTo(state, resource);
  return rows.findOneAndUpdate(
    ownRows(author.org, filter),
    storedUpdate(updateOf(resource, update, { now: author.now, silent })),
    { ...within(session), returnDocument: "after" },
  );
}

export async function update<T extends FieldTable>(
  state: TxState,
  resource: Resource<T>,
  write: Conditional,
  emit: Emit,
): Promise<RowOf<T> | null> {
  const silent = emit === "none";
  const after = await updated(state, resource, write, silent);
  if (!after) return null;
  const entity = shownOf(resource, after);
  const fields = operandsOf(resource, write.update);
  if (!silent) leave(state, { resource, verb: "updated", entity, fields }, emit);
  return entity;
}

export async function updateReturningHidden<T extends FieldTable>(
  state: TxState,
  resource: Resource<T>,
  id: string,
  given: MongoUpdate,
): Promise<RowOf<T> | null> {
  const after = await updated(state, resource, { filter: { _id: id }, update: given }, true);
  return after && entityWithHidden(resource, after);
}

export async function updateMany(
  state: TxState,
  resource: AnyResource,
  writes: readonly OneWrite[],
): Promise<number> {
  const { org, now } = state.author;
  const rows = await writeTo(state, resource);
  const { matchedCount } = await rows.bulkWrite(
    writes.map(({ id, where, update: given }) => ({
      updateOne: {
        filter: ownRows(org, { _id: id, ...where }),
        update: storedUpdate(updateOf(resource, given, { now, silent: true })),
      },
    })),
    { ...within(state.session), ordered: true },
  );
  return matchedCount;
}

export async function purge<T extends FieldTable>(
  state: TxState,
  resource: Resource<T>,
  entity: RowOf<T>,
): Promise<void> {
  const rows = await writeTo(state, resource);
  const { db, session } = state;
  const own = ownRows(state.author.org, { _id: entity.id });
  const gone = await rows.findOneAndDelete(own, within(session));
  const carried = gone ? logRowsIn(gone) : [];
  // Skips rows that the relay has moved to the log but not yet removed from the document.
  const moves = carried.map(({ _id, org_id, ...row }) => ({
    updateOne: { filter: { _id, org_id }, update: { $setOnInsert: row as Partial<Row> }, upsert: true },
  }));
  if (moves.length) await db.kernel.log.bulkWrite(moves, within(session));
  leave(state, { resource, verb: "removed", entity, fields: {} }, "default");
}
