/** Reading, bound to one tenant: no method takes a tenant, none can leave it out (INV-28). */
import type { ClientSession } from "mongoose";
import { fail, notFound } from "../errors.ts";
import type { FieldTable } from "../fields/index.ts";
import type { Meta, OrgContext } from "../meta.ts";
import type { ListQuery, Page } from "../page.ts";
import { type Elements, elementDocument, elementsPlan, type FoundElement } from "../resource/elements.ts";
import { type Document, shownOf, wholeOf } from "../resource/model.ts";
import { type MongoFilter, planOf, scoped } from "../resource/query.ts";
import type { AnyResource, Entity, Resource } from "../resource/resource.ts";
import type { Cipher } from "./cipher.ts";
import type { Database } from "./database.ts";
import { deepFreeze } from "./remembered.ts";
import type { ServiceSettings } from "./settings.ts";

/** `whole`: with hidden fields, for the service's own use or its view. */
export type FindOptions = { sort?: Record<string, 1 | -1>; limit?: number; whole?: boolean };

/** Some rows of one resource. */
export type Part = { resource: AnyResource; filter: MongoFilter };
export type AcrossRow = { kind: string; id: string; [field: string]: unknown };

export type Reader = {
  readonly org: OrgContext;
  readonly meta: Meta;
  /** The entity, soft-deleted ones included, or null. */
  get<T extends FieldTable>(resource: Resource<T>, id: string): Promise<Entity<Resource<T>> | null>;
  /** The entity or 404. */
  load<T extends FieldTable>(resource: Resource<T>, id: string): Promise<Entity<Resource<T>>>;
  find<T extends FieldTable>(
    resource: Resource<T>,
    filter: MongoFilter,
    options?: FindOptions,
  ): Promise<Entity<Resource<T>>[]>;
  findOne<T extends FieldTable>(
    resource: Resource<T>,
    filter: MongoFilter,
  ): Promise<Entity<Resource<T>> | null>;
  /** A page, on request with hidden fields; `where` is what the operation itself adds, such as a derived filter's meaning. */
  page<T extends FieldTable>(
    resource: Resource<T>,
    query: ListQuery,
    where?: MongoFilter,
    options?: { whole?: boolean },
  ): Promise<Page<Entity<Resource<T>>>>;
  /** A page of the elements of a list inside rows, shown as `shown` tells; `where` concerns the rows. */
  elements<T extends FieldTable>(
    shown: Resource<T>,
    elements: Elements,
    query: ListQuery,
    where: MongoFilter,
  ): Promise<Page<Entity<Resource<T>>>>;
  /** The element with this id, or null. */
  element<T extends FieldTable>(
    shown: Resource<T>,
    elements: Elements,
    id: string,
    where: MongoFilter,
  ): Promise<Entity<Resource<T>> | null>;
  count(resource: AnyResource, filter: MongoFilter): Promise<number>;
  /** Rows of a pipeline, which runs behind a match of the tenant. */
  aggregate<Row>(resource: AnyResource, filter: MongoFilter, pipeline: object[]): Promise<Row[]>;
  /** Rows of several resources with the named fields, in one round trip; `kind` is the resource's name. */
  across(parts: readonly Part[], fields: readonly string[]): Promise<AcrossRow[]>;
  /**
   * What `read` gives, which may be up to three seconds old on another copy of the service than the one that changed it:
   * for small tables that change rarely. A change of one of the resources `of` through this process counts at once.
   */
  remembered<T>(name: string, of: readonly AnyResource[], read: () => Promise<T>): Promise<T>;
  /** The same for some of many rows: `read` gives those of these keys that are not remembered. */
  rememberedEach<T>(
    name: string,
    of: readonly AnyResource[],
    keys: readonly string[],
    read: (missing: string[]) => Promise<ReadonlyMap<string, T>>,
  ): Promise<T[]>;
  /** All rows of such a table, the deleted ones included, by id. */
  all<T extends FieldTable>(resource: Resource<T>): Promise<ReadonlyMap<string, Entity<Resource<T>>>>;
  /** Rows for `recent`, from now on frozen. */
  keep<T extends FieldTable>(resource: Resource<T>, rows: readonly Entity<Resource<T>>[]): void;
  /**
   * Rows that this copy kept lately, or null unless all are there. They may be out of date: only for a write under the
   * condition that they are not, which reads when they are.
   */
  recent<T extends FieldTable>(resource: Resource<T>, ids: readonly string[]): Entity<Resource<T>>[] | null;
  /** What `read` gives, begun up to 20 ms from now and shared by all of this tenant that ask until then. */
  soon<T>(name: string, read: () => Promise<T>): Promise<T>;
  /** Encrypts and decrypts a value that is kept encrypted. */
  readonly cipher: Cipher;
  /** What the operator has set. */
  readonly settings: ServiceSettings;
  /** The entity with its hidden fields, or 404: for the service's own use, never for an answer. */
  whole<T extends FieldTable>(resource: Resource<T>, id: string): Promise<Entity<Resource<T>>>;
};

