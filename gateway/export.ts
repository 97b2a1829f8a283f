/** Exports: every page of a list as one stream, no more than one page in memory (BLK-5). */
import { CSV, csvLines, guarded } from "../shared/csv/write-csv.ts";
import type { ListQuery, Page } from "../shared/page.ts";

type Row = Record<string, unknown>;

/** Small enough that garbage collection frees a page while the next one is read. */
const PAGE = 100;

/**
 * The rows of all pages of a list. Changes between two pages may or may not be included. `begins` is told before the first
 * row how many there are.
 */
export async function* pagesOfList<T>(
  read: (query: ListQuery) => Promise<Page<T>>,
  query: ListQuery,
  begins: (rows: number) => Promise<void>,
): AsyncGenerator<T[]> {
  let cursor: string | null = null;
  do {
    const page: Page<T> = await read({ ...query, limit: PAGE, ...(cursor ? { cursor } : { count: true }) });
    if (!cursor) await begins(page.count ?? page.data.length);
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

/** A column of an exported list: the field of its rows, and what its header says. */
export type Column = { field: string; header: string };

export type ExportFormat = {
  extension: string;
  media: string;
  write(columns: readonly Column[], pages: AsyncIterable<Row[]>): AsyncGenerator<string>;
};

async function* asCsv(columns: readonly Column[], pages: AsyncIterable<Row[]>): AsyncGenerator<string> {
  yield csvLines([columns.map(({ header }) => header)], "\n");
  for await (const rows of pages)
    yield csvLines(
      rows.map((row) => columns.map(({ field }) => guarded(cell(row[field])))),
      "\n",
    );
}

/** One array; its objects have the headers as keys. */
async function* asJson(columns: readonly Column[], pages: AsyncIterable<Row[]>): AsyncGenerator<string> {
  let before = "[\n";
  for await (const rows of pages)
    for (const row of rows) {
      const named = columns.map(({ field, header }) => [header, row[field] ?? null]);
      yield before + JSON.stringify(Object.fromEntries(named));
      before = ",\n";
    }
  yield before === "[\n" ? "[]\n" : "\n]\n";
}

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
/** Without what no XML 1.0 document can have. */
const xmlText = (text: string): string =>
  text
    .toWellFormed()
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out.
    .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "")
    .replaceAll(/[&<>"]/g, (letter) => entities[letter]!);
const xmlName = (field: string): string => field.replaceAll(/\W/g, "_").replace(/^(?=\d)/, "_");

async function* asXml(columns: readonly Column[], pages: AsyncIterable<Row[]>): AsyncGenerator<string> {
  yield '<?xml version="1.0" encoding="UTF-8"?>\n<records>\n';
  const element = (name: string, value: unknown) => `<${name}>${xmlText(String(cell(value)))}</${name}>`;
  for await (const rows of pages)
    for (const row of rows)
      yield `<record>${columns.map(({ field }) => element(xmlName(field), row[field])).join("")}</record>\n`;
  yield "</records>\n";
}

const markdownCell = (value: unknown): string =>
  String(cell(value))
    .replaceAll("|", "\\|")
    .replaceAll(/\r\n|\r|\n/g, "<br>");
const markdownLine = (cells: readonly string[]): string => `| ${cells.join(" | ")} |\n`;

async function* asMarkdown(columns: readonly Column[], pages: AsyncIterable<Row[]>): AsyncGenerator<string> {
  yield markdownLine(columns.map(({ header }) => markdownCell(header)));
  yield markdownLine(columns.map(() => "---"));
  for await (const rows of pages)
    for (const row of rows) yield markdownLine(columns.map(({ field }) => markdownCell(row[field])));
}

/** A list as a file, in each format. */
export const exportFormats = {
  csv: { extension: "csv", media: CSV, write: asCsv },
  json: { extension: "json", media: "application/json; charset=utf-8", write: asJson },
  xml: { extension: "xml", media: "application/xml; charset=utf-8", write: asXml },
  markdown: { extension: "md", media: "text/markdown; charset=utf-8", write: asMarkdown },
} as const satisfies Readonly<Record<string, ExportFormat>>;
