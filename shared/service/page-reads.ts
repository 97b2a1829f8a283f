/** Pages of a list. */
import type { FieldTable } from "../fields/index.ts";
import type { ListQuery, Page, Position } from "../page.ts";
import { type Document, entityOf, type Hidden, numberedOrder } from "../resource/model.ts";
import { behind, type MongoFilter, type Plan, planOf } from "../resource/query.ts";
import type { AnyResource, Entity, Resource } from "../resource/resource.ts";
import { countRows } from "./counts.ts";
import { note, type ReadState } from "./reads.ts";
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
    plan.skip >= DEEP && !state.within.session && resource.numbered_pages
      ? deepRows(state, resource, { plan, query })
      : rowsOf(state, resource, plan),
    query.count ? countRows(state, resource, plan.counted) : undefined,
  ]);
  const { found, next_cursor } = cut(rows, plan.limit, (last) => plan.cursorAfter(last));
  const whole = !query.cursor && plan.skip === 0 && next_cursor === null;
  const count = counted === undefined || !whole ? counted : found.length;
  const data = found.map((row) => entityOf(resource, note(state, row), { withHidden }));
  return { data, next_cursor, ...(count === undefined ? {} : { count }) };
}

const DEFAULT_SORT = "-created_at";

/** Rows to pass over from which a remembered position costs less than reading all of them. */
const DEEP = 200;

/** Whether a list in the default order asks nothing of its rows but to be there, so that `numberedOrder` covers it. */
const isWhole = ({
  conditions = [],
  ids,
  search,
  deleted = "exclude",
  sort = DEFAULT_SORT,
}: ListQuery): boolean =>
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

type Deep = { plan: Plan; query: ListQuery };

/**
 * The last row before the page's stride, found by keys alone where an index has all that is asked. Remembered like totals: until a
 * write through this copy of the service, for three seconds after one through another.
 */
function positionOf(
  state: ReadState,
  resource: AnyResource,
  { plan: { passing, sort, skip }, query }: Deep,
): Promise<Position | null> {
  const { db, org, within } = state;
  const [path = "_id"] = Object.keys(sort);
  const passed = skip - (skip % STRIDE);
  const name = `position ${resource.name} ${JSON.stringify([passing, sort, passed])}`;
  return db.cache.get({ org, name, of: [resource] }, async () => {
    // The planner may prefer an index that would have every row read.
    const isHinted = isWhole(query) && db.collections.made(resource);
    const hint = isHinted ? { hint: numberedOrder(resource) } : {};
    const before = { ...within, ...hint, sort, skip: passed - 1, limit: 1, projection: { [path]: 1 } };
    const [last] = await db
      .rows(resource)
      .find(ownRows(org, passing, resource), before)
      .toArray();
    return last ? [last[path] ?? null, last._id] : null;
  });
}

/** A deep page: from the remembered position before it. */
async function deepRows(state: ReadState, resource: AnyResource, deep: Deep): Promise<Document[]> {
  const position = await positionOf(state, resource, deep);
  if (!position) return [];
  const { plan, query } = deep;
  const [direction = 1] = Object.values(plan.sort);
  const after = behind(resource, (query.sort ?? DEFAULT_SORT).replace(/^-/, ""), direction, position);
  const filter = { $and: [plan.filter, after] };
  return rowsOf(state, resource, { ...plan, filter, skip: plan.skip % STRIDE });
}

/** One row more than the page shows that there is a next page. */
export function cut<Row>(rows: readonly Row[], limit: number, cursorAfter: (last: Row) => string) {
  const found = rows.slice(0, limit);
  const next_cursor = rows.length > limit ? cursorAfter(found[found.length - 1]!) : null;
  return { found, next_cursor };
}
