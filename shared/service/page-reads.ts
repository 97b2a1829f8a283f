/** Pages of a list, and of the elements of lists inside rows. */
import type { FieldTable } from "../fields/index.ts";
import type { ListQuery, Page } from "../page.ts";
import { type Elements, elementDocument, elementsPlan, type FoundElement } from "../resource/elements.ts";
import { type Document, entityOf, type Hidden, shownOf } from "../resource/model.ts";
import { type MongoFilter, planOf } from "../resource/query.ts";
import type { Entity, Resource } from "../resource/resource.ts";
import { countRows } from "./counts.ts";
import { aggregateRows, note, oneRow, type ReadState } from "./reads.ts";
import { ownRows } from "./stored-filter.ts";

type PageOptions = Hidden & { query: ListQuery; where?: MongoFilter | undefined };

export async function listPage<T extends FieldTable>(
  state: ReadState,
  resource: Resource<T>,
  { query, where, withHidden }: PageOptions,
): Promise<Page<Entity<Resource<T>>>> {
  const { db, org, within } = state;
  const plan = planOf(resource, query, { org, secret: db.secret, where });
  const all = db.rows(resource);
  const reading = {
    ...within,
    sort: plan.sort,
    skip: plan.skip,
    limit: plan.limit + 1,
    // Fetch the whole page with the first answer.
    batchSize: plan.limit + 2,
  };
  const finding = all.find(ownRows(org, plan.filter, resource), reading).toArray();
  const [rows, counted] = await Promise.all([
    finding,
    query.count ? countRows(state, resource, plan.counted) : undefined,
  ]);
  const { found, next_cursor } = cut(rows, plan.limit, (last) => plan.cursorAfter(last));
  const whole = !query.cursor && plan.skip === 0 && next_cursor === null;
  const count = counted === undefined || !whole ? counted : found.length;
  const data = found.map((row) => entityOf(resource, note(state, row), { withHidden }));
  return { data, next_cursor, ...(count === undefined ? {} : { count }) };
}

/** One row more than the page shows that there is a next page. */
export function cut<Row>(rows: readonly Row[], limit: number, cursorAfter: (last: Row) => string) {
  const found = rows.slice(0, limit);
  const next_cursor = rows.length > limit ? cursorAfter(found[found.length - 1]!) : null;
  return { found, next_cursor };
}

type ElementsOptions = { elements: Elements; query: ListQuery; where: MongoFilter };

export async function elementsPage<T extends FieldTable>(
  state: ReadState,
  shown: Resource<T>,
  { elements, query, where }: ElementsOptions,
): Promise<Page<Entity<Resource<T>>>> {
  const { of, list } = elements;
  const plan = elementsPlan(shown, elements, query, { org: state.org, secret: state.db.secret, where });
  const [rows, counted] = await Promise.all([
    aggregateRows<FoundElement>(state, of, plan.filter, plan.pipeline),
    query.count ? aggregateRows<{ count: number }>(state, of, plan.matching, plan.counting) : undefined,
  ]);
  const { found, next_cursor } = cut(rows, plan.limit, (last) => plan.cursorAfter(last));
  const data = found.map((row) => shownOf(shown, elementDocument(shown, elements, row, row[list])));
  return { data, next_cursor, ...(counted ? { count: counted[0]?.count ?? 0 } : {}) };
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
