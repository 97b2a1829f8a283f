/**
 * A command that writes one document stores its log row inside that document, in the same atomic write. The
 * relay moves such rows to the log. Until then an index over only the documents with one finds them.
 */
import mongoose, { type ClientSession } from "mongoose";
import { carriesRows, INSERTED, LAST, NOBODY, ROWS } from "../resource/carried-log.ts";
import type { Document } from "../resource/model.ts";
import type { AnyResource } from "../resource/resource.ts";
import type { Database, Row } from "./database.ts";
import type { MongoUpdate } from "./documents.ts";
import { isDuplicate } from "./duplicate.ts";
import type { LogRow } from "./log.ts";

/** The comment that marks these queries in the slow query log. */
const BY_RELAY = "relay";

/** The document where a carried log row was found. */
export type Home = { collection: string; id: string; last: string };
export type FoundRow = LogRow & { home?: Home };

type Stored = Omit<LogRow, "ts" | "pending">;
const storedOf = ({ ts: _ts, pending: _pending, ...row }: LogRow): Stored => row;

/** The new document with its log row. */
export const withLogRow = (document: Document, row: LogRow): Document => ({
  ...document,
  [ROWS]: { [row._id]: { row: storedOf(row) } },
  [LAST]: row._id,
  [INSERTED]: new mongoose.mongo.Timestamp(0n),
});

/** The update with its log row. */
export const updateWithLogRow = (update: MongoUpdate, row: LogRow): MongoUpdate => ({
  ...update,
  $set: { ...update.$set, [`${ROWS}.${row._id}.row`]: storedOf(row), [LAST]: row._id },
  $currentDate: { [`${ROWS}.${row._id}.ts`]: { $type: "timestamp" } },
});

/** The log rows that a document carries. */
export function logRowsIn(document: Record<string, unknown>): LogRow[] {
  const carried = (document[ROWS] ?? {}) as Record<string, { row: Stored; ts?: unknown }>;
  return Object.values(carried).map(
    ({ row, ts }) => ({ ...row, ts: ts ?? document[INSERTED], pending: "sequence" }) as LogRow,
  );
}

/** The log rows that the documents of a collection carry, as rows of an aggregation. */
export const carriedRows = (collection: string, where: Record<string, unknown> = {}): object[] => [
  { $match: { ...carriesRows, ...where } },
  { $project: { [LAST]: 1, [INSERTED]: 1, rows: { $objectToArray: `$${ROWS}` } } },
  { $unwind: "$rows" },
  {
    $replaceRoot: {
      newRoot: {
        $mergeObjects: [
          "$rows.v.row",
          {
            pending: "sequence",
            ts: { $ifNull: ["$rows.v.ts", `$${INSERTED}`] },
            home: { collection, id: "$_id", last: `$${LAST}` },
          },
        ],
      },
    },
  },
];

export type Looking = {
  /** Resources whose documents may carry rows. */
  resources: readonly AnyResource[];
  limit: number;
  where?: Record<string, unknown>;
};

/**
 * Rows without a place, in the log and in documents of these resources, oldest first. It reads in a
 * transaction, so that no row appears without the rows written before it, and omits rows whose predecessors a
 * limit cut off.
 */
export async function rowsWithoutPlace(
  db: Database,
  { resources, limit, where = {} }: Looking,
  session: ClientSession,
): Promise<FoundRow[]> {
  const { log } = db.kernel;
  const oldest = [{ $sort: { ts: 1 } }, { $limit: limit }];
  const options = { session, batchSize: limit + 1 };
  const found = [
    await log.aggregate([{ $match: { pending: "sequence", ...where } }, ...oldest], options).toArray(),
  ];
  // One after the other: a transaction runs one operation at a time.
  for (const resource of resources) {
    const carried = [...carriedRows(resource.plural, where), ...oldest];
    found.push(await db.connection.collection<Row>(resource.plural).aggregate(carried, options).toArray());
  }
  const rows = (found.flat() as unknown as FoundRow[]).sort(byTime);
  const cut = found.flatMap((some) => (some.length === limit ? [some.at(-1) as unknown as FoundRow] : []));
  const first = cut.sort(byTime)[0];
  return first ? rows.filter((row) => byTime(row, first) <= 0) : rows;
}

const byTime = (a: FoundRow, b: FoundRow): number =>
  (a.ts as mongoose.mongo.Timestamp).compare(b.ts as mongoose.mongo.Timestamp);

/** The resources whose documents carry rows, found in one query. */
export async function carryingOf(db: Database, resources: readonly AnyResource[]): Promise<AnyResource[]> {
  const [first, ...others] = resources;
  if (!first) return [];
  const one = ({ plural }: AnyResource) => [
    { $match: carriesRows },
    { $limit: 1 },
    { $project: { _id: 0, plural: { $literal: plural } } },
  ];
  const rest = others.map((each) => ({ $unionWith: { coll: each.plural, pipeline: one(each) } }));
  const found = await db
    .rows(first)
    .aggregate([...one(first), ...rest], { comment: BY_RELAY })
    .toArray();
  const carrying = new Set(found.map((row) => row.plural));
  return resources.filter((each) => carrying.has(each.plural));
}

