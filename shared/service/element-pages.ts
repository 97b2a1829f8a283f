/** Pages of the elements of lists inside rows, of one resource or of several. */
import type { FieldTable } from "../fields/index.ts";
import type { ListQuery, Page } from "../page.ts";
import {
  type Elements,
  type ElementsPlan,
  elementDocument,
  elementsPlan,
  type FoundElement,
} from "../resource/elements.ts";
import { type Document, shownOf } from "../resource/model.ts";
import type { MongoFilter } from "../resource/query.ts";
import type { AnyResource, Entity, Resource } from "../resource/resource.ts";
import { cut } from "./page-reads.ts";
import { aggregateRows, oneRow, type ReadState } from "./reads.ts";
import { ownRows } from "./stored-filter.ts";

/** Elements of rows that `where` filters, and how each is shown, with its row around it. */
export type ElementSource<Row> = {
  elements: Elements;
  where: MongoFilter;
  show(row: FoundElement): Row;
};

/** Elements in the form of `shown`, whose columns they have. */
export const elementsOf = <T extends FieldTable>(
  shown: Resource<T>,
  elements: Elements,
  where: MongoFilter,
): ElementSource<Entity<Resource<T>>> => ({
  ...{ elements, where },
  show: (row) => shownOf(shown, elementDocument(shown, elements, row, row[elements.list])),
});

type Planned = { of: AnyResource; plan: ElementsPlan };
type Sourced = FoundElement & { _source: number };

/** Remembered like the totals of other lists. */
function countOf(state: ReadState, list: string, { of, plan }: Planned): Promise<number> {
  const { db, org } = state;
  const read = async () => {
    const [found] = await aggregateRows<{ count: number }>(state, of, plan.matching, plan.counting);
    return found?.count ?? 0;
  };
  const name = `count ${list} in ${of.name} ${JSON.stringify([plan.matching, plan.counting])}`;
  return db.cache.get({ org, name, of: [of] }, read);
}

/** The sources are read up to the page, and the database merges them. */
function rowsOf(state: ReadState, [first, ...more]: readonly Planned[]): Promise<Sourced[]> {
  const { db, org } = state;
  const { plan } = first!;
  const stagesOf = ({ plan: own }: Planned, i: number) => [...own.stages, { $set: { _source: i } }];
  const others = more.map((each, i) => ({
    $unionWith: {
      coll: db.rows(each.of).collectionName,
      pipeline: [{ $match: ownRows(org, each.plan.filter, each.of) }, ...stagesOf(each, i + 1)],
    },
  }));
  return aggregateRows<Sourced>(state, first!.of, plan.filter, [
    ...stagesOf(first!, 0),
    ...(others.length ? [...others, { $sort: plan.order }] : []),
    ...(plan.skip ? [{ $skip: plan.skip }] : []),
    { $limit: plan.limit + 1 },
  ]);
}

/** One element more than the limit shows whether there is a next page. */
export async function elementsPage<Row>(
  state: ReadState,
  shown: AnyResource,
  sources: readonly ElementSource<Row>[],
  query: ListQuery,
): Promise<Page<Row>> {
  const { org, db } = state;
  const bound = sources.length === 1 ? sources[0]!.where : {};
  const all = sources.map(({ elements, where }) => ({
    of: elements.of,
    plan: elementsPlan(shown, elements, query, { org, secret: db.secret, where, bound }),
  }));
  const { limit, cursorAfter } = all[0]!.plan;
  const counts = query.count ? all.map((each) => countOf(state, shown.name, each)) : null;
  const [rows, counted] = await Promise.all([rowsOf(state, all), counts && Promise.all(counts)]);
  const { found, next_cursor } = cut(rows, limit, cursorAfter);
  const data = found.map((row) => sources[row._source]!.show(row));
  const count = counted?.reduce((sum, each) => sum + each, 0);
  return { data, next_cursor, ...(count === undefined ? {} : { count }) };
}

/** The element with this id, or null. */
export async function elementOf<T extends FieldTable>(
  state: ReadState,
  shown: Resource<T>,
  { elements, id, where }: { elements: Elements; id: string; where: MongoFilter },
): Promise<Entity<Resource<T>> | null> {
  const { of, list } = elements;
  const row = await oneRow(state, of, { ...where, [`${list}.id`]: id });
  const element = (row?.[list] as Document[] | undefined)?.find((each) => each.id === id);
  return row && element ? shownOf(shown, elementDocument(shown, elements, row, element)) : null;
}
