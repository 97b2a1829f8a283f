/**
 * A resource: one table of fields from which everything else is derived. Tenant, timestamps, version, soft delete and
 * restore, the created/updated/deleted events and the audit record are added here and cannot be disabled.
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

/** The type of rows that may belong to all tenants (TEN-1). */
const sharedOrg = id({
  readonly: true,
  optional: true,
  about: "Null for terms that every organization has.",
});

/** The field of rows that belong to business units. */
export const ofBusinessUnit = {
  business_unit_id: id({
    ...{ optional: true, readonly: true, filter: ["eq"] },
    about: "The business unit that it belongs to; null: the organization's root.",
  }),
} as const;

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
  /** The verbs that need no code. A verb with a rule of its own is an operation instead. */
  verbs: readonly Verb[];
  /** The list is offered as CSV as well. */
  exported?: boolean;
  /** Scope noun: "items" makes read:items, write:items, delete:items. */
  scope?: string;
  /** The lowest role with each of these scopes, and with scopes that nothing else declares: `{ read: "viewer", refund: "member" }`. */
  grants?: Grants;
  /** Unique among all rows of the tenant, including deleted ones (DEL-2); with `deleted_at`, among those that are not deleted. */
  unique?: readonly (readonly string[])[];
  /** Indexes beyond those of filters and sorts. */
  indexes?: readonly Record<string, 1 | -1>[];
  /** Names of indexes of earlier versions, which are dropped once the others exist. */
  retired?: readonly string[];
  /** Lists of many rows are paged by number: deep pages pass over the rows before them in an index alone. */
  numbered_pages?: true;
  /** Indexes without the tenant, for schedules and workers that look through all tenants (`shared/service/global.ts`). */
  globalIndexes?: readonly Record<string, 1 | -1>[];
  /** The fields that `search` reads. */
  search?: readonly (keyof T & string)[];
  /** A word of a vocabulary: its `name` is unique, without regard to case and form, among rows with equal values of these columns. */
  once?: readonly (keyof T & string)[];
  /** Among the rows alike in `within`, at most one has this flag. */
  onlyOne?: { field: keyof T & string; within: readonly (keyof T & string)[] };
  /** The server makes the read-only `slug` from this field at creation; it never changes afterwards (ID-3). */
  slug_from?: keyof T & string;
  /** Rows are deleted permanently instead of hidden (DEL-3). */
  hardDelete?: boolean;
  /** Rows without a tenant are shared by all, read-only: "system ∪ own" (TEN-1). */
  shared?: boolean;
  /** Small, rarely changing table: references to it are resolved from the cache. */
  cached?: boolean;
  /** The field that names a row's store: members who are restricted to stores see and write only rows of these (PRM-4). */
  store_field?: (keyof T & string) | "id";
  /** Rows belong to business units by `ofBusinessUnit` (MRC-SCP-1): reads are narrowed to those of the caller, creations stamped with the acting one. "Inherited" rows are read below their business unit as well. */
  business_units?: true | "inherited";
  /** Rows are about all stores at once, so members who are restricted to stores have no access (PRM-4). */
  spans_stores?: boolean;
  about?: string;
};

/** Its fields were checked by their names when it was declared, so that one with more fields stands for one with fewer. */
export type Resource<T extends FieldTable = FieldTable> = Omit<ResourceOptions<FieldTable>, "fields"> & {
  readonly kind: "resource";
  readonly scope: string;
  readonly fields: T;
  /** The declared fields and the fields of every entity, in the order of answers. */
  readonly columns: typeof base & T & Partial<typeof softDelete>;
  readonly path: string;
  readonly actions: {
    readonly list: ActionRef<ListQuery, Page<Entity<{ fields: T }>>>;
    readonly get: ActionRef<{ id: string }, Entity<{ fields: T }>>;
    readonly create: ActionRef<Given<T>, Entity<{ fields: T }>>;
    readonly update: ActionRef<{ id: string; changes: Changes<T> }, Entity<{ fields: T }>>;
    readonly remove: ActionRef<{ id: string }, Entity<{ fields: T }>>;
    readonly restore: ActionRef<{ id: string }, Entity<{ fields: T }>>;
    /** Entities by id, in any order, without missing ones. `expand` uses it. */
    readonly many: ActionRef<{ ids: string[] }, Entity<{ fields: T }>[]>;
  };
};

/** The type of a stored and shown entity. */
export type Entity<R extends { fields: FieldTable }> = Base &
  Values<R["fields"]> & { deleted_at?: string | null };
/** The type of a creation: without the read-only fields. */
export type Draft<R extends { fields: FieldTable }> = Given<R["fields"]>;

// biome-ignore-start lint/suspicious/noExplicitAny: registries hold resources of any table.
export type AnyResource = Omit<Resource<any>, "actions"> & {
  readonly actions: { readonly [verb in Verb | "many"]: ActionRef<any, any> };
};
// biome-ignore-end lint/suspicious/noExplicitAny: as above.

/** Declares a resource, as data only. A verb that needs a hook leaves the list and becomes an operation. */
export function resource<const T extends FieldTable>(options: ResourceOptions<T>): Resource<T> {
  const action = (verb: string) => ({ name: `${options.service}.${options.name}.${verb}` });
  return {
    ...options,
    kind: "resource",
    scope: options.scope ?? options.plural,
    path: `/${options.plural.replaceAll("_", "-")}`,
    // `hardDelete` decides whether rows are hidden or removed. The type allows both.
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
