/** A reader's caches. No decision may rest on them. */
import type { FieldTable } from "../fields/index.ts";
import type { MongoFilter } from "../resource/query.ts";
import type { AnyResource, Entity, Resource } from "../resource/resource.ts";
import type { Database } from "./database.ts";
import { deepFreeze } from "./read-cache.ts";

export type Caches = {
  /**
   * For small tables that change rarely. A change of one of the resources `of` through this process takes
   * effect at once, through another copy of the service within three seconds.
   */
  readonly cache: {
    /** The result of `read`, cached under `name`. */
    get<T>(name: string, of: readonly AnyResource[], read: () => Promise<T>): Promise<T>;
    /** The values of some keys; `read` returns those that are not cached. */
    each<T>(
      name: string,
      of: readonly AnyResource[],
      keys: readonly string[],
      read: (missing: string[]) => Promise<ReadonlyMap<string, T>>,
    ): Promise<T[]>;
    /** All rows of such a table by id, soft-deleted ones included. */
    table<T extends FieldTable>(resource: Resource<T>): Promise<ReadonlyMap<string, Entity<Resource<T>>>>;
  };
  /**
   * Rows that this copy of the service stored there lately. They may be out of date: use one only for a write
   * that depends on the row being unchanged, and read the row if the write fails.
   */
  readonly optimistic: {
    /** Freezes the rows. */
    put<T extends FieldTable>(resource: Resource<T>, rows: readonly Entity<Resource<T>>[]): void;
    /** Null unless all of them are cached. */
    get<T extends FieldTable>(resource: Resource<T>, ids: readonly string[]): Entity<Resource<T>>[] | null;
  };
  /** The result of `read`, started up to 20 ms from now and shared by this tenant's calls until then. */
  coalesce<T>(name: string, read: () => Promise<T>): Promise<T>;
};

type CachesOptions = {
  org: string;
  /** Reads inside a transaction may be rolled back: their results are used, but not cached. */
  within_transaction: boolean;
  find<T extends FieldTable>(
    resource: Resource<T>,
    filter: MongoFilter,
    options: { sort: Record<string, 1 | -1> },
  ): Promise<Entity<Resource<T>>[]>;
};

export function cachesOf(db: Database, { org, within_transaction, find }: CachesOptions): Caches {
  const get: Caches["cache"]["get"] = (name, of, read) =>
    within_transaction ? db.cache.peek({ org, name, of }, read) : db.cache.get({ org, name, of }, read);
  return {
    cache: {
      get,
      each: async (name, of, keys, read) =>
        within_transaction
          ? [...(await read([...keys])).values()]
          : db.cache.each({ org, name, of }, keys, read),
      table: (resource) =>
        get(`all ${resource.name}`, [resource], async () => {
          const rows = await find(resource, {}, { sort: { _id: 1 } });
          return new Map(rows.map((row) => [row.id, deepFreeze(row)]));
        }),
    },
    optimistic: {
      put: (resource, rows) => db.optimistic.put(org, resource, rows as readonly { id: string }[]),
      get: <T extends FieldTable>(resource: Resource<T>, ids: readonly string[]) =>
        db.optimistic.get(org, resource, ids) as Entity<Resource<T>>[] | null,
    },
    coalesce: (name, read) => db.coalesced.read(`${org}:${name}`, read),
  };
}
