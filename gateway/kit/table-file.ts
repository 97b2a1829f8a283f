/** Uploaded tables: CSV, or the first sheet of an Excel workbook. Their columns are found by aliases of header words. */
import { readFile } from "node:fs/promises";
import { unzipSync } from "fflate";
import { type CellValue, readSheet } from "read-excel-file/universal";
import { decoded } from "../../shared/csv/decode.ts";
import { readCsv } from "../../shared/csv/read-csv.ts";
import { invalidField } from "../../shared/errors.ts";
import { tooLarge } from "../body/too-large.ts";
import type { UploadedFile } from "../body/uploaded-file.ts";

const MOST_BYTES = 5 * 1_048_576;
/** A workbook is packed: what it may be unpacked. */
const MOST_UNPACKED = 16 * 1_048_576;
const MOST_ROWS = 5000;
const LONGEST_CELL = 4000;

export type TableRow<Name extends string> = {
  /** Its line in the file, from 1; that of the header is 1. */
  line: number;
  cells: { [name in Name]?: string };
};
export type Table<Name extends string> = { rows: TableRow<Name>[]; bad: { line: number; message: string }[] };

/** Our name of each column, and the words of a header that mean it. */
export type Aliases<Name extends string> = { readonly [name in Name]: readonly string[] };

const unreadable = (message: string) => invalidField("/file", "unreadable", message);

/** Without case, white space and punctuation. */
const fold = (word: string): string => word.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, "");

type Cells = { header: string[]; rows: { line: number; cells: string[] }[]; bad: Table<string>["bad"] };

function csvCells(bytes: Buffer): Cells {
  const read = readCsv(decoded(bytes).text, { longest: LONGEST_CELL });
  if (!read.ok) throw unreadable(read.message);
  return read;
}

/** A day of a workbook has no zone. */
const textOf = (value: CellValue | null): string =>
  value instanceof Date ? value.toISOString().replace("T00:00:00.000Z", "") : String(value ?? "").trim();

/** The size that the parts of the workbook say they have; the reader takes no more of any of them. */
function unpackedSize(bytes: Buffer): number {
  let size = 0;
  unzipSync(bytes, {
    filter({ originalSize }) {
      size += originalSize;
      return false;
    },
  });
  return size;
}

async function sheetCells(bytes: Buffer): Promise<Cells> {
  const broken = () => unreadable("The file is no Excel workbook (.xlsx).");
  const size = await Promise.resolve(bytes)
    .then(unpackedSize)
    .catch(() => {
      throw broken();
    });
  if (size > MOST_UNPACKED) throw unreadable("The workbook is too large when unpacked.");
  const sheet = await readSheet(new Uint8Array(bytes).buffer).catch(() => {
    throw broken();
  });
  const [header = [], ...rows] = sheet.map((row) => row.map(textOf));
  return { header, rows: rows.map((cells, i) => ({ line: i + 2, cells })), bad: [] };
}

/** Which column has which name; a word that stands for several belongs to the first. */
function columnsOf<Name extends string>(header: readonly string[], aliases: Aliases<Name>) {
  const names = new Map<string, Name>();
  for (const name of Object.keys(aliases) as Name[])
    for (const word of [name, ...aliases[name]]) if (!names.has(fold(word))) names.set(fold(word), name);
  return header.map((word) => names.get(fold(word)));
}

/** Reads a table; 400 for another type of file, one that cannot be read, or one without the `needed` columns. */
export async function tableOf<Name extends string>(
  upload: UploadedFile,
  aliases: Aliases<Name>,
  needed: readonly NoInfer<Name>[],
): Promise<Table<Name>> {
  if (upload.size > MOST_BYTES) throw tooLarge(MOST_BYTES);
  const [, type] = /\.(csv|xlsx)$/i.exec(upload.filename) ?? [];
  if (!type) throw unreadable("Send a file whose name ends in .csv or .xlsx.");
  const bytes = await readFile(upload.path);
  const { header, rows, bad } = type.toLowerCase() === "csv" ? csvCells(bytes) : await sheetCells(bytes);
  if (rows.length > MOST_ROWS) throw unreadable(`The file may have at most ${MOST_ROWS} rows.`);
  const columns = columnsOf(header, aliases);
  const missing = needed.filter((name) => !columns.includes(name));
  if (missing.length) throw unreadable(`The header needs ${missing.join(", ")}.`);
  return {
    rows: rows.flatMap(({ line, cells }) => {
      const said = columns.flatMap((name, i) => (name && cells[i] ? [[name, cells[i].trim()] as const] : []));
      return said.length ? [{ line, cells: Object.fromEntries(said) as TableRow<Name>["cells"] }] : [];
    }),
    bad,
  };
}
