/** Reads a file and plans its import: the same file with the same answers gives the same plan. */

import { type Charset, decoded } from "../../../shared/csv/decode.ts";
import { type Delimiter, readCsv } from "../../../shared/csv/read-csv.ts";
import { fail, invalid, invalidField, isFailure } from "../../../shared/errors.ts";
import type { Call } from "../../../shared/service/reference.ts";
import { loadParties } from "../../accounts/public.ts";
import { CHUNK_BYTES, readChunk } from "../../platform/public.ts";
import { formats } from "../import-formats/formats.rules.ts";
import { type Asked, type Plan, planOf, type Question, questions } from "../import-formats/plan.rules.ts";
import type { DataImport } from "./data-import.ts";
import { MOST_IMPORT_BYTES, MOST_IMPORT_ROWS } from "./declarations.ts";

const LONGEST_CELL = 65_536;
const MOST_COLUMNS = 500;
/** Of a header in a report. */
const SHOWN = 255;

type Wanted = Pick<DataImport, "kind" | "file_id"> & Asked;

export type FilePlan = Plan & { charset: Charset; delimiter: Delimiter };

async function bytesOf(call: Call, file_id: string): Promise<Buffer> {
  const parts: Buffer[] = [];
  for (let n = 0; n * CHUNK_BYTES <= MOST_IMPORT_BYTES; n++) {
    const part = await partOf(call, file_id, n);
    parts.push(part);
    if (part.length < CHUNK_BYTES) return Buffer.concat(parts);
  }
  throw invalidField("/file_id", "too_large", `An imported file has at most ${MOST_IMPORT_BYTES} bytes.`);
}

/** A file that ends with its last part has no further one. */
async function partOf(call: Call, file_id: string, n: number): Promise<Buffer> {
  try {
    return Buffer.from((await call(readChunk, { file_id, n })).data, "base64");
  } catch (error) {
    if (!isFailure(error) || error.type !== "not_found") throw error;
    if (n > 0) return Buffer.alloc(0);
    throw fail("unprocessable", "The file is not there: it is kept for a day. Upload it again.", {
      errors: [{ pointer: "/file_id", code: "reference_not_found", message: "There is no such file." }],
    });
  }
}

const sentences: { readonly [question in Question]: string } = {
  split_is: "The file has a column of shares: say whose share it is",
  vendor_is: "The file has a column of vendors: say what it names",
  decimal: "The file's numbers can be read in two ways: say which decimal mark they have",
};

function refuseOpen({ missing, asks }: Plan): void {
  if (missing.length > 0) {
    const message = missing.map(
      (names) => `The file needs a column named ${names.map((name) => `'${name}'`).join(" or ")}.`,
    );
    throw fail("unprocessable", message.join(" "), {
      errors: message.map((each) => ({ pointer: "/file_id", code: "missing_column", message: each })),
    });
  }
  if (asks.length > 0)
    throw invalid(
      asks.map((each) => ({
        ...{ pointer: `/${each}`, code: "required" },
        message: `${sentences[each]}, by '${each}': ${questions[each].join(", ")}.`,
      })),
    );
}

export async function readPlan(call: Call, wanted: Wanted): Promise<FilePlan> {
  const { kind, file_id } = wanted;
  const [bytes, { organization }] = await Promise.all([bytesOf(call, file_id), call(loadParties, {})]);
  const { charset, text } = decoded(bytes);
  if (text.includes("\u0000"))
    throw fail("unprocessable", "The file is no CSV: it contains characters that no text has.");
  const csv = readCsv(text, { longest: LONGEST_CELL });
  if (!csv.ok) throw fail("unprocessable", csv.message);
  if (csv.rows.length + csv.bad.length > MOST_IMPORT_ROWS)
    throw fail("unprocessable", `An imported file has at most ${MOST_IMPORT_ROWS} rows; split it.`);
  if (csv.header.length > MOST_COLUMNS)
    throw fail("unprocessable", `An imported file has at most ${MOST_COLUMNS} columns.`);
  const { currency, country } = organization;
  const header = csv.header.map((each) => each.trim().slice(0, SHOWN));
  const plan = planOf(formats[kind], { ...csv, header }, wanted, { currency, country });
  refuseOpen(plan);
  return { ...plan, charset, delimiter: csv.delimiter };
}
