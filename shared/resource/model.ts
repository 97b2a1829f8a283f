/** From a resource's table: the mongoose schema, its indexes, and the way between document and entity. */
import { type Connection, type Model, Schema } from "mongoose";
import type { FieldTable } from "../fields/index.ts";
import { filtersOf, sortsOf } from "./query.ts";
import type { AnyResource, Entity, Resource } from "./resource.ts";
import { KEYS, pathOf, typedOf } from "./words.ts";

// biome-ignore lint/suspicious/noExplicitAny: documents are typed by their resource where they are read.
export type Document = { _id: string; org_id: string; [field: string]: any };
export type Index = { fields: Record<string, 1 | -1>; options: Record<string, unknown> };

/** A model over the resource's collection; strict, without hooks, without mongoose's own version key. */
export function modelOf(connection: Connection, resource: AnyResource): Model<Document> {
  const paths: Record<string, object> = { _id: { type: String } };
  for (const [name, field] of Object.entries(resource.columns as FieldTable)) {
    if (name !== "id" && !field.facets.derived) paths[name] = field.path;
  }
  if (resource.search) paths.words = { type: [String] };
  if (typedOf(resource).length) paths[KEYS] = { type: Object };
  const schema = new Schema(paths as never, {
    collection: resource.plural,
    strict: "throw",
    versionKey: false,
    autoIndex: false,
    minimize: false,
    id: false,
  });
  return connection.model<Document>(resource.name, schema as never);
}

/**
 * One index for every filter and sort that is offered, each beginning with the tenant (TEN-1), and the unique ones.
 * A unique field that may be null binds only the rows that have it.
 */
export function indexesOf(resource: AnyResource): Index[] {
  const columns = resource.columns as FieldTable;
  const unique: Index[] = (resource.unique ?? []).map((names: readonly string[]) => {
    const optional = names.filter((name) => columns[name]?.facets.optional);
    const partial = Object.fromEntries(
      optional.map((name) => [
        pathOf(resource, name),
        { $type: columns[name]?.kind === "count" ? "number" : "string" },
      ]),
    );
    return {
      fields: { org_id: 1, ...Object.fromEntries(names.map((name) => [pathOf(resource, name), 1 as const])) },
      options: { unique: true, ...(optional.length ? { partialFilterExpression: partial } : {}) },
    };
  });
  const paths = new Set([
    ...[...filtersOf(resource).values()]
      .filter((each) => !each.field.facets.derived)
      .map((each) => pathOf(resource, each.path)),
    ...sortsOf(resource).map((name) => pathOf(resource, name)),
  ]);
  const sorts = new Set(sortsOf(resource).map((name) => pathOf(resource, name)));
  const equal = new Set(
    [...filtersOf(resource).values()]
      .filter((each) => each.field.facets.filter?.includes("eq"))
      .map((each) => pathOf(resource, each.path)),
  );
  // What is only ever found by one value is listed in the order of the default sort.
  const plain: Index[] = [...paths].map((path) => ({
    fields:
      equal.has(path) && !sorts.has(path)
        ? { org_id: 1, [path]: 1, created_at: 1, _id: 1 }
        : { org_id: 1, [path]: 1, _id: 1 },
    options: {},
  }));
  const declared: Index[] = (resource.indexes ?? []).map((fields: Record<string, 1 | -1>) => ({
    fields: { org_id: 1, ...fields },
    options: {},
  }));
  const across: Index[] = (resource.across ?? []).map((fields: Record<string, 1 | -1>) => ({
    fields,
    options: {},
  }));
  const words: Index[] = resource.search ? [{ fields: { org_id: 1, words: 1 }, options: {} }] : [];
  const once: Index[] = resource.once
    ? [
        {
          fields: {
            org_id: 1,
            ...Object.fromEntries(resource.once.map((name: string) => [name, 1 as const])),
            [pathOf(resource, "name")]: 1,
          },
          // A system row and rows that are not remade yet have no place among the tenant's own words.
          options: {
            unique: true,
            partialFilterExpression: { [pathOf(resource, "name")]: { $type: "string" } },
          },
        },
      ]
    : [];
  return [...unique, ...once, ...plain, ...declared, ...across, ...words];
}

/** The entity as it is shown: declared columns in their order, hidden ones left out, missing and sealed ones null. */
export function shownOf<T extends FieldTable>(
  resource: Resource<T>,
  document: Document,
): Entity<Resource<T>> {
  const columns = resource.columns as FieldTable;
  const shown: Record<string, unknown> = {};
  for (const name of visibleNames(resource))
    shown[name] = columns[name]!.facets.sealed ? null : (document[name] ?? null);
  shown.id = document._id;
  return shown as Entity<Resource<T>>;
}

/** The entity with its hidden fields, and sealed ones as they are stored. */
export function wholeOf<T extends FieldTable>(
  _resource: Resource<T>,
  document: Document,
): Entity<Resource<T>> {
  const { _id, ...rest } = document;
  return { ...rest, id: _id } as unknown as Entity<Resource<T>>;
}

/** What a view has made of an entity, without its hidden fields: what the view opened stays open. */
export const withoutHidden = (resource: AnyResource, shown: Entity<AnyResource>): Entity<AnyResource> =>
  Object.fromEntries(
    visibleNames(resource).map((name) => [name, shown[name] ?? null]),
  ) as Entity<AnyResource>;

/** An entity without its hidden fields. */
export function visibleOf<T extends FieldTable>(
  resource: Resource<T>,
  whole: Entity<Resource<T>>,
): Entity<Resource<T>> {
  return shownOf(resource, { ...whole, _id: whole.id });
}

const visible = new WeakMap<object, string[]>();

function visibleNames(resource: AnyResource): string[] {
  let names = visible.get(resource);
  if (!names) {
    names = Object.entries(resource.columns as FieldTable)
      .filter(([, field]) => !field.facets.hidden)
      .map(([name]) => name);
    visible.set(resource, names);
  }
  return names;
}
