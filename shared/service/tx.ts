/**
 * Writing, bound to one tenant and one transaction. Every write of a declared resource leaves its audit record and its
 * event behind; both are stored with the state, or nothing is.
 */
import type { ClientSession } from "mongoose";
import { nowInstant } from "../clock.ts";
import { fail } from "../errors.ts";
import type { DataOf, EventDeclaration } from "../events/event.ts";
import type { FieldTable } from "../fields/index.ts";
import { newId } from "../ids.ts";
import type { Meta } from "../meta.ts";
import { type Document, shownOf, wholeOf } from "../resource/model.ts";
import { type MongoFilter, scoped, tenantOf } from "../resource/query.ts";
import type { AnyResource, Entity, Resource } from "../resource/resource.ts";
import { freeSlug, slugOf } from "../resource/slug.ts";
import { KEYS, keyedValue, keysOf, pathOf, typedOf, wordsOf } from "../resource/words.ts";
import type { Database } from "./database.ts";
import { differences, eventData, MASK } from "./differences.ts";
import type { Change, Emitted } from "./log.ts";
import { refuseWordTwice } from "./once.ts";
import { matchVersion, type Reader, readerOf } from "./reader.ts";
import { refuseForeignStore, refuseHidden } from "./visible.ts";

/** Which event a write makes: told, or the resource's own, or none (then the version stays as well). */
type Told<E extends EventDeclaration = EventDeclaration> = { event: E; data: DataOf<E> };
// biome-ignore lint/suspicious/noExplicitAny: the entity is that of the write; the event's data type checks the result.
export type Announced = Told | ((after: any) => Told) | "own" | "silent";

/** $set, $inc, $push … on stored fields. */
export type MongoUpdate = { [operator: `$${string}`]: Record<string, unknown> };

export type OneWrite = { id: string; where?: MongoFilter; update: MongoUpdate };

export type OneSave<E> = {
  before: E;
  changes: Partial<E> & Record<string, unknown>;
  /** What must be so besides the version. */
  where?: MongoFilter;
  /** Silent bookkeeping that is written with them. */
  also?: MongoUpdate;
  announced?: Announced;
};

