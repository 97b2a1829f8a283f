/**
 * Rows of a file that are known by their code: a known code is changed, any other one is created. All of them are one
 * transaction. A row that is refused does not stop the others, and the same rows once more change nothing.
 */
import {
  compileInput,
  count,
  type FieldTable,
  group,
  json,
  list,
  objectSchema,
  text,
} from "../fields/index.ts";
import type { MongoFilter } from "../resource/query.ts";
import type { AnyResource, Entity, Resource } from "../resource/resource.ts";
import { operation, shapeOf } from "./operation.ts";
import { MOST_TOGETHER } from "./rows.ts";
import type { Tx } from "./tx.ts";

const answer = shapeOf({
  created: count(),
  updated: count(),
  errors: list(group({ index: count(), message: text() })),
});
export type CodedAnswer = { created: number; updated: number; errors: { index: number; message: string }[] };

/** Declares `POST /<plural>/import`; `fields` are those of a row. */
export const rowsByCode = ({ service, name, plural, path, scope }: AnyResource, fields: FieldTable) =>
  operation({
    name: `${service}.${name}.import`,
    http: `POST /${path.slice(1)}/import`,
    scope: `write:${scope}`,
    about: `Create or change up to ${MOST_TOGETHER} ${plural.replaceAll("_", " ")} by their codes: a known code is changed, any other one is created. Each row stands alone: one that is refused does not stop the others. Returns how many were created and changed, and why rows were refused.`,
    body_limit: 8_388_608,
    input: {
      rows: list(
        {
          ...json({ keys: 100, bytes: 65_536 }),
          schema: objectSchema(fields, ({ readonly, hidden }) => !readonly && !hidden),
        },
        { min: 1, max: MOST_TOGETHER },
      ),
    },
    output: answer,
  });

/** `given` are the fields that the row itself has: a change is of these alone. */
export type CodedRow = {
  index: number;
  values: { code: string } & Record<string, unknown>;
  given: readonly string[];
};

/** The rows that fit the fields, the last one of each code; and what is wrong with the others. */
export function checkedRows(
  fields: FieldTable,
  rows: readonly unknown[],
): [CodedRow[], CodedAnswer["errors"]] {
  const check = compileInput(fields);
  const good: CodedRow[] = [];
  const errors: CodedAnswer["errors"] = [];
  for (const [index, row] of rows.entries()) {
    const checked = check(row);
    if (checked.ok)
      good.push({ index, values: checked.value as CodedRow["values"], given: Object.keys(row as object) });
    else errors.push({ index, message: checked.violations.map(({ message }) => message).join(" ") });
  }
  return [[...new Map(good.map((row) => [row.values.code, row])).values()], errors];
}

type Coded = { code: ReturnType<typeof text> } & FieldTable;
type Known = { code: string; deleted_at?: string | null };

/** Creates and changes the rows of one business unit; `among` are those that may be changed. */
export async function putByCode<T extends Coded>(
  tx: Tx,
  resource: Resource<T>,
  rows: readonly CodedRow[],
  among: MongoFilter = {},
): Promise<CodedAnswer> {
  const business_unit_id = tx.meta.business_unit_id ?? null;
  const codes = rows.map(({ values }) => values.code);
  const found = await tx.find(resource, { code: { $in: codes }, business_unit_id, ...among });
  const known = new Map(found.map((row) => [(row as Known).code, row]));
  const isGone = ({ values }: CodedRow) => (known.get(values.code) as Known | undefined)?.deleted_at;
  const errors = rows
    .filter(isGone)
    .map(({ index, values }) => ({ index, message: `'${values.code}' is deleted: restore it first.` }));
  const left = rows.filter((row) => !isGone(row));
  const created = await tx.insertMany(
    resource,
    left.flatMap((row) =>
      known.has(row.values.code)
        ? []
        : [row.values as Partial<Entity<Resource<T>>> & Record<string, unknown>],
    ),
  );
  const updated = await tx.saveMany(
    resource,
    left.flatMap(({ values, given }) => {
      const before = known.get(values.code);
      const changes = Object.fromEntries(given.map((name) => [name, values[name]]));
      return before ? [{ before, changes: changes as Partial<typeof before> }] : [];
    }),
  );
  return { created: created.length, updated: updated.length, errors };
}
