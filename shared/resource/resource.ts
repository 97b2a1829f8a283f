/**
 * A resource: one table of fields from which everything else derives. Tenant, timestamps, version, soft delete and
 * restore, the created/updated/deleted events and the audit record are added here and cannot be turned off.
 */
import {
  type Changes,
  count,
  type FieldTable,
  type Given,
  id,
  instant,
  text,
  type Values,
} from "../fields/index.ts";
import type { Grants } from "../grants.ts";
import type { ListQuery, Page } from "../page.ts";
import type { ActionRef } from "../service/reference.ts";

export type Verb = "list" | "get" | "create" | "update" | "remove" | "restore";

/** Fields that every entity has (section 3 of the domain rules). */
const base = {
  id: id({ readonly: true }),
  org_id: id({ readonly: true }),
  created_at: instant({ readonly: true, sort: true, filter: ["eq", "gt", "gte", "lt", "lte"] }),
  updated_at: instant({ readonly: true, sort: true, filter: ["eq", "gt", "gte", "lt", "lte"] }),
  created_by: text({ readonly: true, max: 100 }),
  version: count({ readonly: true }),
} as const;

/** Of rows that may belong to all tenants (TEN-1). */
const sharedOrg = id({
  readonly: true,
  optional: true,
  about: "Null for terms that every organization has.",
});

const softDelete = { deleted_at: instant({ optional: true, readonly: true }) } as const;

export type Base = Values<typeof base>;

export type ResourceOptions<T extends FieldTable> = {
  /** The service that owns it. */
  service: string;
  /** Singular, snake_case: names actions, events, audit records. */
  name: string;
  /** Names the collection; with dashes, the route. */
  plural: string;
  fields: T;
  /** What is offered without any code. A verb with a rule of its own is an operation instead. */
  verbs: readonly Verb[];
  /** Scope noun: "items" makes read:items, write:items, delete:items. */
  scope?: string;
  /** Who has these scopes, and others that no resource or operation declares: `{ read: "viewer", refund: "member" }`. */
  grants?: Grants;
  /** Unique among all rows of the tenant, the deleted ones included (DEL-2). */
  unique?: readonly (readonly string[])[];
  /** Indexes beyond those of filters and sorts. */
  indexes?: readonly Record<string, 1 | -1>[];
  /** Indexes without the tenant, for schedules and workers that look through all tenants (`shared/service/global.ts`). */
  globalIndexes?: readonly Record<string, 1 | -1>[];
  /** Fields that `search` looks through. */
  search?: readonly (keyof T & string)[];
  /** A word of a vocabulary: its `name` is there once, whatever its case and form, among the rows alike in these columns. */
  once?: readonly (keyof T & string)[];
  /** Among the rows alike in `within`, at most one has this flag. */
  onlyOne?: { field: keyof T & string; within: readonly (keyof T & string)[] };
  /** The server makes the read-only `slug` from this field at creation; it never changes afterwards (ID-3). */
  slug_from?: keyof T & string;
  /** Rows are removed for good instead of hidden (DEL-3). */
  hardDelete?: boolean;
  /** Rows without a tenant are shared by all, read-only: "system ∪ own" (TEN-1). */
  shared?: boolean;
  /** Small, rarely changing table: references to it are resolved from the cache. */
  cached?: boolean;
  /** The field that names a row's store: members of certain stores see and write the rows of these only (PRM-4). */
  store_field?: (keyof T & string) | "id";
  /** Rows tell of all stores at once: closed to members of certain stores (PRM-4). */
  spans_stores?: boolean;
  about?: string;
};

export type Resource<T extends FieldTable = FieldTable> = Omit<ResourceOptions<T>, "fields"> & {
  readonly kind: "resource";
  readonly scope: string;
  readonly fields: T;
  /** The declared fields and those of every entity, in the order in which they are shown. */
  readonly columns: typeof base & T & Partial<typeof softDelete>;
  readonly path: string;
  readonly actions: {
    readonly list: ActionRef<ListQuery, Page<Entity<{ fields: T }>>>;
    readonly get: ActionRef<{ id: string }, Entity<{ fields: T }>>;
    readonly create: ActionRef<Given<T>, Entity<{ fields: T }>>;
    readonly update: ActionRef<{ id: string; changes: Changes<T> }, Entity<{ fields: T }>>;
    readonly remove: ActionRef<{ id: string }, Entity<{ fields: T }>>;
    readonly restore: ActionRef<{ id: string }, Entity<{ fields: T }>>;
    /** Entities by id, in no order, the missing left out: what `expand` reads. */
    readonly many: ActionRef<{ ids: string[] }, Entity<{ fields: T }>[]>;
  };
};

/** An entity as it is stored and shown. */
export type Entity<R extends { fields: FieldTable }> = Base &
  Values<R["fields"]> & { deleted_at?: string | null };
/** What creates one: without the read-only fields. */
export type Draft<R extends { fields: FieldTable }> = Given<R["fields"]>;

// biome-ignore-start lint/suspicious/noExplicitAny: registries hold resources of any table.
export type AnyResource = Omit<Resource<any>, "actions"> & {
  readonly actions: { readonly [verb in Verb | "many"]: ActionRef<any, any> };
};
// biome-ignore-end lint/suspicious/noExplicitAny: as above.

/** Declares a resource. Data only: the moment one needs a hook, the verb leaves the list and becomes an operation. */
export function resource<const T extends FieldTable>(options: ResourceOptions<T>): Resource<T> {
  const action = (verb: string) => ({ name: `${options.service}.${options.name}.${verb}` });
  return {
    ...options,
    kind: "resource",
    scope: options.scope ?? options.plural,
    path: `/${options.plural.replaceAll("_", "-")}`,
    // Whether rows are hidden or removed is decided by `hardDelete`; the type allows for both.
    columns: {
      id: base.id,
      org_id: options.shared ? sharedOrg : base.org_id,
      ...options.fields,
      created_at: base.created_at,
      updated_at: base.updated_at,
      created_by: base.created_by,
      version: base.version,
      ...(options.hardDelete ? {} : softDelete),
    } as Resource<T>["columns"],
    actions: {
      list: action("list"),
      get: action("get"),
      create: action("create"),
      update: action("update"),
      remove: action("remove"),
      restore: action("restore"),
      many: action("many"),
    },
  };
}