export type Tx = Reader & {
  /** The instant of the command, the same for everything it writes. */
  readonly now: string;
  /** What is committed, seen from outside of this transaction: to word a refusal, never to decide. */
  readonly committed: Reader;
  /** Creates an entity; missing optional fields become null. */
  insert<T extends FieldTable>(
    resource: Resource<T>,
    values: Partial<Entity<Resource<T>>> & Record<string, unknown>,
    announced?: Announced,
  ): Promise<Entity<Resource<T>>>;
  insertMany<T extends FieldTable>(
    resource: Resource<T>,
    rows: (Partial<Entity<Resource<T>>> & Record<string, unknown>)[],
    announced?: Announced,
  ): Promise<Entity<Resource<T>>[]>;
  /** Creates a row of the service's own bookkeeping under this id, or finds it there; not audited. */
  ensure<T extends FieldTable>(
    resource: Resource<T>,
    id: string,
    values: Partial<Entity<Resource<T>>> & Record<string, unknown>,
  ): Promise<{ created: boolean; entity: Entity<Resource<T>> }>;
  /** The entity that the request names: 404 when missing or out of sight (PRM-4), 412 when If-Match names another version. */
  target<T extends FieldTable>(
    resource: Resource<T>,
    id: string,
    options?: { whole?: boolean },
  ): Promise<Entity<Resource<T>>>;
  /** Writes changed fields of an entity read in this transaction. */
  save<T extends FieldTable>(
    resource: Resource<T>,
    before: Entity<Resource<T>>,
    changes: Partial<Entity<Resource<T>>> & Record<string, unknown>,
    announced?: Announced,
    verb?: Change["verb"],
  ): Promise<Entity<Resource<T>>>;
  /**
   * Writes changed fields of entities read in this transaction, in one round trip; each leaves its own audit record and
   * event behind. Those without a difference are left out of the answer.
   */
  saveEach<T extends FieldTable>(
    resource: Resource<T>,
    writes: readonly OneSave<Entity<Resource<T>>>[],
  ): Promise<Entity<Resource<T>>[]>;
  /** One conditional write: what decides a contested thing. Null when nothing matched. */
  change<T extends FieldTable>(
    resource: Resource<T>,
    filter: MongoFilter,
    update: MongoUpdate,
    announced?: Announced,
  ): Promise<Entity<Resource<T>> | null>;
  /** Adds rows of the service's own bookkeeping: derived from what others did, neither audited nor announced. */
  note(resource: AnyResource, rows: Record<string, unknown>[]): Promise<void>;
  /** One silent write of a row by id; answers it with its hidden fields. */
  changeWhole<T extends FieldTable>(
    resource: Resource<T>,
    id: string,
    update: MongoUpdate,
  ): Promise<Entity<Resource<T>> | null>;
  /** Several conditional writes in one round trip, announced by the caller; how many matched. */
  changeEach(resource: AnyResource, writes: OneWrite[], options: { silent: boolean }): Promise<number>;
  /**
   * Rows of the service's own bookkeeping under these ids: made with `values` unless they are there, and in either case with
   * `set`. The same however often it is done.
   */
  keepEach(
    resource: AnyResource,
    rows: { id: string; values: Record<string, unknown>; set?: Record<string, unknown> }[],
  ): Promise<void>;
  /** Removes rows for good (DEL-3). */
  erase<T extends FieldTable>(resource: Resource<T>, entity: Entity<Resource<T>>): Promise<void>;
  /** Adds an event about an aggregate at its present version. */
  emit<E extends EventDeclaration>(
    event: E,
    aggregate: { kind: string; id: string; version: number },
    data: DataOf<E>,
  ): void;
  /** The caller's reason, kept with the audit record. */
  because(reason: string | null | undefined): void;
  /** A slug that is free among the tenant's (and the system's) rows of the resource (ID-3). */
  slug(resource: AnyResource, name: string): Promise<string>;
  /** The next human number of this kind (ID-2). */
  number(kind: string): Promise<number>;
};

/** Conditional writes outside of a transaction: each happens or not, whatever becomes of the others. */
export type Write = Pick<Tx, "changeEach" | "keepEach">;

/** What a transaction has gathered for its log row. */
export type Gathered = {
  changes: Change[];
  events: Emitted[];
  reason: string | null;
  /** To be called when the transaction is over: what it wrote may be remembered again. */
  written: Map<string, () => void>;
  /** Resources whose collections are to be made before this transaction can write to them. */
  unmade: Set<AnyResource>;
};

/** A transaction meets a collection that is not made yet: it ends, the collection is made, and the transaction begins anew. */
export class Unmade extends Error {
  readonly resources: ReadonlySet<AnyResource>;
  constructor(resources: ReadonlySet<AnyResource>) {
    super(`Not made yet: ${[...resources].map((each) => each.plural).join(", ")}.`);
    this.resources = resources;
  }
}

export type TxContext = {
  db: Database;
  meta: Meta;
  /** None: each write is on its own. */
  session?: ClientSession;
  number: (org: string, kind: string) => Promise<number>;
  if_match?: number;
};

