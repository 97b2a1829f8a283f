/**
 * Creates a resource's collection and its indexes before the first row is written, so that a start costs the
 * same however many resources are declared. Indexes decide uniqueness, so they must precede the row. One row
 * per database holds a digest of each declaration that was applied. If a digest differs after an upgrade, the
 * next write creates the indexes first; the next read starts creating them and does not wait.
 */
import type mongoose from "mongoose";
import type { Collection, Connection } from "mongoose";
import { sha256 } from "../ids.ts";
import { carriedIndex } from "../resource/carried-log.ts";
import { type Document, indexesOf } from "../resource/model.ts";
import type { AnyResource } from "../resource/resource.ts";

export type Rows = mongoose.mongo.Collection<Document>;

export type IndexSpec = { key: Record<string, 1 | -1>; [option: string]: unknown };

export type Collections = {
  /** Whether nothing was there when the database was opened. */
  fresh: boolean;
  /** The collection for reading; empty until the collection exists. */
  rows(resource: AnyResource): Rows;
  /** The collection for writing outside of a transaction, created first. */
  writable(resource: AnyResource): Promise<Rows>;
  /** Whether its indexes exist, as far as this process knows. */
  made(resource: AnyResource): boolean;
  /**
   * Creates it unless another copy has. Not inside a transaction: creation waits for the locks of
   * transactions that touched the collection.
   */
  make(resource: AnyResource): Promise<void>;
  /** Whether the database has ever had rows of it, whatever its indexes are. */
  known(resource: AnyResource): boolean;
  /** Creates the collections that every start needs. */
  makeAll(group: string, wanted: readonly Wanted[]): Promise<void>;
  /** Resolves when no creation is in progress. */
  settled(): Promise<void>;
};

export type Wanted = {
  name: string;
  indexes: readonly IndexSpec[];
  /** Names of indexes of earlier versions, which are dropped once the others exist. */
  retired?: readonly string[];
};

const MARK = { _id: "indexes" };
type Mark = { _id: string; made?: Record<string, string> };

/**
 * Failures that a retry does not fix: rows that violate a unique index, or an index with the same name and
 * other options.
 */
const LASTING = new Set([11000, 85, 86]);

const wantedOf = (resource: AnyResource): Wanted => ({
  name: resource.plural,
  indexes: [...indexesOf(resource), carriedIndex].map(({ fields, options }) => ({ key: fields, ...options })),
  retired: resource.retired ?? [],
});

export type CollectionsOptions = {
  /** The database's name, for messages. */
  owner: string;
  resources: readonly AnyResource[];
  /** Receives failures that no caller waits for. */
  report(error: unknown): void;
};

type State = CollectionsOptions & {
  connection: Connection;
  /** Digests of the declarations applied to the database, as far as this process knows. */
  marked: Map<string, string>;
  /** Groups whose digest matches their declaration. */
  ready: Set<string>;
  digests: Map<string, string>;
  /** Creations in progress: concurrent callers share them. */
  pending: Map<string, Promise<void>>;
  /** Outdated collections that a read has found. */
  renewed: Set<string>;
  handles: Map<string, Rows>;
};

/** Reads which collections exist. */
export async function collectionsOf(
  connection: Connection,
  options: CollectionsOptions,
): Promise<Collections> {
  const state: State = {
    ...options,
    connection,
    marked: await readMarks(connection),
    ready: new Set(),
    digests: new Map(),
    pending: new Map(),
    renewed: new Set(),
    handles: new Map(),
  };
  const { ready, pending, handles, marked } = state;
  const make = (resource: AnyResource) =>
    makeOnce(state, {
      group: resource.plural,
      digest: digestOf(state, resource),
      wanted: [wantedOf(resource)],
    });
  const rows = (resource: AnyResource) => {
    if (!ready.has(resource.plural)) renew(state, resource, make);
    return handles.get(resource.plural) ?? handleOf(state, resource);
  };
  return {
    fresh: marked.size === 0,
    rows,
    async writable(resource) {
      if (!isMade(state, resource)) await make(resource);
      return rows(resource);
    },
    made: (resource) => isMade(state, resource),
    make,
    known: (resource) => marked.has(resource.plural),
    makeAll: (group, wanted) => makeOnce(state, { group, digest: digestFor(wanted), wanted }),
    async settled() {
      await Promise.allSettled(pending.values());
    },
  };
}

