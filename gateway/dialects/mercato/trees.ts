/** Trees that are read whole: found by words, nested, and paged here (MRC-CTG-1, MRC-ORG-2). */
import type { AnyResource } from "../../../shared/resource/resource.ts";
import { folded } from "../../../shared/resource/words.ts";
import type { DialectContext } from "../../kit/index.ts";
import { asked } from "./area.ts";
import { pageOf, paging } from "./paging.ts";

const wordsIn = (text: string): string[] =>
  folded(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);

/** Every word of the search begins a word of the name (MRC-W-11). */
export const beginsWords = (name: string, search: string): boolean => {
  const [words, terms] = [wordsIn(name), wordsIn(search)];
  return terms.length > 0 && terms.every((term) => words.some((word) => word.startsWith(term)));
};

type Found = { readonly id: string; readonly is_active: boolean };
type Asking<Row> = { unasked: "all" | "active"; wordsOf: (row: Row) => readonly string[] };

/** The rows of the asked status, ids and words; `unasked` is the status where none is asked for. */
export function matchingIn<Row extends Found>(
  ctx: DialectContext,
  rows: readonly Row[],
  { unasked, wordsOf }: Asking<Row>,
): Row[] {
  const status = asked(ctx, "status") ?? unasked;
  const ids = asked(ctx, "ids")?.split(",");
  const search = asked(ctx, "search")?.trim();
  return rows.filter(
    (row) =>
      (status === "all" || row.is_active === (status !== "inactive")) &&
      (!ids || ids.includes(row.id)) &&
      (!search || wordsOf(row).some((each) => beginsWords(each, search))),
  );
}

type Option = { readonly id: string; readonly parentId: string | null };
type Nested<Row> = Row & { children: Nested<Row>[] };

/** Nests each row below its parent; one whose parent is not in the list is at the top. */
export function nested<Row extends Option>(options: readonly Row[]): Nested<Row>[] {
  const all = new Map(options.map((each): [string, Nested<Row>] => [each.id, { ...each, children: [] }]));
  const top: Nested<Row>[] = [];
  for (const each of all.values()) {
    const parent = each.parentId ? all.get(each.parentId) : undefined;
    (parent?.children ?? top).push(each);
  }
  return top;
}

/** The asked page of rows that are all here. */
export function pageAsked(ctx: DialectContext, resource: AnyResource, rows: readonly object[]): object {
  const { list } = paging.read(ctx.request.query, { resource, sorts: new Map() });
  const { limit = 1, skip = 0 } = list;
  return pageOf(rows.slice(skip, skip + limit), rows.length, { page: skip / limit + 1, pageSize: limit });
}
