/** Reading, bound to one tenant: no method takes a tenant, none can leave it out (INV-28). */
import type { ClientSession } from "mongoose";
import { fail, notFound } from "../errors.ts";
import type { FieldTable } from "../fields/index.ts";
import type { Meta, OrgContext } from "../meta.ts";
import type { ListQuery, Page } from "../page.ts";
import { type Document, shownOf, wholeOf } from "../resource/model.ts";
import { type MongoFilter, planOf, scoped } from "../resource/query.ts";
import type { AnyResource, Entity, Resource } from "../resource/resource.ts";
import type { Cipher } from "./cipher.ts";
import type { Database } from "./database.ts";
import type { ServiceSettings } from "./settings.ts";

export type FindOptions = { sort?: Record<string, 1 | -1>; limit?: number };

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
  count(resource: AnyResource, filter: MongoFilter): Promise<number>;
  /** Rows of a pipeline, which runs behind a match of the tenant. */
  aggregate<Row>(resource: AnyResource, filter: MongoFilter, pipeline: object[]): Promise<Row[]>;
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
  const within = session ? { session } : {};
  const one = (resource: AnyResource, filter: MongoFilter) =>
    db
      .model(resource)
      .findOne(scoped(org, filter, resource) as never, null, within)
      .lean<Document | null>();

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
    async find(resource, filter, { sort, limit } = {}) {
      const query = db.model(resource).find(scoped(org, filter, resource) as never, null, within);
      if (sort) query.sort(sort);
      if (limit) query.limit(limit);
      return (await query.lean<Document[]>()).map((row) => shownOf(resource, row));
    },
    async findOne(resource, filter) {
      const found = await one(resource, filter);
      return found && shownOf(resource, found);
    },
    async page(resource, query, where, { whole } = {}) {
      const plan = planOf(resource, query, org, db.secret, where);
      const model = db.model(resource);
      const [rows, matching] = await Promise.all([
        model
          .find(scoped(org, plan.filter, resource) as never, null, within)
          .sort(plan.sort)
          .skip(plan.skip)
          .limit(plan.limit + 1)
          .lean<Document[]>(),
        query.count ? model.countDocuments(scoped(org, plan.matching, resource) as never, within) : undefined,
      ]);
      const more = rows.length > plan.limit;
      if (more) rows.pop();
      return {
        data: rows.map((row) => (whole ? wholeOf(resource, row) : shownOf(resource, row))),
        next_cursor: more ? plan.cursorAfter(rows[rows.length - 1]!) : null,
        ...(matching === undefined ? {} : { count: matching }),
      };
    },
    count: (resource, filter) =>
      db
        .model(resource)
        .countDocuments(scoped(org, filter, resource) as never, within)
        .exec(),
    aggregate: (resource, filter, pipeline) =>
      db
        .model(resource)
        .aggregate([{ $match: scoped(org, filter, resource) }, ...(pipeline as never[])], within)
        .exec() as Promise<never>,
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