const headsOf = (connection: Connection): Collection<Mark> => connection.collection("_heads");

async function readMarks(connection: Connection): Promise<Map<string, string>> {
  const mark = await headsOf(connection).findOne(MARK);
  return new Map(Object.entries(mark?.made ?? {}));
}

const digestFor = (wanted: readonly Wanted[]): string => sha256(JSON.stringify(wanted));

function digestOf({ digests }: State, resource: AnyResource): string {
  const digest = digests.get(resource.plural) ?? digestFor([wantedOf(resource)]);
  digests.set(resource.plural, digest);
  return digest;
}

function isMade(state: State, resource: AnyResource): boolean {
  const { ready, marked } = state;
  if (ready.has(resource.plural)) return true;
  const same = marked.get(resource.plural) === digestOf(state, resource);
  if (same) ready.add(resource.plural);
  return same;
}

function handleOf({ connection, handles, resources, owner }: State, resource: AnyResource): Rows {
  refuseForeign(resource, resources, owner);
  // Mongoose types its collections by its own copy of the driver.
  const handle: Rows = connection.collection<Document>(resource.plural) as never;
  handles.set(resource.plural, handle);
  return handle;
}

/** On a read: starts creating the indexes if the declaration has changed since it was applied. */
function renew(state: State, resource: AnyResource, make: Collections["make"]): void {
  const { marked, renewed, report } = state;
  if (isMade(state, resource) || !marked.has(resource.plural) || renewed.has(resource.plural)) return;
  renewed.add(resource.plural);
  make(resource).catch(report);
}

type Group = { group: string; digest: string; wanted: readonly Wanted[] };

function makeOnce(state: State, each: Group): Promise<void> {
  const { pending } = state;
  const there = pending.get(each.group);
  if (there) return there;
  const making = build(state, each).finally(() => pending.delete(each.group));
  pending.set(each.group, making);
  return making;
}

async function build({ connection, marked, ready }: State, { group, digest, wanted }: Group): Promise<void> {
  // Another copy may have created it since.
  const now = marked.get(group) === digest ? marked : await readMarks(connection);
  if (now.get(group) !== digest) {
    await Promise.all(wanted.map((each) => create(connection, each)));
    await headsOf(connection).updateOne(MARK, { $set: { [`made.${group}`]: digest } }, { upsert: true });
  }
  marked.set(group, digest);
  ready.add(group);
}

/** A service may use only its own rows. */
function refuseForeign(resource: AnyResource, resources: readonly AnyResource[], owner: string): void {
  if (!resources.some((each) => each.name === resource.name))
    throw new TypeError(`'${resource.name}' is not a resource of ${owner}.`);
}

/** Several copies may do this at once: existing indexes are left alone. */
async function create(connection: Connection, { name, indexes, retired = [] }: Wanted): Promise<void> {
  try {
    // The driver types an index by literals, which a declaration does not have.
    if (indexes.length) await connection.collection(name).createIndexes(indexes as never);
    else await connection.createCollection(name);
    for (const each of retired) await drop(connection.collection(name), each);
  } catch (error) {
    const { codeName, code, message } = error as { codeName?: string; code?: number; message: string };
    if (codeName === "NamespaceExists") return;
    if (LASTING.has(code ?? 0))
      throw new Error(`The indexes of '${name}' cannot be made: ${message}`, { cause: error });
    throw error;
  }
}

async function drop(collection: Collection, index: string): Promise<void> {
  try {
    await collection.dropIndex(index);
  } catch (error) {
    if ((error as { codeName?: string }).codeName !== "IndexNotFound") throw error;
  }
}
