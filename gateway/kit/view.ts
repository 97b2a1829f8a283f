/** Views: how the rows of an area are shown, and which further fields a request may ask for. */
import type { JsonSchema } from "../../shared/fields/index.ts";
import type { ListQuery } from "../../shared/page.ts";
import type { Variant } from "../shapes/codecs.ts";
import { shownSchema } from "../shapes/schema.ts";
import type { Shape } from "../shapes/shape.ts";
import { type DialectContext, inCurrency, type Presenter, showEach, showOne } from "./context.ts";
import type { Parameter } from "./request.ts";

export type View = {
  /** Query parameters that it reads itself. */
  parameters: readonly Parameter[];
  /** Reads the request's parameters, and refuses them before any work. */
  open(ctx: DialectContext): { present: Presenter; list?: Partial<ListQuery> };
  schema(variant: Variant): JsonSchema;
};

/** Adds data of other services to rows whose shape needs it; `include` is undefined where everything is shown. */
export type Complete<Row> = (
  ctx: DialectContext,
  rows: readonly Row[],
  include?: ReadonlySet<string>,
) => Promise<void>;

/** How the rows of an area are completed, and the currency of their amounts where it is their own. */
export type Viewing<Row> = { complete?: Complete<Row>; currency?(row: Row): string };

/** Rows by their shape. */
export const plainView = <Row extends object>(
  shape: Shape<Row>,
  { complete, currency }: Viewing<Row> = {},
): View => ({
  parameters: [],
  open: (ctx) => ({
    async present(rows) {
      const own = rows as readonly Row[];
      await complete?.(ctx, own);
      if (!currency) return showEach(ctx, shape, own);
      return Promise.all(own.map((row) => showOne(inCurrency(ctx, currency(row)), shape, row)));
    },
  }),
  schema: (variant) => shownSchema(shape, variant),
});
