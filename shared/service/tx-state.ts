/** What a command's writes share while it runs, in a transaction or as a single write. */
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
  /** None: each write is on its own. */
  session: ClientSession | undefined;
  /** Whether the command is tried as a single write: without a transaction, and held back until it has run. */
  single: boolean;
  held: HeldWrite | null;
  /** How the rows were that it read, by id: their silent writes (`SILENT`). */
  seen: Map<string, unknown>;
  record: CommandRecord;
  /** By resource, to be called when the transaction is over: what it wrote may be cached again. */
  written: Map<string, () => void>;
  /** The resource of its last write. */
  writing: string | null;
  /** Resources whose collections are to be made before this transaction can write to them. */
  unmade: Set<AnyResource>;
  /** Called before each write of a transaction. */
  beforeWrite: (() => void) | undefined;
};

/** The option of the driver: absent outside of a transaction. */
export const within = (session: ClientSession | undefined) => (session ? { session } : {});

/** A write of one document that waits for its log row. `row` is the document as it will be, as far as the command knows it. */
export type HeldWrite = { resource: AnyResource; row: Document } & (
  | { kind: "insert" }
  | { kind: "update"; filter: StoredFilter; update: MongoUpdate }
);

/** A command that was tried as a single write does more than that: it begins anew in a transaction. */
export class NeedsTransaction extends Error {}

/** A transaction meets a collection that is not made yet: it ends, the collection is made, and the transaction begins anew. */
export class Unmade extends Error {
  readonly resources: ReadonlySet<AnyResource>;
  constructor(resources: ReadonlySet<AnyResource>) {
    super(`Not made yet: ${[...resources].map((each) => each.plural).join(", ")}.`);
    this.resources = resources;
  }
}

/** The collection for a write that is carried out at once, which ends what is cached of it. */
export async function writeTo(state: TxState, resource: AnyResource): Promise<Rows> {
  if (state.single) throw new NeedsTransaction();
  return collectionFor(state, resource);
}

/** The collection, made first, for a write that may be held back. */
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