/** Rows that a tenant's documents carry, in the form of log rows. */
export async function carriedFor(
  db: Database,
  resources: readonly AnyResource[],
  org_id: string,
  filter: Record<string, unknown>,
): Promise<FoundRow[]> {
  const carrying = await carryingOf(db, resources);
  const found = await Promise.all(
    carrying.map(({ plural }) =>
      db.connection
        .collection<Row>(plural)
        .aggregate([...carriedRows(plural, { org_id }), { $match: filter }])
        .toArray(),
    ),
  );
  return found.flat() as unknown as FoundRow[];
}

/** How many documents of these resources carry log rows, and since when. */
export async function countCarried(
  db: Database,
  resources: readonly AnyResource[],
): Promise<{ rows: number; oldest: string | null }> {
  const carried = resources.map((each) => ({
    $unionWith: { coll: each.plural, pipeline: carriedRows(each.plural) },
  }));
  const none = { $match: { _id: { $in: [] } } };
  const sums = { $group: { _id: null, rows: { $sum: 1 }, oldest: { $min: "$at" } } };
  const [found] = await db.kernel.log.aggregate([none, ...carried, sums]).toArray();
  return { rows: Number(found?.rows ?? 0), oldest: (found?.oldest as string) ?? null };
}

/** Removes moved rows from their documents, unless a document has received another row since. */
export async function clearCarried(db: Database, rows: readonly FoundRow[]): Promise<void> {
  // The last row of a document is the latest: if it was moved, all were.
  const homes = new Map(
    rows.flatMap(({ _id, org_id, home }) =>
      home?.last === _id ? [[home.id, { ...home, org_id }] as const] : [],
    ),
  );
  const byCollection = Map.groupBy(homes.values(), (home) => home.collection);
  const cleared = { $unset: { [ROWS]: 1, [LAST]: 1, [INSERTED]: 1 } };
  await Promise.all(
    [...byCollection].map(([collection, some]) =>
      db.connection.collection<Row>(collection).bulkWrite(
        some.map(({ id, org_id, last }) => ({
          updateOne: { filter: { _id: id, org_id, [LAST]: last }, update: cleared },
        })),
        // If this write is lost, the rows are found again and recognized as moved.
        { ordered: false, writeConcern: { w: 1 }, comment: BY_RELAY },
      ),
    ),
  );
}

/** Whether this log row was written: into the document, or from there to the log. */
export async function isWritten(
  db: Database,
  resource: AnyResource,
  document_id: string,
  row_id: string,
): Promise<boolean> {
  const carried = await db
    .rows(resource)
    .findOne({ _id: document_id, [`${ROWS}.${row_id}`]: { $exists: true } }, { projection: { _id: 1 } });
  return (
    carried !== null || (await db.kernel.log.findOne({ _id: row_id }, { projection: { _id: 1 } })) !== null
  );
}

/** The document that holds a saga's decision: an existing one, or one that the decision creates. */
export type DecisionPlace = { resource: AnyResource; id: string };

/** Sagas that may no longer decide on the document. */
const BARRED = "_barred";

/** The condition on the document for a decision's write. */
export const notBarred = (saga_id: string) => ({ [BARRED]: { $ne: saga_id } });

/** The data of a saga that has decided. */
export async function decisionIn(
  db: Database,
  { resource, id }: DecisionPlace,
  saga_id: string,
): Promise<object | null> {
  const carrying = { projection: { [`${ROWS}.${saga_id}.row.decided`]: 1 } };
  const document = await db.rows(resource).findOne({ _id: id }, carrying);
  const carried = document?.[ROWS]?.[saga_id]?.row.decided;
  if (carried) return carried;
  const moved = await db.kernel.log.findOne({ _id: saga_id }, { projection: { decided: 1 } });
  return (moved?.decided as object | undefined) ?? null;
}

/** Bars a saga from deciding on the document; if the document does not exist, prevents its creation. */
export async function barDecision(
  db: Database,
  { resource, id }: DecisionPlace,
  saga_id: string,
): Promise<void> {
  const rows = await db.writable(resource);
  for (;;) {
    const barred = { $addToSet: { [BARRED]: saga_id } };
    if ((await rows.updateOne({ _id: id }, barred)).matchedCount === 1) return;
    try {
      await rows.insertOne({ _id: id, org_id: `${NOBODY}${saga_id}`, [BARRED]: [saga_id] });
      return;
    } catch (error) {
      if (!isDuplicate(error)) throw error;
    }
  }
}
