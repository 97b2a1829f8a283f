/** State that a command's writes share while it runs, in a transaction or as a single write. */
import type { ClientSession } from "mongoose";
import type { Meta } from "../meta.ts";
import type { Document } from "../resource/model.ts";
import type { AnyResource } from "../resource/resource.ts";
import type { Rows } from "./collections.ts";
import type { Database } from "./database.ts";
import type { Author, MongoUpdate } from "./documents.ts";
import type { CommandRecord } from "./log.ts";
import type { StoredFilter } from "./stored-filter.ts";

export type TxState = {
  db: Database;
  meta: Meta;
  author: Author;
  /** Undefined: each write is on its own. */
  session: ClientSession | undefined;
  /**
   * Whether the command is attempted as a single write: without a transaction, and held back until it has
   * run.
   */
  single: boolean;
  held: HeldWrite | null;
  /** The count of silent writes (`SILENT`) of each row it read, by id. */
  seen: Map<string, unknown>;
  record: CommandRecord;
  /** By resource, functions to call after the transaction: they allow caching again. */
  written: Map<string, () => void>;
  /** The resource of its last write. */
  writing: string | null;
  /** Resources whose collections must be created before this transaction can write to them. */
  unmade: Set<AnyResource>;
  /** Called before each write of a transaction. */
  beforeWrite: (() => void) | undefined;
};

/** The option for the driver; absent outside of a transaction. */
export const within = (session: ClientSession | undefined) => (session ? { session } : {});

/**
 * A write of one document that waits for its log row. `row` is the document after it, as far as the command
 * knows it.
 */
export type HeldWrite = { resource: AnyResource; row: Document } & (
  | { kind: "insert" }
  | { kind: "update"; filter: StoredFilter; update: MongoUpdate }
);

/** A command attempted as a single write does more than that: it starts again in a transaction. */
export class NeedsTransaction extends Error {}

/** A transaction meets a missing collection: end, create the collection, start again. */
export class Unmade extends Error {
  readonly resources: ReadonlySet<AnyResource>;
  constructor(resources: ReadonlySet<AnyResource>) {
    super(`Not made yet: ${[...resources].map((each) => each.plural).join(", ")}.`);
    this.resources = resources;
  }
}

/** The collection for an immediate write, which invalidates its cache. */
export async function writeTo(state: TxState, resource: AnyResource): Promise<Rows> {
  if (state.single) throw new NeedsTransaction();
  return collectionFor(state, resource);
}

/** The collection, created first, for a write that may be held back. */
export async function collectionFor(state: TxState, resource: AnyResource): Promise<Rows> {
  const { db, session, unmade, written, author, beforeWrite } = state;
  if (!db.collections.made(resource)) {
    if (session) throw new Unmade(unmade.add(resource));
    await db.collections.make(resource);
  }
  state.writing = resource.name;
  beforeWrite?.();
  if (!written.has(resource.name)) written.set(resource.name, db.cache.writing(author.org, resource));
  return db.rows(resource);
}
