/** Pages of rows that several resources store and a list shows in one form. */
import type { FieldTable } from "../fields/index.ts";
import type { ListQuery, Page, Position } from "../page.ts";
import { type Document, entityOf } from "../resource/model.ts";
import { behind, type MongoFilter, type Plan, planOf } from "../resource/query.ts";
import type { AnyResource, Entity, Resource } from "../resource/resource.ts";
import { countRows } from "./counts.ts";
import { cut } from "./page-reads.ts";
import { note, type ReadState } from "./reads.ts";
import { ownRows } from "./stored-filter.ts";

/** Rows of one resource, and how each is shown. */
export type Source<Row> = {
  of: AnyResource;
  /** Stored columns by the names of the shown ones, where these differ. */
  renamed: Readonly<Record<string, string>>;
  where: MongoFilter;
  show(document: Document): Row;
};

type Showing<T extends FieldTable, Row> = Partial<Pick<Source<Row>, "renamed" | "where">> & {
  show(row: Entity<Resource<T>>): Row;
};

export const sourceOf = <T extends FieldTable, Row>(
  of: Resource<T>,
  { renamed = {}, where = {}, show }: Showing<T, Row>,
): Source<Row> => ({ of, renamed, where, show: (document) => show(entityOf(of, document)) });

/** A filter on shown columns as one on those of a source. */
export function renamedIn(filter: unknown, renamed: Source<unknown>["renamed"]): unknown {
  if (Array.isArray(filter)) return filter.map((each) => renamedIn(each, renamed));
  if (typeof filter !== "object" || filter === null) return filter;
  return Object.fromEntries(
    Object.entries(filter).map(([name, test]) => [renamed[name] ?? name, renamedIn(test, renamed)]),
  );
}

/** The rows of a source that a filter on shown columns means, in the order of the shown column. */
type Ordered = {
  source: Source<unknown>;
  key: string;
  filter: MongoFilter;
  sort: Record<string, 1 | -1>;
};

function orderedBy(source: Source<unknown>, filter: MongoFilter, { sort }: Plan): Ordered {
  const { renamed, where } = source;
  const [[name, direction] = ["_id", 1 as const]] = Object.entries(sort);
  const key = renamed[name] ?? name;
  return {
    ...{ source, key, sort: { [key]: direction, _id: direction } },
    filter: { $and: [renamedIn(filter, renamed), where] },
  };
}

const totalOf = async (
  state: ReadState,
  sources: readonly Source<unknown>[],
  { counted: { matching, less_deleted } }: Plan,
): Promise<number> => {
  const counts = sources.map(({ of, renamed, where }) =>
    countRows(state, of, { matching: { $and: [renamedIn(matching, renamed), where] }, less_deleted }),
  );
  return (await Promise.all(counts)).reduce((sum, each) => sum + each, 0);
};

/**
 * The last row before the page, found by the keys of all sources in one request. Remembered like totals: until a write through
 * this copy of the service, for three seconds after one through another.
 */
function positionOf(
  { db, org, within }: ReadState,
  list: string,
  all: readonly Ordered[],
  { sort, skip }: Plan,
): Promise<Position | null> {
  const [direction = 1] = Object.values(sort);
  const passed = ({ source: { of }, filter: own, sort: order, key }: Ordered) => [
    { $match: ownRows(org, own, of) },
    { $sort: order },
    { $limit: skip },
    { $project: { at: `$${key}` } },
  ];
  const name = `position ${list} ${JSON.stringify([all.map(({ filter }) => filter), sort, skip])}`;
  return db.cache.get({ org, name, of: all.map(({ source }) => source.of) }, async () => {
    const [first, ...more] = all;
    const others = more.map((each) => ({
      $unionWith: { coll: db.rows(each.source.of).collectionName, pipeline: passed(each) },
    }));
    const last = [{ $sort: { at: direction, _id: direction } }, { $skip: skip - 1 }, { $limit: 1 }];
    const [found] = await db
      .rows(first!.source.of)
      .aggregate<{ _id: string; at?: unknown }>([...passed(first!), ...others, ...last], within)
      .toArray();
    return found ? [found.at ?? null, found._id] : null;
  });
}

/** Every source is read from the same position on, up to a whole page. */
export async function mergedPage<Row>(
  state: ReadState,
  shown: AnyResource,
  sources: readonly Source<Row>[],
  query: ListQuery,
): Promise<Page<Row>> {
  const { db, org } = state;
  const plan = planOf(shown, query, { org, secret: db.secret });
  const passed = sources.map((each) => orderedBy(each, plan.passing, plan));
  const [position, count] = await Promise.all([
    plan.skip ? positionOf(state, shown.name, passed, plan) : undefined,
    query.count ? totalOf(state, sources, plan) : undefined,
  ]);
  const page =
    position === null ? NO_ROWS : await rowsBehind(state, sources, position, { shown, query, plan });
  return { ...page, ...(count === undefined ? {} : { count }) };
}

const NO_ROWS = { data: [], next_cursor: null };

type Asked = { shown: AnyResource; query: ListQuery; plan: Plan };

async function rowsBehind<Row>(
  state: ReadState,
  sources: readonly Source<Row>[],
  position: Position | undefined,
  { shown, query: { sort = "-created_at" }, plan }: Asked,
): Promise<Pick<Page<Row>, "data" | "next_cursor">> {
  const { db, org, within } = state;
  const [[path, direction] = ["_id", 1 as const]] = Object.entries(plan.sort);
  const filter = position
    ? { $and: [plan.filter, behind(shown, sort.replace(/^-/, ""), direction, position)] }
    : plan.filter;
  const reads = sources.map(async (source) => {
    const own = orderedBy(source, filter, plan);
    const rows = await db
      .rows(source.of)
      .find(ownRows(org, own.filter, source.of), { ...within, sort: own.sort, limit: plan.limit + 1 })
      .toArray();
    return rows.map((row) => ({ row: note(state, row), at: row[own.key] ?? null, show: source.show }));
  });
  const found = (await Promise.all(reads)).flat();
  const sorted = found.sort((a, b) => direction * (compared(a.at, b.at) || compared(a.row._id, b.row._id)));
  const page = cut(sorted, plan.limit, ({ row, at }) => plan.cursorAfter({ ...row, [path]: at }));
  return { data: page.found.map(({ row, show }) => show(row)), next_cursor: page.next_cursor };
}

/** As the database sorts: null before every value. */
function compared(a: string | number | null, b: string | number | null): number {
  if (a === null || b === null) return Number(a !== null) - Number(b !== null);
  return a < b ? -1 : Number(a > b);
}
