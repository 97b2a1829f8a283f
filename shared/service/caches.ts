/** What a reader answers from memory: none of it decides anything. */
import type { FieldTable } from "../fields/index.ts";
import type { MongoFilter } from "../resource/query.ts";
import type { AnyResource, Entity, Resource } from "../resource/resource.ts";
import type { Database } from "./database.ts";
import { deepFreeze } from "./remembered.ts";

export type Caches = {
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
};

type CachesOptions = {
  org: string;
  /** What is read there may be taken back: it is used, and not kept. */
  within_transaction: boolean;
  find<T extends FieldTable>(
    resource: Resource<T>,
    filter: MongoFilter,
    options: { sort: Record<string, 1 | -1> },
  ): Promise<Entity<Resource<T>>[]>;
};

export function cachesOf(db: Database, { org, within_transaction, find }: CachesOptions): Caches {
  const remembered: Caches["remembered"] = (name, of, read) =>
    within_transaction
      ? db.remembered.peek({ org, name, of }, read)
      : db.remembered.get({ org, name, of }, read);
  return {
    remembered,
    rememberedEach: async (name, of, keys, read) =>
      within_transaction
        ? [...(await read([...keys])).values()]
        : db.remembered.each({ org, name, of }, keys, read),
    all: (resource) =>
      remembered(`all ${resource.name}`, [resource], async () => {
        const rows = await find(resource, {}, { sort: { _id: 1 } });
        return new Map(rows.map((row) => [row.id, deepFreeze(row)]));
      }),
    keep: (resource, rows) => db.recent.keep(org, resource, rows as readonly { id: string }[]),
    recent: (resource, ids) => db.recent.all(org, resource, ids) as never,
    soon: (name, read) => db.gathered.soon(`${org}:${name}`, read),
  };
}
