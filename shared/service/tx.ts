/**
 * Writing, bound to one tenant and one transaction. Every write of a declared resource records its audit
 * record and its event; both are stored with the state, or nothing is.
 */
import type { ClientSession } from "mongoose";
import { nowInstant } from "../clock.ts";
import type { DataOf, EventDeclaration } from "../events/event.ts";
import type { FieldTable } from "../fields/index.ts";
import type { Meta } from "../meta.ts";
import { entityOf, type Hidden, shownOf } from "../resource/model.ts";
import { type MongoFilter, tenantOf } from "../resource/query.ts";
import type { AnyResource, Entity, Resource } from "../resource/resource.ts";
import { freeSlug, slugOf } from "../resource/slug.ts";
import { isWritten } from "./carried-log.ts";
import { type Emit, emitEvent } from "./command-record.ts";
import type { Database } from "./database.ts";
import type { MongoUpdate } from "./documents.ts";
import { heldRow, seenBesideHeld } from "./held-write.ts";
import type { Access } from "./log.ts";
import { type Numbers, type TenantNumbers, tenantNumbers } from "./numbers.ts";
import { matchVersion, type Reader, readerOf } from "./reader.ts";
import type { OneSave } from "./saves.ts";
import * as saves from "./saves.ts";
import { ownRows } from "./stored-filter.ts";
import { type TxState, within } from "./tx-state.ts";
import type { Committed } from "./unit.ts";
import { refuseHidden } from "./visible.ts";
import type { KeptRow, OneWrite, SaveOptions } from "./writes.ts";
import * as writes from "./writes.ts";

export type { Emit } from "./command-record.ts";
export type { MongoUpdate } from "./documents.ts";
export type { OneSave } from "./saves.ts";
export type { OneWrite } from "./writes.ts";

type EmitOption = { emit?: Emit };

type Working = Reader & TenantNumbers;

export type Tx = Working & {
  /** The instant of the command, the same for everything it writes. */
  readonly now: string;
  /** Committed data, read outside this transaction: for the text of a refusal, never for a decision. */
  readonly committed: Reader;
  /**
   * Creates an entity; missing optional fields become null. An entity written `last` carries the command's
   * log row, which saves a round trip; nothing in the transaction may read it.
   */
  insert<T extends FieldTable>(
    resource: Resource<T>,
    values: Partial<Entity<Resource<T>>> & Record<string, unknown>,
    options?: EmitOption & { last?: boolean },
  ): Promise<Entity<Resource<T>>>;
  insertMany<T extends FieldTable>(
    resource: Resource<T>,
    rows: (Partial<Entity<Resource<T>>> & Record<string, unknown>)[],
    options?: EmitOption,
  ): Promise<Entity<Resource<T>>[]>;
  /** Creates a row of the service's own bookkeeping under this id unless it exists; not audited. */
  upsert<T extends FieldTable>(
    resource: Resource<T>,
    id: string,
    values: Partial<Entity<Resource<T>>> & Record<string, unknown>,
  ): Promise<{ created: boolean; entity: Entity<Resource<T>> }>;
  /**
   * The entity that the request names: 404 when missing or invisible (PRM-4), 412 when If-Match names another
   * version.
   */
  target<T extends FieldTable>(
    resource: Resource<T>,
    id: string,
    options?: Hidden,
  ): Promise<Entity<Resource<T>>>;
  /** Writes changed fields of an entity read in this transaction. */
  save<T extends FieldTable>(
    resource: Resource<T>,
    before: Entity<Resource<T>>,
    changes: Partial<Entity<Resource<T>>> & Record<string, unknown>,
    options?: SaveOptions,
  ): Promise<Entity<Resource<T>>>;
  /**
   * Writes changed fields of entities read in this transaction, in one round trip; each gets its own audit
   * record and event. The result omits entities without a difference.
   */
  saveMany<T extends FieldTable>(
    resource: Resource<T>,
    writes: readonly OneSave<Entity<Resource<T>>>[],
  ): Promise<Entity<Resource<T>>[]>;
  /** One conditional write, which decides between concurrent commands. Null when nothing matched. */
  update<T extends FieldTable>(
    resource: Resource<T>,
    filter: MongoFilter,
    update: MongoUpdate,
    options?: EmitOption,
  ): Promise<Entity<Resource<T>> | null>;
  /** Adds rows of the service's own bookkeeping: derived data, without audit records or events. */
  append(resource: AnyResource, rows: Record<string, unknown>[]): Promise<void>;
  /** One silent write of a row by id; returns the row with its hidden fields. */
  updateReturningHidden<T extends FieldTable>(
    resource: Resource<T>,
    id: string,
    update: MongoUpdate,
  ): Promise<Entity<Resource<T>> | null>;
  /** Several silent conditional writes in one round trip; returns how many matched. */
  updateMany(resource: AnyResource, writes: OneWrite[]): Promise<number>;
  /**
   * Writes rows of the service's own bookkeeping under these ids: `values` only when it creates a row, `set`
   * in either case, `max` where it is greater. Repetition changes nothing.
   */
  upsertMany(resource: AnyResource, rows: KeptRow[]): Promise<void>;
  /** Removes rows for good (DEL-3). */
  purge<T extends FieldTable>(resource: Resource<T>, entity: Entity<Resource<T>>): Promise<void>;
  /** Adds an event about an aggregate at its present version. */
  emit<E extends EventDeclaration>(
    event: E,
    aggregate: { kind: string; id: string; version: number },
    data: DataOf<E>,
  ): void;
  /** Sets the caller's reason, stored with the audit record. */
  reason(reason: string | null | undefined): void;
  /** Records what changes nothing (AUD-2). */
  access(access: Access): void;
  /** A slug that is free among the tenant's (and the system's) rows of the resource (ID-3). */
  slug(resource: AnyResource, name: string): Promise<string>;
};

