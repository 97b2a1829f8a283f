/** Exports: every page of a list as one stream, no more than one page in memory (BLK-5). */
import { stringify } from "csv-stringify/sync";
import type { ListQuery, Page } from "../shared/page.ts";

type Row = Record<string, unknown>;

/** Small enough that a page is gone before the next collection of garbage would keep it. */
const PAGE = 100;

/** The rows of all pages of a list, page by page; what happens between two pages may or may not be in it. */
export async function* pagesOfList(
  read: (query: ListQuery) => Promise<Page<Row>>,
  query: ListQuery,
): AsyncGenerator<Row[]> {
  let cursor: string | null = null;
  do {
    const page: Page<Row> = await read({ ...query, limit: PAGE, ...(cursor ? { cursor } : {}) });
    yield page.data;
    cursor = page.next_cursor;
  } while (cursor);
}

/** A cell: lists by semicolons, objects as JSON, nothing as nothing. */
function cell(value: unknown): string | number | boolean {
  if (value === null || value === undefined) return "";
  if (Array.isArray(value) && value.every((each) => typeof each !== "object")) return value.join("; ");
  return typeof value === "object" ? JSON.stringify(value) : (value as string);
}

/** A text cell that a spreadsheet would take for a formula is quoted by an apostrophe. */
const guarded = (value: string | number | boolean) =>
  typeof value === "string" && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);

/** RFC 4180 with a header line, UTF-8. */
export async function* csvOf(
  columns: readonly string[],
  pages: AsyncIterable<Row[]>,
): AsyncGenerator<string> {
  const lines = (rows: readonly string[][]) => stringify(rows as string[][], { record_delimiter: "\r\n" });
  let first = true;
  for await (const rows of pages) {
    const cells = rows.map((row) => columns.map((name) => guarded(cell(row[name]))));
    yield lines(first ? [[...columns], ...cells] : cells);
    first = false;
  }
}

export const CSV = "text/csv; charset=utf-8";
