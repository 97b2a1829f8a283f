/** Bodies of rows that stand each alone (BLK-2): what refuses one, here or in the service, is its result. */

import { failAgain, invalidField, isFailure } from "../../shared/errors.ts";
import type { JsonSchema } from "../../shared/fields/index.ts";
import type { Import, RowResult } from "../../shared/service/rows.ts";
import { MOST_ROWS } from "../../shared/service/rows.ts";
import { problemOf } from "../problem.ts";
import type { Body } from "../shapes/body.ts";
import { bodySchema } from "../shapes/schema.ts";
import type { Shape } from "../shapes/shape.ts";
import type { Behavior } from "./behavior.ts";
import { type DialectContext, inWords, objectOf, readOne } from "./context.ts";
import { refuseRest } from "./filters.ts";

/** The result of a row; `refusal` is the dialect's error body, `values` the written fields. */
export type ShownRow = Pick<RowResult, "index" | "status" | "id"> & { refusal?: unknown; values?: Body };

type Presenting = {
  response: JsonSchema;
  present(rows: readonly ShownRow[]): object;
  /** Stored values that a row gets in addition to its body. */
  fill?(values: Body): Body;
};

/** Creates the rows of a body by the import of their resource. */
export const importing = (
  operation: Import,
  shape: Shape,
  { response, present, fill = () => ({}) }: Presenting,
): Behavior => ({
  scope: operation.scope ?? null,
  body: {
    schema: rowsSchema(shape),
    required: true,
    ...(operation.body_limit ? { limit: operation.body_limit } : {}),
  },
  response: () => response,
  async run(ctx) {
    refuseRest(ctx, ctx.request.query, () => []);
    const read = await Promise.all(rowsIn(ctx).map((row) => readRow(ctx, { shape, fill }, row)));
    const rows = read.flatMap((each) => ("values" in each ? [each.values] : []));
    const results = rows.length ? [...(await ctx.call(operation, { rows })).results] : [];
    return present(
      read.map((each, index): ShownRow => {
        if ("error" in each)
          return { index, status: "error", id: null, refusal: refusalOf(ctx, shape, each.error) };
        const { status, id, error } = results.shift()!;
        if (!error) return { index, status, id, values: each.values };
        const { code, message, errors } = error;
        return {
          index,
          status,
          id,
          refusal: refusalOf(ctx, shape, failAgain({ code, message, data: { errors } })),
        };
      }),
    );
  },
});

const rowsSchema = (shape: Shape): JsonSchema => ({
  type: "object",
  properties: {
    rows: { type: "array", items: bodySchema(shape, "create"), minItems: 1, maxItems: MOST_ROWS },
  },
  required: ["rows"],
});

function rowsIn(ctx: DialectContext): unknown[] {
  const { rows, ...rest } = objectOf(ctx);
  for (const name of Object.keys(rest)) {
    if (ctx.dialect.unknown === "refuse")
      throw invalidField(`/${name}`, "unknown_field", `There is no field '${name}' here. Allowed: rows.`);
    ctx.ignored.add(name);
  }
  if (!Array.isArray(rows) || rows.length === 0 || rows.length > MOST_ROWS)
    throw invalidField("/rows", "array", `'rows' must be a list of 1 to ${MOST_ROWS} objects.`);
  return rows;
}

async function readRow(
  ctx: DialectContext,
  { shape, fill }: { shape: Shape; fill(values: Body): Body },
  row: unknown,
): Promise<{ values: Body } | { error: unknown }> {
  try {
    if (typeof row !== "object" || row === null || Array.isArray(row))
      throw invalidField("", "object", "A row must be an object.");
    const values: Body = await readOne(ctx, shape, row as Body, "create");
    return { values: { ...values, ...fill(values) } };
  } catch (error) {
    if (!isFailure(error) || error.code >= 500) throw error;
    return { error };
  }
}

function refusalOf({ dialect, request, path, wire }: DialectContext, shape: Shape, error: unknown): unknown {
  const { request_id } = request;
  return dialect.problem(problemOf(inWords(shape, error, false, "", wire), { request_id, instance: path }))
    .body;
}
