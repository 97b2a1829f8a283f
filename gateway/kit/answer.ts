/** Answers: what an operation returns, with its schema and the way it is shown. */
import type { JsonSchema } from "../../shared/fields/index.ts";
import type { Page } from "../../shared/page.ts";
import type { Variant } from "../shapes/codecs.ts";
import { listUnder, shownSchema } from "../shapes/schema.ts";
import type { Shape } from "../shapes/shape.ts";
import type { Area } from "./area.ts";
import { type DialectContext, showEach, showOne } from "./context.ts";
import { type Dialect, knowsInclude } from "./dialect.ts";

export type Answer<Out> = {
  schema(variant: Variant, dialect: Dialect): JsonSchema;
  show(ctx: DialectContext, result: Out): Promise<unknown>;
};

/** An object by its shape, or any other answer. */
export const answerOf = <Out extends object>(shown: Shape<Out> | Answer<Out>): Answer<Out> =>
  "show" in shown
    ? shown
    : {
        schema: (variant) => shownSchema(shown, variant),
        show: (ctx, row) => showOne(ctx, shown, row),
      };

/** A row by its shape, with what is read for it when it is shown. */
export const completed = <Row, Whole extends object>(
  shape: Shape<Whole>,
  complete: (ctx: DialectContext, row: Row) => Promise<NoInfer<Whole>>,
): Answer<Row> => ({
  schema: (variant) => shownSchema(shape, variant),
  show: async (ctx, row) => showOne(ctx, shape, await complete(ctx, row)),
});

/** An entry of an area, with these further fields in variants that know `include`. */
export const entryOf = <Row extends object>(
  { view, shape }: Area<Row>,
  include: readonly string[] = [],
): Answer<Row> => ({
  schema: (variant) => view.schema(variant),
  show: (ctx, row) => showOne(ctx, shape, row, knowsInclude(ctx) ? new Set(include) : undefined),
});

/** An entry of an area as lists show it: in its own currency, with what the area completes. */
export const listedEntry = <Row extends object>({ view }: Area<Row>): Answer<Row> => ({
  schema: view.schema,
  show: async (ctx, row) => (await view.open(ctx).present([{ ...(row as object) }]))[0],
});

/** Objects as a bare array. */
export const eachOf = <Row extends object>(shape: Shape<Row>): Answer<readonly Row[]> => ({
  schema: (variant) => ({ type: "array", items: shownSchema(shape, variant) }),
  show: (ctx, rows) => showEach(ctx, shape, rows),
});

/** Objects under a name: `{ data: […] }`. */
export const eachUnder = <Row extends object>(name: string, shape: Shape<Row>): Answer<readonly Row[]> => ({
  schema: (variant) => listUnder(name, shownSchema(shape, variant)),
  show: async (ctx, rows) => ({ [name]: await showEach(ctx, shape, rows) }),
});

/** All rows of a list that is not paged, in the envelope of a page. */
export const wholeList = <Row extends object>({ view, shape }: Area<Row>): Answer<readonly Row[]> => ({
  schema: (variant, { paging }) => paging.schema(view.schema(variant)),
  async show(ctx, rows) {
    const page: Page<unknown> = { data: await showEach(ctx, shape, rows), next_cursor: null };
    return ctx.dialect.paging.present({ ...page, count: rows.length }, { limit: rows.length, skip: 0 });
  },
});
