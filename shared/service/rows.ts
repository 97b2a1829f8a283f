/**
 * Rows that one request creates independently (BLK-2): a refusal is that row's result, and the others
 * continue. Chunks of rows share a transaction; the rows of a chunk with a bad one are written one by one.
 * Under an idempotency key the results are recorded with the rows, so that a repeated request resumes after a
 * crash.
 */
import {
  choice,
  count,
  type FieldTable,
  flag,
  group,
  id,
  instant,
  json,
  list,
  objectSchema,
  text,
} from "../fields/index.ts";
import { type AnyResource, resource } from "../resource/resource.ts";
import { type Handler, operation, shapeOf } from "./operation.ts";
import type { ActionRef } from "./reference.ts";

export const MOST_ROWS = 5000;
/** Rows of a whole import. */
const MOST_OF_WHOLE = 10_000;
/** Rows that one transaction and its log row hold. */
export const MOST_TOGETHER = 500;
const BODY_LIMIT = 8_388_608;

const violation = { pointer: text(), code: text(), message: text() } as const;

/** Why a row was refused. */
const refusal = {
  code: text(),
  message: text(),
  errors: list(group(violation), { default: [] }),
} as const;

const result = {
  index: count(),
  status: choice(["created", "error"]),
  id: id({ optional: true }),
  error: group(refusal, { optional: true }),
} as const;

export type RowResult = {
  index: number;
  status: "created" | "error";
  id: string | null;
  error: {
    code: string;
    message: string;
    errors: { pointer: string; code: string; message: string }[];
  } | null;
};

const answerShape = shapeOf({ created: count(), failed: count(), results: list(group(result)) });
export type RowsAnswer = { created: number; failed: number; results: RowResult[] };

/** Any object: each row is checked against the table on its own. */
const rowOf = (fields: FieldTable) => ({
  ...json({ keys: 100, bytes: 65_536 }),
  schema: objectSchema(fields, ({ readonly, hidden }) => !readonly && !hidden),
});

const importing = (
  { service, name, plural, path, scope, spans_stores = false }: AnyResource,
  { most, more }: { most: number; more: string },
) =>
  ({
    name: `${service}.${name}.import`,
    http: `POST /${path.slice(1)}/import`,
    scope: `write:${scope}`,
    about: `Create up to ${most.toLocaleString("en-US")} ${plural.replaceAll("_", " ")}. Each row stands alone: one that is refused does not stop the others. ${more}Returns a result for each row.`,
    body_limit: BODY_LIMIT,
    spans_stores,
    output: answerShape,
  }) as const;

/** Declares the import of a resource: a result for each row, in their order. */
export const importOf = (declared: AnyResource) =>
  operation({
    ...importing(declared, { most: MOST_ROWS, more: "" }),
    input: { rows: list(rowOf(declared.fields), { min: 1, max: MOST_ROWS }) },
  });

/** The same for more rows, and with the choice to create all of them or none. */
export const wholeImportOf = (declared: AnyResource) =>
  operation({
    ...importing(declared, {
      most: MOST_OF_WHOLE,
      more: "With `all_or_none`, one refused row refuses the request and nothing is created. ",
    }),
    refuses: ["unprocessable"],
    input: {
      rows: list(rowOf(declared.fields), { min: 1, max: MOST_OF_WHOLE }),
      all_or_none: flag({
        default: false,
        about: `Creates every row or none, of at most ${MOST_TOGETHER} rows.`,
      }),
    },
  });

/** For other services: rows under ids from the caller, so that a repeated row creates nothing. */
export const rowsTakenIn = ({ service, name, plural, fields }: AnyResource) =>
  operation({
    name: `${service}.${name}.take_in_rows`,
    about: `Creates ${plural.replaceAll("_", " ")} under these ids, each row alone.`,
    input: {
      rows: list(rowOf(fields), { min: 1, max: MOST_TOGETHER }),
      check_only: flag({
        default: false,
        about: "Says which rows their values or references forbid, and creates nothing.",
      }),
    },
    output: answerShape,
  });

export type Import = ReturnType<typeof importOf>;
type WholeImport = ReturnType<typeof wholeImportOf>;
type RowsTakenIn = ReturnType<typeof rowsTakenIn>;

/** Binds an import to the action that creates one row. */
export const importsRows = (
  declared: Import | WholeImport | RowsTakenIn,
  creates: ActionRef<never, { id: string }>,
): Handler => ({
  mode: "rows",
  operation: declared,
  creates: creates.name,
});

const progressIn = (service: string) =>
  resource({
    service,
    name: "import",
    plural: "imports",
    fields: { results: list(group(result)), ended_at: instant({ optional: true }) },
    hardDelete: true,
    verbs: [],
  });
export type ImportProgress = ReturnType<typeof progressIn>;

const known = new Map<string, ImportProgress>();

/** The progress of a service's imports; emptied when the answer is stored. */
export function importProgress(service: string): ImportProgress {
  const progress = known.get(service) ?? progressIn(service);
  known.set(service, progress);
  return progress;
}
