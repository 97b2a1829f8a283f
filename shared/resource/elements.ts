/**
 * Lists of elements inside rows: every element of a list of groups is a row, with fields of its outer row. They have the
 * order of the outer rows, and within a row that of the list. A cursor points behind one element.
 */
import { invalidField } from "../errors.ts";
import { type CursorScope, DEFAULT_LIMIT, type ListQuery, openCursor, sealCursor } from "../page.ts";
import type { Document } from "./model.ts";
import { conditionOf, type MongoFilter, type PlanContext, sortsOf } from "./query.ts";
import type { AnyResource } from "./resource.ts";

/**
 * The source of the rows of a resource without a collection. A column of the elements is theirs, any other is one of the
 * outer row. Its sort keys must not be null.
 */
export type Elements = {
  of: AnyResource;
  /** The list of groups; each has an id. */
  list: string;
  /** Columns that show a field of the outer row under another name. */
  renamed: { readonly [column: string]: string };
  /** Holds for each element that is a row. */
  only?: MongoFilter;
  /** Fields of the outer row that are read besides those of columns. */
  also?: readonly string[];
};

const ofElement = ({ of, list }: Elements, column: string): boolean =>
  column in (of.columns[list].fields ?? {});

/** The stored path of a column of the outer row. */
const around = ({ renamed }: Elements, column: string): string => renamed[column] ?? column;

/** An element as a document of the resource that shows it. */
export function elementDocument(shown: AnyResource, elements: Elements, row: Document, element: Document) {
  const columns = Object.keys(shown.columns).map((column) => [
    column,
    ofElement(elements, column) ? element[column] : row[around(elements, column)],
  ]);
  return { ...Object.fromEntries(columns), _id: element.id } as Document;
}

type Conditions = { rows: MongoFilter[]; elements: MongoFilter[] };

function conditionsOf(shown: AnyResource, elements: Elements, query: ListQuery): Conditions {
  const { only } = elements;
  const ids = query.ids ? [{ id: { $in: query.ids } }] : [];
  const all: Conditions = { rows: [], elements: [...(only ? [only] : []), ...ids] };
  for (const condition of query.conditions ?? []) {
    for (const [column, test] of Object.entries(conditionOf(shown, condition))) {
      if (ofElement(elements, column)) all.elements.push({ [column]: test });
      else all.rows.push({ [around(elements, column)]: test });
    }
  }
  return all;
}

export type ElementsPlan = {
  /** Rows with at least one matching element. */
  filter: MongoFilter;
  /** The stages from these rows to their elements, up to those of the page. Each element replaces its list. */
  stages: object[];
  /** The order of the elements. */
  order: Record<string, 1 | -1>;
  skip: number;
  /** The same without the cursor, for counting. */
  matching: MongoFilter;
  counting: object[];
  limit: number;
  cursorAfter: (last: FoundElement) => string;
};

/** A row with one element in the place of its list, and the element's index. */
export type FoundElement = Document & { _at: number };

/** A cursor is bound to the conditions of the operation, or to `bound` in their place. */
export function elementsPlan(
  shown: AnyResource,
  elements: Elements,
  query: ListQuery,
  { org, secret, where = {}, bound = where }: PlanContext & { bound?: unknown },
): ElementsPlan {
  const { list } = elements;
  const asked = query.sort ?? "-created_at";
  const name = asked.replace(/^-/, "");
  if (!sortsOf(shown).includes(name))
    throw invalidField("sort", "unknown_sort", `Sort by one of: ${sortsOf(shown).join(", ")}.`);
  const key = around(elements, name);
  const direction = asked.startsWith("-") ? -1 : 1;
  const conditions = conditionsOf(shown, elements, query);
  const holds = conditions.elements.length
    ? { [list]: { $elemMatch: { $and: conditions.elements } } }
    : { [`${list}.0`]: { $exists: true } };
  const matching = { $and: [where, ...conditions.rows, holds] };
  const scope: CursorScope = {
    org,
    list: `${shown.service}.${shown.name}`,
    query: JSON.stringify([query.conditions ?? [], bound, ...(query.ids ? [query.ids] : [])]),
    sort: asked,
  };
  const cursor = query.cursor ? behind(key, direction, openCursor(secret, scope, query.cursor)) : null;
  const limit = query.limit ?? DEFAULT_LIMIT;
  const skip = query.skip ?? 0;
  const fitting = conditions.elements.map((test) => within(list, test));
  const single = [
    { $unwind: { path: `$${list}`, includeArrayIndex: "_at" } },
    ...(fitting.length ? [{ $match: { $and: fitting } }] : []),
  ];
  return {
    filter: cursor ? { $and: [...matching.$and, cursor.rows] } : matching,
    stages: [
      { $sort: { [key]: direction, _id: direction } },
      // Each row yields at least one element, except the one in which the last page ended.
      { $limit: skip + limit + 2 },
      { $project: { ...shownPaths(shown, elements), [key]: 1 } },
      ...single,
      ...(cursor ? [{ $match: cursor.elements }] : []),
    ],
    order: { [key]: direction, _id: direction, _at: 1 },
    skip,
    matching,
    counting: [{ $project: { [list]: 1 } }, ...single, { $count: "count" }],
    limit,
    cursorAfter: (last) => sealCursor(secret, scope, [[last[key], last._at], last._id]),
  };
}

const within = (list: string, test: MongoFilter): MongoFilter =>
  Object.fromEntries(Object.entries(test).map(([column, value]) => [`${list}.${column}`, value]));

const shownPaths = (shown: AnyResource, elements: Elements): Record<string, 1> =>
  Object.fromEntries(
    [
      elements.list,
      ...(elements.also ?? []),
      ...Object.keys(shown.columns).filter((column) => !ofElement(elements, column)),
    ].map((column) => [around(elements, column), 1]),
  );

/** The elements behind a position: the later elements of its row, and the rows after it. */
function behind(key: string, direction: 1 | -1, [position, id]: [unknown, string]) {
  const [value, at] = position as [unknown, number];
  const further = direction === 1 ? "$gt" : "$lt";
  return {
    rows: {
      [key]: { [`${further}e`]: value },
      $or: [{ [key]: { [further]: value } }, { _id: { [`${further}e`]: id } }],
    },
    elements: { $or: [{ _id: { $ne: id } }, { _at: { $gt: at } }] },
  };
}
