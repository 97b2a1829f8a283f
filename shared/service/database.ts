/** A service's own database: one connection, its models, and the collections that every service has. */
import mongoose, { type ClientSession, type Collection, type Connection, type Model } from "mongoose";
import { newId } from "../ids.ts";
import { type Document, modelOf } from "../resource/model.ts";
import type { AnyResource } from "../resource/resource.ts";
import { type Cipher, cipherOf } from "./cipher.ts";
import { type CoalescedReads, coalescedReads } from "./coalesced-reads.ts";
import { type Collections, collectionsOf, type Rows, type Wanted } from "./collections.ts";
import { databaseClock } from "./database-clock.ts";
import { type OptimisticRows, optimisticRows } from "./optimistic-rows.ts";
import { type ReadCache, readCache } from "./read-cache.ts";
import type { ServiceSettings } from "./settings.ts";

// biome-ignore lint/suspicious/noExplicitAny: rows of the kernel are typed where they are written.
export type Row = { _id: string; [field: string]: any };

/** Collections of the kernel, the same in every service. */
export type Kernel = {
  /** One row per accepted command: its audit record and its events (the outbox). */
  log: Collection<Row>;
  /** Answers stored under an idempotency key (API-9). */
  answers: Collection<Row>;
  /** (consumer, event) pairs that are done (EVT-1). */
  inbox: Collection<Row>;
  dead_letters: Collection<Row>;
  sagas: Collection<Row>;
  /** The relay's leader; heads of the chains; reserved numbers; secrets. */
  leases: Collection<Row>;
  heads: Collection<Row>;
  numbers: Collection<Row>;
  /** What became of each migration. */
  migrations: Collection<Row>;
};

export type Database = {
  connection: Connection;
  kernel: Kernel;
  /** Signs this service's cursors; shared by all its copies. */
  secret: string;
  cipher: Cipher;
  settings: ServiceSettings;
  cache: ReadCache;
  optimistic: OptimisticRows;
  coalesced: CoalescedReads;
  model(resource: AnyResource): Model<Document>;
  /** The resource's collection without the model, for reading: the tables shape the rows for display. */
  rows(resource: AnyResource): Rows;
  /**
   * The same for writing outside of a transaction; created with its indexes first. Written values have passed
   * the tables.
   */
  writable(resource: AnyResource): Promise<Rows>;
  collections: Collections;
  session(): Promise<ClientSession>;
  /** Called before any work begins: throws the caller's error when writing is impossible now. */
  mayWrite(): void;
  /** Milliseconds since 1970 by the database's clock: for leases, which copies on several machines share. */
  now(): number;
  /** Connections to MongoDB: open, in use, and requests waiting for one. */
  pool(): Pool;
  close(): Promise<void>;
};

export type Pool = { open: number; in_use: number; waiting: number };

/** Counted from the driver's own events, so reading the counts is free. */
function watched(connection: Connection): () => Pool {
  const pool: Pool = { open: 0, in_use: 0, waiting: 0 };
  const client = connection.getClient();
  const counts = {
    connectionCreated: () => (pool.open += 1),
    connectionClosed: () => (pool.open -= 1),
    connectionCheckOutStarted: () => (pool.waiting += 1),
    connectionCheckOutFailed: () => (pool.waiting -= 1),
    connectionCheckedIn: () => (pool.in_use -= 1),
  } as const;
  for (const [name, count] of Object.entries(counts)) client.on(name as never, count as never);
  client.on("connectionCheckedOut", () => {
    pool.waiting -= 1;
    pool.in_use += 1;
  });
  // The first connections opened before counting began.
  return () => ({
    open: Math.max(pool.open, pool.in_use, 1),
    in_use: Math.max(0, pool.in_use),
    waiting: Math.max(0, pool.waiting),
  });
}

const DAY_SECONDS = 86_400;

const kernelNames = [
  "log",
  "answers",
  "inbox",
  "dead_letters",
  "sagas",
  "leases",
  "heads",
  "numbers",
  "migrations",
] as const satisfies readonly (keyof Kernel)[];

