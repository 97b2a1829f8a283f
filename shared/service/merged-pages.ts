/** Pages of rows that several resources store and a list shows in one form. */
import type { FieldTable } from "../fields/index.ts";
import type { ListQuery, Page } from "../page.ts";
import { type Document, entityOf } from "../resource/model.ts";
import { type MongoFilter, planOf } from "../resource/query.ts";
import type { AnyResource, Entity, Resource } from "../resource/resource.ts";
import { cut } from "./page-reads.ts";
import { note, type ReadState } from "./reads.ts";
import { ownRows } from "./stored-filter.ts";

/** Rows of one resource, and how each is shown. */
export type Source<Row> = {
  of: AnyResource;
  /** Stored columns by the names of the shown ones, where these differ. Sort keys have the same name everywhere. */
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
function renamedIn(filter: unknown, renamed: Source<unknown>["renamed"]): unknown {
  if (Array.isArray(filter)) return filter.map((each) => renamedIn(each, renamed));
  if (typeof filter !== "object" || filter === null) return filter;
  return Object.fromEntries(
    Object.entries(filter).map(([name, test]) => [renamed[name] ?? name, renamedIn(test, renamed)]),
  );
}

/** Every source is read from the same position on, up to a whole page; its sort keys are texts that are never null. */
export async function mergedPage<Row>(
  state: ReadState,
  shown: AnyResource,
  sources: readonly Source<Row>[],
  query: ListQuery,
): Promise<Page<Row>> {
  const { db, org, within } = state;
  const plan = planOf(shown, query, { org, secret: db.secret });
  const [[key, direction] = ["_id", 1]] = Object.entries(plan.sort);
  const rank = (row: Document) => [String(row[key]), row._id] as const;
  const reads = sources.map(async ({ of, renamed, where, show }) => {
    const filter = { $and: [renamedIn(plan.filter, renamed), where] };
    const rows = await db
      .rows(of)
      .find(ownRows(org, filter, of), { ...within, sort: plan.sort, limit: plan.limit + 1 })
      .toArray();
    return rows.map((row) => ({ row: note(state, row), show }));
  });
  const all = (await Promise.all(reads)).flat();
  const sorted = all.sort((a, b) => {
    const [[left, first], [right, second]] = [rank(a.row), rank(b.row)];
    return direction * (compared(left, right) || compared(first, second));
  });
  const { found, next_cursor } = cut(sorted, plan.limit, ({ row }) => plan.cursorAfter(row));
  return { data: found.map(({ row, show }) => show(row)), next_cursor };
}

const compared = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
