/** Pages of a list, and of the elements of lists inside rows. */
import type { FieldTable } from "../fields/index.ts";
import type { ListQuery, Page, Position } from "../page.ts";
import { type Elements, elementDocument, elementsPlan, type FoundElement } from "../resource/elements.ts";
import { type Document, entityOf, type Hidden, numberedOrder, shownOf } from "../resource/model.ts";
import { behind, type MongoFilter, type Plan, planOf } from "../resource/query.ts";
import type { AnyResource, Entity, Resource } from "../resource/resource.ts";
import { countRows } from "./counts.ts";
import { aggregateRows, note, oneRow, type ReadState } from "./reads.ts";
import { ownRows } from "./stored-filter.ts";

type PageOptions = Hidden & { query: ListQuery; where?: MongoFilter | undefined };

export async function listPage<T extends FieldTable>(
  state: ReadState,
  resource: Resource<T>,
  { query, where, withHidden }: PageOptions,
): Promise<Page<Entity<Resource<T>>>> {
  const { db, org } = state;
  const plan = planOf(resource, query, { org, secret: db.secret, where });
  const [rows, counted] = await Promise.all([
    plan.skip >= DEEP && !state.within.session && isWhole(resource, query)
      ? deepRows(state, resource, plan)
      : rowsOf(state, resource, plan),
    query.count ? countRows(state, resource, plan.counted) : undefined,
  ]);
  const { found, next_cursor } = cut(rows, plan.limit, (last) => plan.cursorAfter(last));
  const whole = !query.cursor && plan.skip === 0 && next_cursor === null;
  const count = counted === undefined || !whole ? counted : found.length;
  const data = found.map((row) => entityOf(resource, note(state, row), { withHidden }));
  return { data, next_cursor, ...(count === undefined ? {} : { count }) };
}

/** Rows to pass over from which a remembered position costs less than reading all of them. */
const DEEP = 200;

/** Whether a list in the default order asks nothing of its rows but to be there, so that `numberedOrder` covers it. */
const isWhole = (
  { numbered_pages }: AnyResource,
  { conditions = [], ids, search, deleted = "exclude", sort = "-created_at" }: ListQuery,
): boolean =>
  numbered_pages === true &&
  conditions.length === 0 &&
  !ids &&
  search === undefined &&
  deleted === "exclude" &&
  /^-?created_at$/.test(sort);

const readingOf = ({ within }: ReadState, { sort, skip, limit }: Plan) => ({
  ...{ ...within, sort, skip, limit: limit + 1 },
  // Fetch the whole page with the first answer.
  batchSize: limit + 2,
});

const rowsOf = (state: ReadState, resource: AnyResource, plan: Plan): Promise<Document[]> =>
  state.db
    .rows(resource)
    .find(ownRows(state.org, plan.filter, resource), readingOf(state, plan))
    .toArray();

/** Rows between two remembered positions of a list. */
const STRIDE = 100;

/**
 * The last row before the page's stride, found by the index alone. Remembered like totals: until a write through this copy of
 * the service, for three seconds after one through another.
 */
function positionOf(
  state: ReadState,
  resource: AnyResource,
  { filter, sort, skip }: Plan,
): Promise<Position | null> {
  const { db, org, within } = state;
  const passed = skip - (skip % STRIDE);
  const name = `position ${resource.name} ${JSON.stringify([filter, sort, passed])}`;
  return db.cache.get({ org, name, of: [resource] }, async () => {
    // The planner may prefer an index that would have every row read.
    const hint = db.collections.made(resource) ? { hint: numberedOrder(resource) } : {};
    // The index alone answers this projection, and no larger one.
    const passing = { ...within, ...hint, sort, skip: passed - 1, limit: 1, projection: { _id: 1 } };
    const [key] = await db
      .rows(resource)
      .find(ownRows(org, filter, resource), passing)
      .toArray();
    const last = key && (await oneRow(state, resource, { _id: key._id }));
    return last ? [last.created_at, last._id] : null;
  });
}

/** A deep page: from the remembered position before it. */
async function deepRows(state: ReadState, resource: AnyResource, plan: Plan): Promise<Document[]> {
  const position = await positionOf(state, resource, plan);
  if (!position) return [];
  const after = behind(resource, "created_at", plan.sort.created_at ?? 1, position);
  const filter = { $and: [plan.filter, after] };
  return rowsOf(state, resource, { ...plan, filter, skip: plan.skip % STRIDE });
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
