/** Files of other systems: checked first, then brought in piece by piece. */
import { id } from "../../../shared/fields/index.ts";
import { entityOf, operation } from "../../../shared/service/operation.ts";
import { dataImport } from "./data-import.ts";

const { kind, file_id, store_id, split_is, vendor_is, decimal, pictures } = dataImport.fields;

/** Rows of one file. */
export const MOST_IMPORT_ROWS = 10_000;
/** Bytes of one file. */
export const MOST_IMPORT_BYTES = 8_388_608;
/** Rows that one run goes through. */
export const ROWS_OF_A_RUN = 200;

export const prepareImport = operation({
  name: "inventory.data_import.create",
  http: "POST /imports",
  status: 201,
  scope: "write:imports",
  spans_stores: true,
  about: `Check a CSV file before it is imported. Reads a file of at most 8 MiB and ${MOST_IMPORT_ROWS.toLocaleString("en-US")} rows and creates nothing but the report: what is new, what an earlier import has brought in, which rows are refused and why, and three sample sales. Columns are found by their names, the character set and the delimiter by the file. Answers 400 with the allowed values when the file leaves open whose share a split is, what its vendor column names or which decimal mark it uses. Says how many pictures it would fetch, and which addresses cannot be fetched; it fetches none. Returns the import.`,
  refuses: ["unprocessable", "reference_not_found"],
  input: { kind, file_id, store_id, split_is, vendor_is, decimal, pictures },
  output: entityOf(dataImport),
});

export const runImport = operation({
  name: "inventory.data_import.run_part",
  http: "POST /imports/{id}/run",
  scope: "write:imports",
  spans_stores: true,
  about: `Continue an import. Goes through the next ${ROWS_OF_A_RUN} rows; repeat it until \`status\` is \`done\`. Whatever was interrupted continues where it was, and nothing is created twice. The file is kept for a day after its upload. The pictures that the rows name are fetched afterwards, in the background; the import tells how far that is. Returns the import.`,
  refuses: ["unprocessable"],
  input: { id: id() },
  output: entityOf(dataImport),
});

export const retryPictures = operation({
  name: "inventory.data_import.retry_pictures",
  http: "POST /imports/{id}/retry-pictures",
  scope: "write:imports",
  spans_stores: true,
  about:
    "Try the failed pictures of an import again. Each picture that was given up is fetched anew in the background, as often as any other; items that were deleted meanwhile get none. Returns the import.",
  input: { id: id() },
  output: entityOf(dataImport),
});
