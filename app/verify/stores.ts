/** Reads every service's database directly, with cursors in bounded memory and 64-bit sums; it never writes. */
import { createDecipheriv, hkdfSync } from "node:crypto";
import mongoose from "mongoose";
import { carriesRows, withoutLogRows } from "../../shared/resource/carried-log.ts";
import { carriedRows } from "../../shared/service/carried-log.ts";

// biome-ignore lint/suspicious/noExplicitAny: rows are read as they lie in the database; each check knows its own.
export type Row = Record<string, any>;

type Order = Record<string, 1 | -1>;
export type Reading = { sort?: Order; fields?: readonly string[] };

export type Stores = {
  /** Services that have a database here. */
  services: readonly string[];
  collections(service: string): Promise<string[]>;
  /** Rows in the requested order. */
  rows(service: string, collection: string, filter?: Row, reading?: Reading): AsyncIterable<Row>;
  /** Rows of an aggregation that may use the disk; 64-bit integers come as BigInt. */
  pipe(service: string, collection: string, pipeline: Row[]): AsyncIterable<Row>;
  count(service: string, collection: string, filter?: Row): Promise<number>;
  /** The number of rows, without reading them. */
  size(service: string, collection: string): Promise<number>;
  /** Whether the current key opens a sealed value. */
  opens(sealed: string): boolean;
  close(): Promise<void>;
};

export type Place = { mongo_url: string; namespace: string; secret_key: string };

const BATCH = 1000;

const shownIn = ({ fields = [] }: Reading) => Object.fromEntries(fields.map((name) => [name, 1]));

const stagesOf = (reading: Reading): Row[] => [
  ...(reading.sort ? [{ $sort: reading.sort }] : []),
  ...(reading.fields ? [{ $project: shownIn(reading) }] : []),
];

function sorted(cursor: mongoose.mongo.FindCursor<Row>, reading: Reading) {
  if (reading.sort) cursor.sort(reading.sort);
  if (reading.fields) cursor.project(shownIn(reading));
  return cursor;
}

/** A row that has been moved to the log, and not taken out of its document, counts once. */
const notMoved = [
  { $lookup: { from: "_log", localField: "_id", foreignField: "_id", as: "there" } },
  { $match: { there: [] } },
  { $unset: ["there", "home"] },
];

/** Names the collection if a document of it carries rows. */
const anyCarried = (coll: string): Row[] => [
  { $match: carriesRows },
  { $limit: 1 },
  { $project: { _id: 0, coll: { $literal: coll } } },
];

