/** Reads CSV: the mark between the cells is found in the header, and a row that is none is told by its line. */
import { CsvError, parse } from "csv-parse/sync";

export const delimiters = [",", ";", "\t", "|"] as const;
export type Delimiter = (typeof delimiters)[number];

export type CsvRow = { line: number; cells: string[] };
export type BadRow = { line: number; message: string };
export type Csv =
  | { ok: true; delimiter: Delimiter; header: string[]; rows: CsvRow[]; bad: BadRow[] }
  | { ok: false; message: string };

/** The mark that is most frequent in the first line outside of quotes; the earlier one of two alike. */
export function delimiterOf(text: string): Delimiter {
  const unquoted = text
    .trimStart()
    .split(/\r\n|\r|\n/, 1)[0]!
    .replace(/"(?:[^"]|"")*"/g, "");
  const counts = delimiters.map((each) => unquoted.split(each).length);
  return delimiters[counts.indexOf(Math.max(...counts))]!;
}

type Record = { record: string[]; info: { lines: number } };

const isBlank = (cells: readonly string[]): boolean => cells.every((cell) => cell.trim() === "");

/** Spreadsheets begin some files with a line that names the mark between the cells; its line stays empty. */
const withoutMarkLine = (text: string): string => text.replace(/^(\uFEFF?)"?sep=.?"?(?=\r?\n|\r)/i, "$1");

/** Cells behind the header that say nothing are none. */
const within = (cells: string[], width: number): string[] =>
  cells.length > width && isBlank(cells.slice(width)) ? cells.slice(0, width) : cells;

/** A row is torn into at most this many. */
const MOST_PIECES = 20;

/**
 * The rows of which several are one, torn where a line ends within a cell that has no quotes: together they have the cells of
 * one row, and one more for each tear.
 */
function tornIn(rows: readonly (readonly string[])[], width: number): Set<number> {
  const torn = new Set<number>();
  for (const [first, { length }] of rows.entries()) {
    let cells = length;
    for (let last = first + 1; last < Math.min(rows.length, first + MOST_PIECES); last++) {
      if (cells >= width || rows[last]!.length >= width) break;
      cells += rows[last]!.length - 1;
      if (cells === width) for (let i = first; i <= last; i++) torn.add(i);
    }
  }
  return torn;
}

/**
 * `longest` is the number of characters that a cell may have. A quotation mark that is never closed makes one
 * cell of all that follows, so that the file is refused as a whole; any other one stands for itself. Spreadsheets leave out
 * the last cells of a row where these are empty, so that a row may have fewer cells than the header.
 */
export function readCsv(given: string, { longest }: { longest: number }): Csv {
  const text = withoutMarkLine(given);
  const delimiter = delimiterOf(text);
  const options = { bom: true, info: true, skip_empty_lines: true, relax_column_count: true } as const;
  try {
    const found = parse(text, {
      ...{ ...options, delimiter, relax_quotes: true, record_delimiter: ["\r\n", "\n", "\r"] },
    }) as unknown as Record[];
    const [first, ...rest] = found.filter(({ record }) => !isBlank(record));
    const header = first?.record ?? [];
    const width = header.length;
    const fit = rest.map(({ record }) => within(record, width));
    const torn = tornIn(fit, width);
    const told = fit.map((cells, i) => {
      const { lines: line } = rest[i]!.info;
      if (cells.length > width || torn.has(i))
        return { line, message: `The row has ${cells.length} cells and the header ${width}.` };
      const long = cells.findIndex((cell) => cell.length > longest);
      if (long < 0) return { line, cells };
      return {
        line,
        message: `The cell '${header[long]!.slice(0, 60)}' has more than ${longest} characters.`,
      };
    });
    const rows = told.flatMap((each) => ("cells" in each ? [each as CsvRow] : []));
    const bad = told.flatMap((each) => ("message" in each ? [each as BadRow] : []));
    return { ok: true, delimiter, header, rows, bad };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { ok: false, message: "A quotation mark is never closed." };
  }
}
