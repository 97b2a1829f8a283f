/**
 * Lists of what lies inside rows: every element of a list of groups as a row of its own, with fields of the row that holds
 * it. In the order of the rows and, within one, of the list; a cursor points behind one element.
 */
import { invalidField } from "../errors.ts";
import { type CursorScope, DEFAULT_LIMIT, type ListQuery, openCursor, sealCursor } from "../page.ts";
import type { Document } from "./model.ts";
import { conditionOf, type MongoFilter, type PlanContext, sortsOf } from "./query.ts";
import type { AnyResource } from "./resource.ts";

/**
 * Where a resource without a collection of its own finds its rows. A column that the elements have is theirs, any other
 * one that of the row around them; no sort key may be null there.
 */
export type Elements = {
  of: AnyResource;
  /** The list of groups; each has an id. */
  list: string;
  /** Columns that show a field of the row around under another name. */
  renamed: { readonly [column: string]: string };
};

const ofElement = ({ of, list }: Elements, column: string): boolean =>
  column in (of.columns[list].fields ?? {});

/** The stored path of a column of the row around. */
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
  const all: Conditions = { rows: [], elements: [] };
  for (const condition of query.conditions ?? []) {
    for (const [column, test] of Object.entries(conditionOf(shown, condition))) {
      if (ofElement(elements, column)) all.elements.push({ [column]: test });
      else all.rows.push({ [around(elements, column)]: test });
    }
  }
  return all;
}

export type ElementsPlan = {
  /** Rows with at least one element that fits. */
  filter: MongoFilter;
  /** From these rows to the elements of the page, each in the place of its list. */
  pipeline: object[];
  /** The same without the cursor, for counting. */
  matching: MongoFilter;
  counting: object[];
  limit: number;
  cursorAfter: (last: FoundElement) => string;
};

/** A row whose list was replaced by one of its elements, with that one's place. */
export type FoundElement = Document & { _at: number };

/** One element more than the limit tells whether there is a next page. */
export function elementsPlan(
  shown: AnyResource,
  elements: Elements,
  query: ListQuery,
  { org, secret, where = {} }: PlanContext,
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
    query: JSON.stringify([query.conditions ?? [], where]),
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
    pipeline: [
      { $sort: { [key]: direction, _id: direction } },
      // Each row gives one element at least, but for the one in which the last page ended.
      { $limit: skip + limit + 2 },
      { $project: shownPaths(shown, elements) },
      ...single,
      ...(cursor ? [{ $match: cursor.elements }] : []),
      ...(skip ? [{ $skip: skip }] : []),
      { $limit: limit + 1 },
    ],
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
    [elements.list, ...Object.keys(shown.columns).filter((column) => !ofElement(elements, column))].map(
      (column) => [around(elements, column), 1],
    ),
  );

/** What lies behind a position: the rows, that of the position included, and of that one the later elements. */
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