export async function openStores({ mongo_url, namespace, secret_key }: Place): Promise<Stores> {
  const connection = await mongoose
    .createConnection(mongo_url, { serverSelectionTimeoutMS: 10_000, maxPoolSize: 20 })
    .asPromise();
  const client = connection.getClient();
  const { databases } = await client.db().admin().listDatabases({ nameOnly: true });
  const prefix = `${namespace}_`;
  const services = databases.map(({ name }) => name).filter((name) => name.startsWith(prefix));
  const of = (service: string, collection: string) => client.db(prefix + service).collection<Row>(collection);
  /** Stages that add the rows of the command log which documents still carry. */
  const carriedIn = async (service: string): Promise<Row[]> => {
    const [first, ...others] = (await collectionsOf(service)).filter((name) => !name.startsWith("_"));
    if (!first) return [];
    // Asked in one query: a service has dozens of collections, and hardly ever rows on their way.
    const rest = others.map((coll) => ({ $unionWith: { coll, pipeline: anyCarried(coll) } }));
    const carrying = of(service, first).aggregate([...anyCarried(first), ...rest]);
    return (await carrying.toArray()).map(({ coll }) => ({
      $unionWith: { coll, pipeline: [...carriedRows(coll), ...notMoved] },
    }));
  };
  const collectionsOf = async (service: string): Promise<string[]> => {
    const found = await client
      .db(prefix + service)
      .listCollections({ type: "collection" })
      .toArray();
    return found.map(({ name }) => name).sort();
  };
  return {
    services: services.map((name) => name.slice(prefix.length)).sort(),
    collections: collectionsOf,
    async *rows(service, collection, filter = {}, reading = {}) {
      const carried = collection === "_log" ? await carriedIn(service) : [];
      const own = of(service, collection);
      const found = carried.length
        ? own.aggregate<Row>([...carried, { $match: filter }, ...stagesOf(reading)], { allowDiskUse: true })
        : sorted(own.find(filter, { batchSize: BATCH, allowDiskUse: true }), reading);
      for await (const row of found) yield withoutLogRows(row);
    },
    async *pipe(service, collection, pipeline) {
      const options = { batchSize: BATCH, allowDiskUse: true, useBigInt64: true };
      const carried = collection === "_log" ? await carriedIn(service) : [];
      yield* of(service, collection).aggregate<Row>([...carried, ...pipeline], options);
    },
    count: (service, collection, filter = {}) => of(service, collection).countDocuments(filter),
    size: (service, collection) => of(service, collection).estimatedDocumentCount(),
    opens: openerOf(secret_key),
    close: () => connection.close(),
  };
}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** AES-256-GCM as docs/promises.md describes it: nonce, tag and text in base64. */
function openerOf(secret_key: string): Stores["opens"] {
  const key = Buffer.from(hkdfSync("sha256", secret_key, "backroom", "sealed fields", 32));
  return (sealed) => {
    const bytes = Buffer.from(sealed, "base64");
    if (bytes.length < NONCE_BYTES + TAG_BYTES) return false;
    const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, NONCE_BYTES), {
      authTagLength: TAG_BYTES,
    });
    decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
    try {
      decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES));
      decipher.final();
      return true;
    } catch {
      return false;
    }
  };
}

/** Splits a stream into chunks, so that related rows are looked up for many rows at once. */
export async function* pieces<T>(stream: AsyncIterable<T>, size = BATCH): AsyncGenerator<T[]> {
  let piece: T[] = [];
  for await (const each of stream) {
    piece.push(each);
    if (piece.length < size) continue;
    yield piece;
    piece = [];
  }
  if (piece.length) yield piece;
}

/**
 * The rows of a collection with one of these values, by value. Indexes begin with the tenant, so any key other than
 * the id needs the tenants.
 */
export async function rowsBy(
  stores: Stores,
  [service, collection]: readonly [string, string],
  key: string,
  values: readonly string[],
  fields: readonly string[],
  org_ids: readonly string[] = [],
): Promise<Map<string, Row[]>> {
  const found = new Map<string, Row[]>();
  if (values.length === 0) return found;
  const tenants = org_ids.length ? { org_id: { $in: [...new Set(org_ids)] } } : {};
  const filter = { ...tenants, [key]: { $in: [...new Set(values)] } };
  for await (const row of stores.rows(service, collection, filter, { fields: [key, ...fields] })) {
    const value = String(key.split(".").reduce((at: Row, name) => at?.[name], row));
    found.set(value, [...(found.get(value) ?? []), row]);
  }
  return found;
}

/** Merges streams that are sorted by the same key: for each key the row of each stream, or null. */
export async function* sideBySide(
  streams: readonly AsyncIterable<Row>[],
  keyOf: (row: Row) => string,
): AsyncGenerator<{ key: string; rows: (Row | null)[] }> {
  const iterators = streams.map((stream) => stream[Symbol.asyncIterator]());
  const heads = await Promise.all(
    iterators.map(async (each) => (await each.next()).value as Row | undefined),
  );
  for (;;) {
    const keys = heads.flatMap((head) => (head ? [keyOf(head)] : []));
    if (keys.length === 0) return;
    const key = keys.sort()[0]!;
    const rows: (Row | null)[] = [];
    for (const [i, head] of heads.entries()) {
      const here = head !== undefined && keyOf(head) === key;
      rows.push(here ? head : null);
      if (here) heads[i] = (await iterators[i]!.next()).value as Row | undefined;
    }
    yield { key, rows };
  }
}
