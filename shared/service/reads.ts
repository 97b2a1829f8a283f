/** Single reads of one tenant's rows, as functions over a read state. */
import type { ClientSession } from "mongoose";
import { notFound } from "../errors.ts";
import type { FieldTable } from "../fields/index.ts";
import { type Document, entityOf, type Hidden } from "../resource/model.ts";
import type { MongoFilter } from "../resource/query.ts";
import type { AnyResource, Entity, Resource } from "../resource/resource.ts";
import type { Database } from "./database.ts";
import { SILENT } from "./documents.ts";
import { ownRows } from "./stored-filter.ts";

export type FindOptions = Hidden & { sort?: Record<string, 1 | -1>; limit?: number };

/** Some rows of one resource. */
export type Part = { resource: AnyResource; filter: MongoFilter };
export type AcrossRow<Row> = Row & { kind: string; id: string };

/** Where rows are read: the tenant, and the transaction if any. */
export type ReadState = {
  db: Database;
  org: string;
  /** For the driver: the session, or a comment that names the causing event in the slow query log. */
  within: { session?: ClientSession; comment?: string };
  /**
   * By id, a row's count of silent writes when it was read here: for a command that may write it without a
   * transaction.
   */
  seen?: Map<string, unknown>;
};

/** Records the rows' state as read. */
export function note<D extends Document | null>({ seen }: ReadState, document: D): D {
  if (document) seen?.set(document._id, document[SILENT] ?? null);
  return document;
}

export const oneRow = async (state: ReadState, resource: AnyResource, filter: MongoFilter) =>
  note(state, await state.db.rows(resource).findOne(ownRows(state.org, filter, resource), state.within));

export async function rowOrMissing(state: ReadState, resource: AnyResource, id: string): Promise<Document> {
  const found = await oneRow(state, resource, { _id: id });
  if (!found) throw notFound(resource.name, id);
  return found;
}

export async function findRows<T extends FieldTable>(
  state: ReadState,
  resource: Resource<T>,
  filter: MongoFilter,
  { sort, limit, withHidden }: FindOptions = {},
): Promise<Entity<Resource<T>>[]> {
  const { db, org, within } = state;
  const options = { ...within, ...(sort ? { sort } : {}), ...(limit ? { limit } : {}) };
  const rows = await db
    .rows(resource)
    .find(ownRows(org, filter, resource), options)
    .toArray();
  return rows.map((row) => entityOf(resource, note(state, row), { withHidden }));
}

/** Rows of a pipeline, which runs after a match of the tenant. */
export async function aggregateRows<Row>(
  { db, org, within }: ReadState,
  resource: AnyResource,
  filter: MongoFilter,
  pipeline: readonly object[],
): Promise<Row[]> {
  const match = { $match: ownRows(org, filter, resource) };
  const rows = await db
    .rows(resource)
    .aggregate([match, ...pipeline], within)
    .toArray();
  return rows as Row[];
}

/** Rows per answer of the database, which sends fewer only above 16 MB. */
const ALL_AT_ONCE = 1_000_000;

/** The first part's rows, then those of the others by `$unionWith`. */
export async function acrossRows<Row>(
  { db, org, within }: ReadState,
  [first, ...more]: readonly Part[],
  fields: readonly string[],
): Promise<AcrossRow<Row>[]> {
  if (!first) return [];
  const shown = Object.fromEntries(fields.map((name) => [name, 1]));
  const part = ({ resource, filter }: Part) => [
    { $match: ownRows(org, filter, resource) },
    { $project: { _id: 0, id: "$_id", kind: resource.name, ...shown } },
  ];
  const rest = more.map((each) => ({
    $unionWith: { coll: db.rows(each.resource).collectionName, pipeline: part(each) },
  }));
  return db
    .rows(first.resource)
    .aggregate<AcrossRow<Row>>([...part(first), ...rest], { ...within, batchSize: ALL_AT_ONCE })
    .toArray();
}
