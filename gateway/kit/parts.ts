/** Elements with an id of their own inside an entry: `/sales-order-items/{id}`. */
import type { JsonSchema } from "../../shared/fields/index.ts";
import type { AnyOperation } from "../../shared/service/operation.ts";
import type { ActionRef } from "../../shared/service/reference.ts";
import { bodySchema, shownSchema } from "../shapes/schema.ts";
import type { Shape } from "../shapes/shape.ts";
import type { Behavior } from "./behavior.ts";
import { idOf } from "./builders.ts";
import { inWordsOf, objectOf, readOne, showOne } from "./context.ts";
import { refuseRest } from "./filters.ts";
import { refusing } from "./operation.ts";

type Declared<In, Out> = Pick<AnyOperation, "name" | "scope" | "refuses"> & ActionRef<In, Out>;
type ById<Rest = object> = { id: string } & Rest;

/** Changes the element that the path names: only the fields sent. */
export const changing = <In extends ById, Row extends object>(
  operation: Declared<In, Row>,
  shape: Shape<Row>,
): Behavior => ({
  ...refusing(operation),
  body: { schema: bodySchema(shape, "change"), required: true },
  response: (variant) => shownSchema(shape, variant),
  async run(ctx) {
    refuseRest(ctx, ctx.request.query, () => []);
    const id = idOf(ctx, operation.name.split(".")[1]!);
    const values = await readOne(ctx, shape, objectOf(ctx), "change");
    const input = { ...values, id } as unknown as In;
    return showOne(ctx, shape, await inWordsOf(shape, () => ctx.call(operation, input)));
  },
});

/** Removes the element that the path names for good. */
export const removing = (
  operation: Declared<{ id: string }, { deleted_id: string }>,
  response: JsonSchema,
): Behavior => ({
  ...refusing(operation),
  response: () => response,
  async run(ctx) {
    refuseRest(ctx, ctx.request.query, () => []);
    const id = idOf(ctx, operation.name.split(".")[1]!);
    const { removed } = ctx.dialect;
    const after = await ctx.call(operation, { id });
    return removed === "entity" ? after : removed({ id, after });
  },
});
