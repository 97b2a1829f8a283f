/** Reading, bound to one tenant: no method takes a tenant, so none can omit it (INV-28). */
import type { ClientSession } from "mongoose";
import { fail } from "../errors.ts";
import type { FieldTable } from "../fields/index.ts";
import type { Meta, OrgContext } from "../meta.ts";
import type { ListQuery, Page } from "../page.ts";
import type { Elements } from "../resource/elements.ts";
import { entityOf, type Hidden, shownOf } from "../resource/model.ts";
import type { MongoFilter } from "../resource/query.ts";
import type { AnyResource, Entity, Resource } from "../resource/resource.ts";
import { type Caches, cachesOf } from "./caches.ts";
import type { Cipher } from "./cipher.ts";
import type { Database } from "./database.ts";
import { type ElementSource, elementOf, elementsOf, elementsPage } from "./element-pages.ts";
import { mergedPage, type Source } from "./merged-pages.ts";
import { listPage } from "./page-reads.ts";
import {
  type AcrossRow,
  acrossRows,
  aggregateRows,
  type FindOptions,
  findRows,
  oneRow,
  type Part,
  type ReadState,
  rowOrMissing,
} from "./reads.ts";
import type { ServiceSettings } from "./settings.ts";
import { ownRows } from "./stored-filter.ts";

export type { AcrossRow, FindOptions, Part } from "./reads.ts";

export type Reader = Caches & {
  readonly org: OrgContext;
  readonly meta: Meta;
  /** The entity, soft-deleted ones included, or null. */
  get<T extends FieldTable>(resource: Resource<T>, id: string): Promise<Entity<Resource<T>> | null>;
  /** The entity or 404; its hidden fields are for the service's own use, never for an answer. */
  load<T extends FieldTable>(
    resource: Resource<T>,
    id: string,
    options?: Hidden,
  ): Promise<Entity<Resource<T>>>;
  find<T extends FieldTable>(
    resource: Resource<T>,
    filter: MongoFilter,
    options?: FindOptions,
  ): Promise<Entity<Resource<T>>[]>;
  findOne<T extends FieldTable>(
    resource: Resource<T>,
    filter: MongoFilter,
  ): Promise<Entity<Resource<T>> | null>;
  /** A page, optionally with hidden fields; `where` adds conditions, such as a derived filter. */
  page<T extends FieldTable>(
    resource: Resource<T>,
    query: ListQuery,
    where?: MongoFilter,
    options?: Hidden,
  ): Promise<Page<Entity<Resource<T>>>>;
  /** A page of the elements of lists inside rows, in the form of `shown`; `where` filters the rows. */
  elements<T extends FieldTable>(
    shown: Resource<T>,
    elements: Elements,
    query: ListQuery,
    where: MongoFilter,
  ): Promise<Page<Entity<Resource<T>>>>;
  /** A page of the elements of several sources. */
  mergedElements<Row>(
    shown: AnyResource,
    sources: readonly ElementSource<Row>[],
    query: ListQuery,
  ): Promise<Page<Row>>;
  /** A page of rows that several resources store, in the form of `shown`. */
  merged<Row>(shown: AnyResource, sources: readonly Source<Row>[], query: ListQuery): Promise<Page<Row>>;
  /** The element with this id, or null. */
  element<T extends FieldTable>(
    shown: Resource<T>,
    elements: Elements,
    id: string,
    where: MongoFilter,
  ): Promise<Entity<Resource<T>> | null>;
  count(resource: AnyResource, filter: MongoFilter): Promise<number>;
  /** Rows of a pipeline, which runs after a match of the tenant. */
  aggregate<Row>(resource: AnyResource, filter: MongoFilter, pipeline: object[]): Promise<Row[]>;
  /** Rows of several resources with the named fields, in one round trip; `kind` is the resource's name. */
  across<Row = Record<string, unknown>>(
    parts: readonly Part[],
    fields: readonly string[],
  ): Promise<AcrossRow<Row>[]>;
  /** Encrypts and decrypts values that are stored encrypted. */
  readonly cipher: Cipher;
  /** The operator's settings. */
  readonly settings: ServiceSettings;
};

/**
 * A reader for the tenant of `meta`; inside a transaction if a session is given. `seen` records the rows'
 * state as read.
 */
export function readerOf(
  db: Database,
  meta: Meta,
  session?: ClientSession,
  seen?: Map<string, unknown>,
): Reader {
  const within = session ? { session } : meta.causation_id ? { comment: `event ${meta.causation_id}` } : {};
  const state: ReadState = { db, org: meta.org.id, within, ...(seen ? { seen } : {}) };
  const find: Reader["find"] = (resource, filter, options) => findRows(state, resource, filter, options);
  return {
    org: meta.org,
    meta,
    cipher: db.cipher,
    settings: db.settings,
    ...cachesOf(db, { org: meta.org.id, within_transaction: session !== undefined, find }),
    find,
    async get(resource, id) {
      const found = await oneRow(state, resource, { _id: id });
      return found && shownOf(resource, found);
    },
    load: async (resource, id, options) =>
      entityOf(resource, await rowOrMissing(state, resource, id), options),
    async findOne(resource, filter) {
      const found = await oneRow(state, resource, filter);
      return found && shownOf(resource, found);
    },
    page: (resource, query, where, options) => listPage(state, resource, { query, where, ...options }),
    elements: (shown, elements, query, where) =>
      elementsPage(state, shown, [elementsOf(shown, elements, where)], query),
    mergedElements: (shown, sources, query) => elementsPage(state, shown, sources, query),
    merged: (shown, sources, query) => mergedPage(state, shown, sources, query),
    element: (shown, elements, id, where) => elementOf(state, shown, { elements, id, where }),
    count: (resource, filter) =>
      db.rows(resource).countDocuments(ownRows(state.org, filter, resource), within),
    aggregate: (resource, filter, pipeline) => aggregateRows(state, resource, filter, pipeline),
    across: (parts, fields) => acrossRows(state, parts, fields),
  };
}

/** Refuses if the caller's version differs from the stored one (API-7). */
export function matchVersion(entity: { version: number }, expected: number | undefined): void {
  if (expected !== undefined && entity.version !== expected) {
    throw fail("precondition_failed", `The version is ${entity.version}, not ${expected}.`, {
      version: entity.version,
    });
  }
}
