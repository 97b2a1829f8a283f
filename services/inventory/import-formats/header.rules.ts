/** Which column of a file is which field of its format. */
import type { Format, Line } from "./format.rules.ts";
import { wordOf } from "./values.rules.ts";

export type Column = { header: string; field: string };
export type Header = {
  /** By column; null for one that is not read. */
  fields: (string | null)[];
  read: Column[];
  ignored: string[];
  /** The headers of which one is needed and missing. */
  missing: string[][];
};

const isNamed = (name: string, header: string): boolean =>
  name.endsWith("*") ? header.startsWith(wordOf(name.slice(0, -1))) : header === wordOf(name);

function fieldOf({ columns }: Format, header: string): string | null {
  const word = wordOf(header);
  const found = Object.entries(columns).find(([, names]) => names.some((name) => isNamed(name, word)));
  return found?.[0] ?? null;
}

export function readHeader(format: Format, header: readonly string[]): Header {
  const fields = header.map((each) => fieldOf(format, each));
  const read = header.flatMap((each, i) => (fields[i] ? [{ header: each, field: fields[i] }] : []));
  const has = new Set(read.map(({ field }) => field));
  const missing = format.needs.filter((fields) => !fields.some((field) => has.has(field)));
  return {
    ...{ fields, read },
    ignored: header.filter((each, i) => !fields[i] && each.trim() !== ""),
    missing: missing.map((fields) => fields.flatMap((field) => format.columns[field] ?? [])),
  };
}

/** Fields whose digits a spreadsheet would change. */
const codes = new Set(["sku", "barcode", "phone", "account_phone", "number", "account_number", "zip"]);

/** Without the apostrophe that exports put before what a spreadsheet would compute, or take for a number. */
const unmarked = (field: string | null, text: string): string =>
  text.replace(field && codes.has(field) ? /^'(?=[=+\-@\d])/ : /^'(?=[=+\-@])/, "");

const isCount = (text: string): boolean => /^-?\d+$/.test(text);

/** Of several columns of a field the first that says something; numbers of pieces at several places are added up, pictures follow each other. */
export function lineOf({ fields }: Header, row: { line: number; cells: readonly string[] }): Line {
  const cells: Record<string, string> = {};
  for (const [i, field] of fields.entries()) {
    const text = unmarked(field, (row.cells[i] ?? "").trim());
    if (!field || text === "") continue;
    const before = cells[field];
    if (before === undefined) cells[field] = text;
    else if (field === "pictures") cells[field] = `${before} ${text}`;
    else if (field === "quantity" && isCount(before) && isCount(text))
      cells[field] = String(Number(before) + Number(text));
  }
  return { line: row.line, cells };
}
