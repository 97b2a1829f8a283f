/** What an import would do with a file: its questions, its rows, and those that it cannot read. */
import type { BadRow, CsvRow } from "../../../shared/csv/read-csv.ts";
import type { Format, Line } from "./format.rules.ts";
import { type Column, lineOf, readHeader } from "./header.rules.ts";
import { type ReadAccount, readAccount } from "./read-account.rules.ts";
import { type Read, type ReadItem, readItem } from "./read-item.rules.ts";
import type { Answers, Context, Problem, Refused } from "./reading.rules.ts";
import { areParts, type DecimalMark, decimalMarkOf } from "./values.rules.ts";

export type PlanRow = ReadItem | ReadAccount;

export const questions = {
  split_is: ["consignor", "store"],
  vendor_is: ["consignor", "brand", "supplier"],
  decimal: ["point", "comma"],
} as const;
export type Question = keyof typeof questions;

export type Asked = Answers & { decimal?: DecimalMark | null };

export type Plan = {
  /** Headers of which one must be there. */
  missing: string[][];
  /** What only the owner of the file knows, and has not said. */
  asks: Question[];
  columns: Column[];
  ignored: string[];
  rows: PlanRow[];
  refused: Refused[];
};

type Source = { header: readonly string[]; rows: readonly CsvRow[]; bad: readonly BadRow[] };
type Place = { currency: string; country: string | null };

const numbers = ["price", "cost", "split"] as const;

const valuesOf = (lines: readonly Line[], fields: readonly string[]): string[] =>
  lines.flatMap(({ cells }) => fields.flatMap((field) => cells[field] ?? []));

function questionsOf(format: Format, lines: readonly Line[], asked: Asked): Question[] {
  const has = (field: string) => lines.some(({ cells }) => cells[field] !== undefined);
  return [
    ...(has("split") && !format.split_is && !asked.split_is ? (["split_is"] as const) : []),
    ...(has("vendor") && !asked.vendor_is ? (["vendor_is"] as const) : []),
    ...(!asked.decimal && decimalMarkOf(valuesOf(lines, numbers)) === null ? (["decimal"] as const) : []),
  ];
}

const marksOf = ({ key, values }: PlanRow): string[] => [
  `key ${key}`,
  ...["sku", "number"].flatMap((name) => (values[name] ? `${name} ${values[name]}` : [])),
];

/** A row whose key, SKU or number stands in an earlier row is refused; the earlier one counts. */
function withoutTwins(rows: readonly PlanRow[]) {
  const seen = new Map<string, number>();
  const kept: PlanRow[] = [];
  const refused: Refused[] = [];
  for (const row of rows) {
    const marks = marksOf(row);
    const before = marks.map((mark) => seen.get(mark)).find((line) => line !== undefined);
    for (const mark of marks) seen.set(mark, seen.get(mark) ?? row.line);
    if (before === undefined) kept.push(row);
    else refused.push({ line: row.line, problem: twinOf(before) });
  }
  return { kept, refused };
}

const twinOf = (line: number): Problem => ({
  ...{ code: "duplicate", column: null },
  message: `The same is in line ${line} of the file.`,
});

export function planOf(format: Format, { header, rows, bad }: Source, asked: Asked, place: Place): Plan {
  const read = readHeader(format, header);
  const lines = rows.map((row) => lineOf(read, row));
  const arranged = format.arranged?.(lines) ?? lines;
  const asks = questionsOf(format, arranged, asked);
  const mark = asked.decimal ?? decimalMarkOf(valuesOf(arranged, numbers)) ?? "point";
  const headers = new Map(read.read.toReversed().map((each) => [each.field, each.header]));
  const parts = areParts(valuesOf(arranged, ["split"]), mark);
  const split_is = format.split_is ?? asked.split_is ?? null;
  const context: Context = { ...asked, ...place, split_is, format, mark, parts, headers };
  const reader: (line: Line, context: Context) => Read<PlanRow> =
    format.makes === "items" ? readItem : readAccount;
  const results = arranged.map((line) => ({ line: line.line, result: reader(line, context) }));
  const good = results.flatMap(({ result }) => (result.ok ? [result.value] : []));
  const { kept, refused } = withoutTwins(good);
  const wrong = results.flatMap(({ line, result }) => (result.ok ? [] : [{ line, problem: result.problem }]));
  const broken = bad.map(({ line, message }) => ({
    line,
    problem: { code: "broken_row", column: null, message },
  }));
  return {
    ...{ missing: read.missing, asks, columns: read.read, ignored: read.ignored, rows: kept },
    refused: [...broken, ...wrong, ...refused].sort((one, other) => one.line - other.line),
  };
}