const kernelIndexes: [keyof Kernel, Record<string, 1 | -1>, Record<string, unknown>][] = [
  ["log", { pending: 1, ts: 1 }, { partialFilterExpression: { pending: { $exists: true } } }],
  ["log", { org_id: 1, seq: 1 }, { unique: true, partialFilterExpression: { seq: { $exists: true } } }],
  ["log", { org_id: 1, at: 1, _id: 1 }, {}],
  ["log", { org_id: 1, "changes.id": 1 }, {}],
  [
    "log",
    { org_id: 1, "access.kind": 1, at: 1, _id: 1 },
    { partialFilterExpression: { "access.kind": { $exists: true } } },
  ],
  ["answers", { expires_at: 1 }, { expireAfterSeconds: 0 }],
  ["inbox", { at: 1 }, { expireAfterSeconds: 30 * DAY_SECONDS }],
  ["dead_letters", { at: 1 }, {}],
  [
    "sagas",
    { org_id: 1, subject: 1 },
    { unique: true, partialFilterExpression: { subject: { $exists: true } } },
  ],
  ["sagas", { lease_until: 1 }, { partialFilterExpression: { lease_until: { $exists: true } } }],
  ["sagas", { ended_at: 1 }, { expireAfterSeconds: 30 * DAY_SECONDS }],
];

/** Unique across tenants, which a sharded collection cannot have. */
const retiredIndexes: Partial<Record<keyof Kernel, readonly string[]>> = { sagas: ["subject_1"] };

/** Created at start, even without an index: two transactions cannot create collections at once. */
export const kernelCollections: Wanted[] = kernelNames.map((name) => ({
  name: `_${name}`,
  indexes: kernelIndexes.filter(([each]) => each === name).map(([, key, options]) => ({ key, ...options })),
  retired: retiredIndexes[name] ?? [],
}));

export type DatabaseOptions = {
  url: string;
  name: string;
  resources: readonly AnyResource[];
  poolSize?: number;
  /** The source of the cipher's key; never stored in the database. */
  secretKey: string;
  settings?: ServiceSettings;
  mayWrite?: (() => void) | undefined;
  /** Receives failures of work that no caller waits for. */
  report?: (error: unknown) => void;
};

const connect = (url: string, dbName: string, maxPoolSize: number): Promise<Connection> =>
  mongoose
    .createConnection(url, {
      dbName,
      bufferCommands: false,
      autoIndex: false,
      autoCreate: false,
      maxPoolSize,
      serverSelectionTimeoutMS: 5000,
      retryWrites: true,
      writeConcern: { w: "majority", journal: true },
    })
    .asPromise();

/**
 * Connects and creates the kernel's collections. No decision relies on plain reads; writes are majority and
 * journaled.
 */
export async function openDatabase({
  url,
  name,
  resources,
  poolSize = 20,
  secretKey,
  settings = {},
  mayWrite = () => undefined,
  report = () => undefined,
}: DatabaseOptions): Promise<Database> {
  const connection = await connect(url, name, poolSize);
  const pool = watched(connection);
  const kernel = Object.fromEntries(
    kernelNames.map((each) => [each, connection.collection(`_${each}`)]),
  ) as unknown as Kernel;
  const collections = await collectionsOf(connection, { owner: name, resources, report });
  const { rows } = collections;
  const modelOfResource = modelsOn(connection);
  await collections.makeAll("_kernel", kernelCollections);
  const [secret, clock] = await Promise.all([sharedSecret(kernel), databaseClock(connection)]);
  return {
    connection,
    kernel,
    secret,
    cipher: cipherOf(secretKey),
    settings,
    cache: readCache(),
    optimistic: optimisticRows(),
    coalesced: coalescedReads(),
    model(resource) {
      // Reading through a model also updates outdated indexes.
      rows(resource);
      return modelOfResource(resource);
    },
    rows,
    writable: collections.writable,
    collections,
    session: () => connection.startSession(),
    mayWrite,
    now: clock.now,
    pool,
    async close() {
      clock.stop();
      await collections.settled();
      await connection.close();
    },
  };
}

/** A model is built on first use: otherwise building unused models would be most of the work of a start. */
function modelsOn(connection: Connection) {
  const models = new Map<AnyResource, Model<Document>>();
  return (resource: AnyResource): Model<Document> => {
    const model = models.get(resource) ?? modelOf(connection, resource);
    models.set(resource, model);
    return model;
  };
}

async function sharedSecret(kernel: Kernel): Promise<string> {
  const row = await kernel.heads.findOneAndUpdate(
    { _id: "secret" },
    { $setOnInsert: { value: `${newId()}${newId()}` } },
    { upsert: true, returnDocument: "after" },
  );
  return String(row?.value);
}