export function txOf({ db, meta, session, number, if_match }: TxContext): { tx: Tx; gathered: Gathered } {
  const org = tenantOf(meta.org.id);
  const now = nowInstant();
  const gathered: Gathered = { changes: [], events: [], reason: null, written: new Map(), unmade: new Set() };
  const reader = readerOf(db, meta, session);

  /** The collection for a write. */
  const writeTo = async (resource: AnyResource) => {
    if (!db.collections.made(resource)) {
      if (session) throw new Unmade(gathered.unmade.add(resource));
      await db.collections.make(resource);
    }
    if (!gathered.written.has(resource.name))
      gathered.written.set(resource.name, db.remembered.writing(org, resource));
    return db.rows(resource);
  };
  const insertAll = async (resource: AnyResource, documents: Document[]) => {
    const rows = await writeTo(resource);
    await (documents.length === 1
      ? rows.insertOne(documents[0]!, { session })
      : rows.insertMany(documents, { session }));
  };

  const announce = (
    resource: AnyResource,
    verb: Change["verb"],
    entity: Entity<AnyResource>,
    announced: Announced,
  ) => {
    if (announced === "silent") return;
    const told = typeof announced === "function" ? announced(entity) : announced;
    const own = told === "own";
    gathered.events.push({
      id: newId(),
      type: own ? `${resource.name}.${verb === "removed" ? "deleted" : verb}` : told.event.type,
      aggregate: { kind: resource.name, id: entity.id, seq: entity.version },
      data: own ? eventData(resource, entity) : (told.data as Record<string, unknown>),
      ...(own ? {} : versionOf(told.event)),
    });
  };
  const record = (
    resource: AnyResource,
    verb: Change["verb"],
    entity: Entity<AnyResource>,
    fields: Change["fields"],
  ) => {
    db.recent.forget(org, resource, entity.id);
    gathered.changes.push({ kind: resource.name, id: entity.id, version: entity.version, verb, fields });
  };

  /** A row comes to be, and stays, in a store that is the principal's own (PRM-4). */
  const placed = (resource: AnyResource, values: Record<string, unknown>) => {
    const { store_field } = resource;
    const column = store_field === "id" ? "_id" : store_field;
    if (column && column in values) refuseForeignStore(meta, values[column], `/${store_field}`);
  };
  const documentOf = (resource: AnyResource, values: Record<string, unknown>): Document => {
    const { id = newId(), ...given } = values;
    const document: Record<string, unknown> = { _id: id, org_id: org };
    for (const [name, { facets }] of Object.entries(resource.columns as FieldTable)) {
      if (name === "id" || name === "org_id" || facets.derived) continue;
      document[name] = given[name] ?? structuredClone(facets.default) ?? null;
    }
    if (resource.hard) delete document.deleted_at;
    if (resource.search) document.words = wordsOf(resource, given);
    if (typedOf(resource).length) document[KEYS] = keysOf(resource, document);
    return Object.assign(document, {
      created_at: now,
      updated_at: now,
      created_by: meta.actor.id,
      version: 1,
    }) as unknown as Document;
  };

  const touched = (resource: AnyResource, given: MongoUpdate, silent: boolean): MongoUpdate => {
    const update = declaredOnly(resource, given);
    return silent
      ? update
      : {
          ...update,
          $set: { ...update.$set, updated_at: now },
          $inc: { ...update.$inc, version: 1 },
        };
  };

  const tx: Tx = {
    ...reader,
    now,
    committed: readerOf(db, meta),
    async insert(resource, values, announced = "own") {
      const [entity] = await tx.insertMany(resource, [values], announced);
      return entity!;
    },
    async insertMany(resource, rows, announced = "own") {
      if (rows.length === 0) return [];
      const documents = rows.map((values) => documentOf(resource, values));
      for (const document of documents) {
        placed(resource, document);
        await refuseWordTwice(db, org, resource, document, session);
      }
      await insertAll(resource, documents);
      return documents.map((document) => {
        const entity = shownOf(resource, document);
        record(resource, "created", entity, {});
        announce(resource, "created", entity, announced);
        return entity;
      });
    },
    async ensure(resource, id, values) {
      const document = documentOf(resource, { ...values, id });
      const { _id, org_id, ...rest } = document;
      const before = await (await writeTo(resource)).findOneAndUpdate(
        scoped(org, { _id: id }) as never,
        { $setOnInsert: rest },
        { session, upsert: true, returnDocument: "before" },
      );
      const entity = shownOf(resource, before ?? document);
      return { created: !before, entity };
    },
    async target(resource, id, { whole } = {}) {
      const found = await (whole ? reader.whole : reader.load)(resource, id);
      const entity = refuseHidden(resource, meta, found);
      matchVersion(entity, if_match);
      return entity;
    },
    async save(resource, before, changes, announced = "own", verb = "updated") {
      const fields = differences(resource, before, changes);
      if (Object.keys(fields).length === 0) return before;
      placed(resource, changes);
      if (
        resource.once &&
        (changes.name !== undefined || resource.once.some((name: string) => name in changes))
      )
        await refuseWordTwice(db, org, resource, { ...before, ...changes, _id: before.id }, session);
      const set: Record<string, unknown> = { ...changes };
      if (resource.search) set.words = wordsOf(resource, { ...before, ...changes });
      const after = await (await writeTo(resource)).findOneAndUpdate(
        scoped(org, { _id: before.id, version: before.version }) as never,
        touched(resource, { $set: set }, announced === "silent") as never,
        { session, returnDocument: "after" },
      );
      if (!after) throw fail("conflict", `This ${resource.name} has just been changed by someone else.`);
      const entity = shownOf(resource, after);
      record(resource, verb, entity, fields);
      announce(resource, verb, entity, announced);
      return entity;
    },
    async saveEach(resource, writes) {
      const real = writes
        .map((each) => ({ ...each, fields: differences(resource, each.before, each.changes) }))
        .filter(({ fields }) => Object.keys(fields).length > 0);
      if (real.length === 0) return [];
      for (const { changes } of real) placed(resource, changes);
      const { matchedCount } = await (await writeTo(resource)).bulkWrite(
        real.map(({ before, changes, where, also, announced }) => {
          const words = resource.search ? { words: wordsOf(resource, { ...before, ...changes }) } : {};
          return {
            updateOne: {
              filter: scoped(org, { ...where, _id: before.id, version: before.version }) as never,
              update: touched(
                resource,
                { ...also, $set: { ...also?.$set, ...changes, ...words } },
                announced === "silent",
              ) as never,
            },
          };
        }),
        { session, ordered: true },
      );
      if (matchedCount !== real.length)
        throw fail("conflict", "One of these has just been changed by someone else.");
      return real.map(({ before, changes, announced = "own", fields }) => {
        // A silent write leaves the version, or the events of the row would have a gap.
        const told = announced === "silent" ? {} : { updated_at: now, version: before.version + 1 };
        const entity = { ...before, ...changes, ...told };
        record(resource, "updated", entity, fields);
        announce(resource, "updated", entity, announced);
        return entity;
      });
    },
    async change(resource, filter, update, announced = "own") {
      const after = await (await writeTo(resource)).findOneAndUpdate(
        scoped(org, filter) as never,
        touched(resource, update, announced === "silent") as never,
        {
          session,
          returnDocument: "after",
        },
      );
      if (!after) return null;
      const entity = shownOf(resource, after);
      if (announced !== "silent") record(resource, "updated", entity, written(resource, update));
      announce(resource, "updated", entity, announced);
      return entity;
    },
    async note(resource, rows) {
      if (rows.length === 0) return;
      const documents = rows.map((values) => documentOf(resource, values));
      await insertAll(resource, documents);
    },
    async changeWhole(resource, id, update) {
      const after = await (await writeTo(resource)).findOneAndUpdate(
        scoped(org, { _id: id }) as never,
        touched(resource, update, true) as never,
        {
          session,
          returnDocument: "after",
        },
      );
      return after && wholeOf(resource, after);
    },
    async changeEach(resource, writes, { silent }) {
      const result = await (await writeTo(resource)).bulkWrite(
        writes.map(({ id, where, update }) => ({
          updateOne: {
            filter: scoped(org, { _id: id, ...where }) as never,
            update: touched(resource, update, silent) as never,
          },
        })),
        { session, ordered: true },
      );
      return result.matchedCount;
    },
    async keepEach(resource, rows) {
      if (rows.length === 0) return;
      await (await writeTo(resource)).bulkWrite(
        rows.map(({ id, values, set = {} }) => {
          const { _id, org_id, ...made } = documentOf(resource, { ...values, id });
          for (const name of Object.keys(set)) delete (made as Record<string, unknown>)[name];
          const update = { $setOnInsert: made, ...(Object.keys(set).length ? { $set: set } : {}) };
          return {
            updateOne: { filter: scoped(org, { _id: id }) as never, update: update as never, upsert: true },
          };
        }),
        { session, ordered: true },
      );
    },
    async erase(resource, entity) {
      await (await writeTo(resource)).deleteOne(scoped(org, { _id: entity.id }) as never, { session });
      record(resource, "removed", entity, {});
      announce(resource, "removed", entity, "own");
    },
    emit(event, aggregate, data) {
      gathered.events.push({
        id: newId(),
        type: event.type,
        aggregate: { kind: aggregate.kind, id: aggregate.id, seq: aggregate.version },
        data: data as Record<string, unknown>,
        ...versionOf(event),
      });
    },
    because(reason) {
      gathered.reason = reason ?? null;
    },
    async slug(resource, name) {
      const wanted = slugOf(name);
      const filter = scoped(org, { slug: { $regex: `^${wanted}(-\\d+)?$` } }, resource);
      const rows = await db
        .rows(resource)
        .find(filter as never, { session, projection: { slug: 1 } })
        .toArray();
      return freeSlug(wanted, new Set(rows.map((row) => row.slug)));
    },
    number: (kind) => number(org, kind),
  };
  return { tx, gathered };
}

