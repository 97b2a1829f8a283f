/** Derives from a resource's table: the mongoose schema, its indexes, and the conversion between documents and entities. */
import { type Connection, type Model, Schema } from "mongoose";
import type { FieldTable } from "../fields/index.ts";
import { withoutLogRows } from "./carried-log.ts";
import { DELETED, filtersOf, sortsOf } from "./query.ts";
import { type AnyResource, type Entity, ofBusinessUnit, type Resource } from "./resource.ts";
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
  // Mongoose requires the document's type here and in `model`, but the table has it only at run time.
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

/** One index for every filter and sort, each beginning with the tenant (TEN-1), and the unique indexes. */
export function indexesOf(resource: AnyResource): Index[] {
  const declared: Index[] = (resource.indexes ?? []).map((fields: Fields) => plain({ org_id: 1, ...fields }));
  const across: Index[] = (resource.globalIndexes ?? []).map((fields: Fields) => plain(fields));
  const words = resource.search ? [plain({ org_id: 1, words: 1 })] : [];
  const deleted: Index[] = resource.hardDelete
    ? []
    : [{ fields: { org_id: 1, deleted_at: 1, _id: 1 }, options: { partialFilterExpression: DELETED } }];
  return [
    ...uniqueIndexes(resource),
    ...onceIndexes(resource),
    ...onlyOneIndexes(resource),
    ...offeredIndexes(resource),
    ...declared,
    ...across,
    ...words,
    ...deleted,
  ];
}

type Fields = Index["fields"];

const plain = (fields: Fields): Index => ({ fields, options: {} });

const ascending = (paths: readonly string[]): Fields => Object.fromEntries(paths.map((path) => [path, 1]));

/** A unique field that may be null applies only to rows that have it. Without a business unit is the root, where a value is taken once as well. */
function uniqueIndexes(resource: AnyResource): Index[] {
  const columns = resource.columns as FieldTable;
  return (resource.unique ?? []).map((names: readonly string[]): Index => {
    const optional = names.filter(
      (name) => columns[name]?.facets.optional && !(name in ofBusinessUnit) && name !== "deleted_at",
    );
    const partial = Object.fromEntries(
      optional.map((name) => [
        pathOf(resource, name),
        { $type: columns[name]?.kind === "count" ? "number" : "string" },
      ]),
    );
    return {
      fields: { org_id: 1, ...ascending(names.map((name) => pathOf(resource, name))) },
      options: { unique: true, ...(optional.length ? { partialFilterExpression: partial } : {}) },
    };
  });
}

/** Rows of the system, and rows that are not remade yet, are not among the tenant's own words. */
function onceIndexes(resource: AnyResource): Index[] {
  if (!resource.once) return [];
  const name = pathOf(resource, "name");
  return [
    {
      fields: { org_id: 1, ...ascending([...resource.once, name]) },
      options: { unique: true, partialFilterExpression: { [name]: { $type: "string" } } },
    },
  ];
}

/**
 * What every list asks of its rows, behind the keys of an index, so that it passes over rows without reading them. Null in front
 * would make two ranges of keys, which MongoDB merges for twice the cost.
 */
const askedOfAll = ({ numbered_pages, business_units, hardDelete }: AnyResource): Fields => ({
  ...(numbered_pages && !hardDelete ? { deleted_at: 1 } : {}),
  ...(numbered_pages && business_units ? { business_unit_id: 1 } : {}),
});

/** The index of the default order. */
export const numberedOrder = (resource: AnyResource): Fields => ({
  ...{ org_id: 1, created_at: 1, _id: 1, ...askedOfAll(resource) },
});

function onlyOneIndexes({ onlyOne }: AnyResource): Index[] {
  if (!onlyOne) return [];
  const partialFilterExpression = { [onlyOne.field]: true };
  return [
    {
      fields: { org_id: 1, ...ascending(onlyOne.within), [onlyOne.field]: 1 },
      options: { unique: true, partialFilterExpression },
    },
  ];
}

/** Indexes of fields that are compared with one value continue with the default sort. */
function offeredIndexes(resource: AnyResource): Index[] {
  const stored = [...filtersOf(resource).values()].filter((each) => !each.field.facets.derived);
  const sorts = new Set(sortsOf(resource).map((name) => pathOf(resource, name)));
  const equal = new Set(
    stored
      .filter((each) => each.field.facets.filter?.includes("eq"))
      .map((each) => pathOf(resource, each.path)),
  );
  const paths = new Set([...stored.map((each) => pathOf(resource, each.path)), ...sorts]);
  return [...paths].map((path) =>
    equal.has(path) && !sorts.has(path)
      ? plain({ org_id: 1, [path]: 1, created_at: 1, _id: 1, ...askedOfAll(resource) })
      : plain({ org_id: 1, [path]: 1, _id: 1, ...askedOfAll(resource) }),
  );
}

/** The entity for answers: the declared columns in their order, without hidden ones; missing and sealed ones are null. */
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

/** The entity with its hidden fields, and with sealed fields as stored. */
export function entityWithHidden<T extends FieldTable>(
  _resource: Resource<T>,
  document: Document,
): Entity<Resource<T>> {
  const { _id, ...rest } = withoutLogRows(document);
  return { ...rest, id: _id } as unknown as Entity<Resource<T>>;
}

/** Hidden fields are for the service itself and its views, never for answers. */
export type Hidden = { withHidden?: boolean | undefined };

export const entityOf = <T extends FieldTable>(
  resource: Resource<T>,
  document: Document,
  { withHidden = false }: Hidden = {},
): Entity<Resource<T>> => (withHidden ? entityWithHidden(resource, document) : shownOf(resource, document));

/** The entity of a view without its hidden fields. Fields that the view unsealed stay. */
export const withoutHidden = (resource: AnyResource, shown: Entity<AnyResource>): Entity<AnyResource> =>
  Object.fromEntries(
    visibleNames(resource).map((name) => [name, shown[name] ?? null]),
  ) as Entity<AnyResource>;

/** An entity without its hidden fields. */
export function visibleOf<T extends FieldTable>(
  resource: Resource<T>,
  entity: Entity<Resource<T>>,
): Entity<Resource<T>> {
  return shownOf(resource, { ...entity, _id: entity.id });
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