/** Silent conditional writes outside of a transaction: each succeeds or fails on its own. */
export type SilentWrite = Pick<Tx, "updateMany" | "upsertMany">;

/** The same, and writes with records. */
export type Write = SilentWrite & {
  /**
   * Saves rows in one round trip, each by itself and with a log row of its own; returns how many were
   * unchanged since they were read. For the others, read them and save again.
   */
  saveEach<T extends FieldTable>(
    resource: Resource<T>,
    action: string,
    saves: readonly OneSave<Entity<Resource<T>>>[],
  ): Promise<number>;
  /** Whether the log has the record of this id, which is of this row. */
  isRecorded(resource: AnyResource, row_id: string, record_id: string): Promise<boolean>;
};

export type TxContext = {
  db: Database;
  meta: Meta;
  /** Undefined: each write is on its own. */
  session?: ClientSession;
  /** Absent for writes that take no number. */
  numbers?: Numbers;
  if_match?: number | undefined;
  /** Whether it is attempted as a single write. */
  single?: boolean;
  beforeWrite?: () => void;
};

export function txOf(context: TxContext): { tx: Tx; state: TxState } {
  const { db, meta, session, numbers, single = false, beforeWrite } = context;
  const org = tenantOf(meta.org.id);
  const now = nowInstant();
  const state: TxState = {
    db,
    meta,
    author: { org, actor_id: meta.actor.id, now },
    session,
    single,
    held: null,
    seen: new Map(),
    record: { changes: [], events: [], reason: null },
    written: new Map(),
    writing: null,
    unmade: new Set(),
    beforeWrite,
  };
  const reader = single ? readerBesideHeld(state) : readerOf(db, meta, session);
  const tx = {
    ...reader,
    ...writesIn(state),
    now,
    committed: readerOf(db, meta),
    target: targetOf(reader, context),
    emit: (event, aggregate, data) => emitEvent(state.record, event, aggregate, data),
    reason(reason) {
      state.record.reason = reason ?? null;
    },
    access(access) {
      state.record.access = access;
    },
    slug: (resource, name) => unusedSlug(state, resource, name),
    ...tenantNumbers(org, numbers),
  } satisfies Tx;
  return { tx, state };
}

