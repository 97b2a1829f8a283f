/** Exports: every page of a list as one stream, no more than one page in memory (BLK-5). */
import { csvLines, guarded } from "../shared/csv/write-csv.ts";
import type { ListQuery, Page } from "../shared/page.ts";

type Row = Record<string, unknown>;

/** Small enough that garbage collection frees a page while the next one is read. */
const PAGE = 100;

/** The rows of all pages of a list. Changes between two pages may or may not be included. */
export async function* pagesOfList<T>(
  read: (query: ListQuery) => Promise<Page<T>>,
  query: ListQuery,
): AsyncGenerator<T[]> {
  let cursor: string | null = null;
  do {
    const page: Page<T> = await read({ ...query, limit: PAGE, ...(cursor ? { cursor } : {}) });
    yield page.data;
    cursor = page.next_cursor;
  } while (cursor);
}

/** An element of a list, in quotes where it would be ambiguous. */
const element = (value: unknown): string => {
  const text = String(value);
  return /[;"\r\n]|^\s|\s$|^$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** A cell: list elements separated by semicolons, objects as JSON, a missing value as an empty cell. */
function cell(value: unknown): string | number | boolean {
  if (value === null || value === undefined) return "";
  if (Array.isArray(value) && value.every((each) => typeof each !== "object"))
    return value.map(element).join("; ");
  return typeof value === "object" ? JSON.stringify(value) : (value as string);
}

/** RFC 4180 with a header line, UTF-8: a cell with a line break of any kind is in quotes (2.6). */
export async function* csvOf(
  columns: readonly string[],
  pages: AsyncIterable<Row[]>,
): AsyncGenerator<string> {
  let first = true;
  for await (const rows of pages) {
    const cells = rows.map((row) => columns.map((name) => guarded(cell(row[name]))));
    yield csvLines(first ? [[...columns], ...cells] : cells);
    first = false;
  }
}
