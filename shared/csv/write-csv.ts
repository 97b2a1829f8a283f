/** Writes CSV that spreadsheets read as text and figures, never as formulas (2.6). */
import { stringify } from "csv-stringify/sync";

/** What a spreadsheet would take for a formula, in the letters of East Asia too; and what looks like one that is guarded. */
const FORMULA = /^'*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;
const AMOUNT = /^-\d+(\.\d+)?$/;

/**
 * A text cell that a spreadsheet would take for a formula gets an apostrophe in front. So does one that looks like that
 * already: a reader removes one apostrophe where a formula would begin behind it.
 */
export const guarded = (value: string | number | boolean): string =>
  typeof value === "string" && FORMULA.test(value) && !AMOUNT.test(value) ? `'${value}` : String(value);

/** RFC 4180: a cell with a line break of any kind is in quotes. */
export const csvLines = (rows: readonly (readonly string[])[], record_delimiter = "\r\n"): string =>
  stringify(rows as string[][], { record_delimiter, quoted_match: /[\r\n]/ });

export const CSV = "text/csv; charset=utf-8";
