/** Exports: every page of a list as one stream, no more than one page in memory (BLK-5). */
import { stringify } from "csv-stringify/sync";
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

/** What a spreadsheet would take for a formula, in the letters of East Asia too; and what looks like one that is guarded. */
const FORMULA = /^'*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;
const AMOUNT = /^-\d+(\.\d+)?$/;

/**
 * A text cell that a spreadsheet would take for a formula gets an apostrophe in front. So does one that looks like that
 * already: a reader removes one apostrophe where a formula would begin behind it.
 */
const guarded = (value: string | number | boolean) =>
  typeof value === "string" && FORMULA.test(value) && !AMOUNT.test(value) ? `'${value}` : String(value);

/** RFC 4180 with a header line, UTF-8: a cell with a line break of any kind is in quotes (2.6). */
export async function* csvOf(
  columns: readonly string[],
  pages: AsyncIterable<Row[]>,
): AsyncGenerator<string> {
  const lines = (rows: readonly string[][]) =>
    stringify(rows as string[][], { record_delimiter: "\r\n", quoted_match: /[\r\n]/ });
  let first = true;
  for await (const rows of pages) {
    const cells = rows.map((row) => columns.map((name) => guarded(cell(row[name]))));
    yield lines(first ? [[...columns], ...cells] : cells);
    first = false;
  }
}

export const CSV = "text/csv; charset=utf-8";