/** Nothing is announced of such a write, so there is neither a log row nor a number. */
export function writeOf(db: Database, meta: Meta): Write {
  const { tx, gathered } = txOf({ db, meta, number: async () => 0 });
  const alone = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work;
    } finally {
      for (const over of gathered.written.values()) over();
      gathered.written.clear();
    }
  };
  return {
    changeEach: (...write) => alone(tx.changeEach(...write)),
    keepEach: (...write) => alone(tx.keepEach(...write)),
  };
}

const versionOf = ({ schema_version }: EventDeclaration) => (schema_version === 1 ? {} : { schema_version });

/** An update writes what the table declares, or nothing; what is undefined is not written. */
export function declaredOnly(resource: AnyResource, update: MongoUpdate): MongoUpdate {
  const columns = resource.columns as FieldTable;
  const checked: MongoUpdate = {};
  for (const [operator, operands] of Object.entries(update) as [`$${string}`, Record<string, unknown>][]) {
    const kept: Record<string, unknown> = {};
    for (const [path, value] of Object.entries(operands)) {
      if (value === undefined) continue;
      const [name = ""] = path.split(".", 1);
      const known = name === "words" ? resource.search : columns[name] && !columns[name].facets.derived;
      if (!known) throw new TypeError(`'${path}' is not a stored field of ${resource.name}.`);
      kept[path] = value;
      // The key goes with the text, whoever writes it.
      if (operator === "$set" && columns[path]?.facets.typed)
        kept[pathOf(resource, path)] = keyedValue(value);
    }
    if (Object.keys(kept).length) checked[operator] = kept;
  }
  return checked;
}

/** What a conditional write did, for the audit record: the operands, as the row before was not read. */
function written(resource: AnyResource, update: MongoUpdate): Change["fields"] {
  const columns = resource.columns as FieldTable;
  const fields: Change["fields"] = {};
  for (const [operator, operands] of Object.entries(update)) {
    for (const [name, value] of Object.entries(operands)) {
      const { hidden, private: personal } = columns[name.split(".")[0]!]?.facets ?? {};
      if (hidden || personal) fields[name] = [MASK, MASK];
      else fields[name] = operator === "$set" ? [undefined, value] : [operator, value];
    }
  }
  return fields;
}