/** Reads as in a transaction: includes the row that is held back. */
function readerBesideHeld(state: TxState): Reader {
  const reader = readerOf(seenBesideHeld(state.db, state), state.meta, undefined, state.seen);
  return {
    ...reader,
    async get(resource, id) {
      const row = heldRow(state, resource, id);
      return row ? shownOf(resource, row) : reader.get(resource, id);
    },
    async load(resource, id, options) {
      const row = heldRow(state, resource, id);
      return row ? entityOf(resource, row, options) : reader.load(resource, id, options);
    },
  };
}

type Writes = Pick<
  Tx,
  | "insert"
  | "insertMany"
  | "upsert"
  | "save"
  | "saveMany"
  | "update"
  | "append"
  | "updateReturningHidden"
  | "updateMany"
  | "upsertMany"
  | "purge"
>;

const writesIn = (state: TxState): Writes => ({
  async insert(resource, values, options) {
    const [entity] = await writes.insertMany(state, resource, [values], options);
    return entity!;
  },
  insertMany: (resource, rows, options) => writes.insertMany(state, resource, rows, options),
  upsert: (resource, id, values) => writes.upsert(state, resource, id, values),
  save: (resource, before, changes, options) => writes.save(state, resource, { before, changes }, options),
  saveMany: (resource, each) => saves.saveMany(state, resource, each),
  update: (resource, filter, update, { emit = "default" } = {}) =>
    writes.update(state, resource, { filter, update }, emit),
  append: (resource, rows) => writes.append(state, resource, rows),
  updateReturningHidden: (resource, id, update) => writes.updateReturningHidden(state, resource, id, update),
  updateMany: (resource, each) => writes.updateMany(state, resource, each),
  upsertMany: (resource, rows) => writes.upsertMany(state, resource, rows),
  purge: (resource, entity) => writes.purge(state, resource, entity),
});

const targetOf =
  (reader: Reader, { meta, if_match }: TxContext): Tx["target"] =>
  async (resource, id, options) => {
    const found = await reader.load(resource, id, options);
    const entity = refuseHidden(resource, meta, found);
    matchVersion(entity, if_match);
    return entity;
  };

async function unusedSlug(
  { db, author, session }: TxState,
  resource: AnyResource,
  name: string,
): Promise<string> {
  const wanted = slugOf(name);
  const filter = ownRows(author.org, { slug: { $regex: `^${wanted}(-\\d+)?$` } }, resource);
  const rows = await db
    .rows(resource)
    .find(filter, { ...within(session), projection: { slug: 1 } })
    .toArray();
  return freeSlug(wanted, new Set(rows.map((row) => row.slug)));
}

/** Allows caching again of the resources that a transaction wrote. */
export function endWrites({ written }: TxState): void {
  for (const over of written.values()) over();
  written.clear();
}

const plain = (db: Database, meta: Meta) => txOf({ db, meta });

export function silentWriteOf(db: Database, meta: Meta): SilentWrite {
  const { tx, state } = plain(db, meta);
  return {
    updateMany: (...write) => tx.updateMany(...write).finally(() => endWrites(state)),
    upsertMany: (...write) => tx.upsertMany(...write).finally(() => endWrites(state)),
  };
}

export function writeOf(db: Database, meta: Meta, committed: Committed): Write {
  return {
    ...silentWriteOf(db, meta),
    isRecorded: (resource, row_id, record_id) => isWritten(db, resource, row_id, record_id),
    async saveEach(resource, action, rows) {
      const { state } = plain(db, meta);
      try {
        return await saves.saveEach(state, resource, { action, saves: rows });
      } finally {
        endWrites(state);
        committed(resource);
      }
    },
  };
}