/** A reader for the tenant of `meta`; inside a transaction when a session is given. */
export function readerOf(db: Database, meta: Meta, session?: ClientSession): Reader {
  const org = meta.org.id;
  // Who looks at a slow query, or counts them, sees which were made for an event and not for a request.
  const comment = meta.causation_id ? { comment: `event ${meta.causation_id}` } : {};
  const within = session ? { session } : comment;
  const one = (resource: AnyResource, filter: MongoFilter) =>
    db.rows(resource).findOne(scoped(org, filter, resource) as never, within);

  const reader: Reader = {
    org: meta.org,
    meta,
    cipher: db.cipher,
    settings: db.settings,
    async whole(resource, id) {
      const found = await one(resource, { _id: id });
      if (!found) throw notFound(resource.name, id);
      return wholeOf(resource, found);
    },
    async get(resource, id) {
      const found = await one(resource, { _id: id });
      return found && shownOf(resource, found);
    },
    async load(resource, id) {
      const found = await one(resource, { _id: id });
      if (!found) throw notFound(resource.name, id);
      return shownOf(resource, found);
    },
    async find(resource, filter, { sort, limit, whole } = {}) {
      const options = { ...within, ...(sort ? { sort } : {}), ...(limit ? { limit } : {}) };
      const rows = await db
        .rows(resource)
        .find(scoped(org, filter, resource) as never, options)
        .toArray();
      return rows.map((row) => (whole ? wholeOf(resource, row) : shownOf(resource, row)));
    },
    async findOne(resource, filter) {
      const found = await one(resource, filter);
      return found && shownOf(resource, found);
    },
    async page(resource, query, where, { whole } = {}) {
      const plan = planOf(resource, query, org, db.secret, where);
      const all = db.rows(resource);
      const [rows, matching] = await Promise.all([
        all
          .find(scoped(org, plan.filter, resource) as never, {
            ...within,
            sort: plan.sort,
            skip: plan.skip,
            limit: plan.limit + 1,
            // All of a page comes with the first answer.
            batchSize: plan.limit + 2,
          })
          .toArray(),
        query.count ? all.countDocuments(scoped(org, plan.matching, resource) as never, within) : undefined,
      ]);
      const more = rows.length > plan.limit;
      if (more) rows.pop();
      return {
        data: rows.map((row) => (whole ? wholeOf(resource, row) : shownOf(resource, row))),
        next_cursor: more ? plan.cursorAfter(rows[rows.length - 1]!) : null,
        ...(matching === undefined ? {} : { count: matching }),
      };
    },
    async elements(shown, elements, query, where) {
      const { of, list } = elements;
      const plan = elementsPlan(shown, elements, query, org, db.secret, where);
      const [rows, counted] = await Promise.all([
        reader.aggregate<FoundElement>(of, plan.filter, plan.pipeline),
        query.count ? reader.aggregate<{ count: number }>(of, plan.matching, plan.counting) : undefined,
      ]);
      const more = rows.length > plan.limit;
      if (more) rows.pop();
      return {
        data: rows.map((row) => shownOf(shown, elementDocument(shown, elements, row, row[list]))),
        next_cursor: more ? plan.cursorAfter(rows[rows.length - 1]!) : null,
        ...(counted ? { count: counted[0]?.count ?? 0 } : {}),
      };
    },
    async element(shown, elements, id, where) {
      const { of, list } = elements;
      const row = await one(of, { ...where, [`${list}.id`]: id });
      const element = (row?.[list] as Document[] | undefined)?.find((each) => each.id === id);
      return row && element ? shownOf(shown, elementDocument(shown, elements, row, element)) : null;
    },
    remembered: (name, of, read) =>
      session ? db.remembered.peek(org, name, of, read) : db.remembered.get(org, name, of, read),
    rememberedEach: async (name, of, keys, read) =>
      session ? [...(await read([...keys])).values()] : db.remembered.each(org, name, of, keys, read),
    all: (resource) =>
      reader.remembered(`all ${resource.name}`, [resource], async () => {
        const rows = await reader.find(resource, {}, { sort: { _id: 1 } });
        return new Map(rows.map((row) => [row.id, deepFreeze(row)]));
      }),
    keep: (resource, rows) => db.recent.keep(org, resource, rows as readonly { id: string }[]),
    recent: (resource, ids) => db.recent.all(org, resource, ids) as never,
    soon: (name, read) => db.gathered.soon(`${org}:${name}`, read),
    count: (resource, filter) =>
      db.rows(resource).countDocuments(scoped(org, filter, resource) as never, within),
    aggregate: (resource, filter, pipeline) =>
      db
        .rows(resource)
        .aggregate([{ $match: scoped(org, filter, resource) }, ...(pipeline as never[])], within)
        .toArray() as Promise<never>,
    across([first, ...more], fields) {
      if (!first) return Promise.resolve([]);
      const shown = Object.fromEntries(fields.map((name) => [name, 1]));
      const part = ({ resource, filter }: Part) => [
        { $match: scoped(org, filter, resource) },
        { $project: { _id: 0, id: "$_id", kind: resource.name, ...shown } },
      ];
      const rest = more.map((each) => ({
        $unionWith: { coll: db.rows(each.resource).collectionName, pipeline: part(each) },
      }));
      return db
        .rows(first.resource)
        .aggregate<AcrossRow>([...part(first), ...rest] as never[], within)
        .toArray();
    },
  };
  return reader;
}

/** Refuses when the caller named another version than the stored one (API-7). */
export function matchVersion(entity: { version: number }, expected: number | undefined): void {
  if (expected !== undefined && entity.version !== expected) {
    throw fail("precondition_failed", `The version is ${entity.version}, not ${expected}.`, {
      version: entity.version,
    });
  }
}
