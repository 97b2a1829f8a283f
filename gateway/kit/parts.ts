/** Elements with an id of their own inside an entry: `/sales-order-items/{id}`. */
import type { JsonSchema } from "../../shared/fields/index.ts";
import type { AnyOperation } from "../../shared/service/operation.ts";
import type { ActionRef } from "../../shared/service/reference.ts";
import type { Body } from "../shapes/body.ts";
import { bodySchema } from "../shapes/schema.ts";
import type { Shape } from "../shapes/shape.ts";
import { type Answer, answerOf } from "./answer.ts";
import type { Behavior } from "./behavior.ts";
import { idOf } from "./builders.ts";
import { inWordsOf, objectOf, readOne } from "./context.ts";
import { refuseRest } from "./filters.ts";
import { refusing, run } from "./operation.ts";

type Declared<In, Out> = Pick<AnyOperation, "name" | "scope" | "refuses"> & ActionRef<In, Out>;
type ById<Rest = object> = { id: string } & Rest;

/** Elements of an owner: how a body is read, where the owner has them, and how one is shown. */
export type Part<Owner, Row extends ById> = {
  body: Shape;
  /** In the order in which they were added. */
  of(owner: Owner): readonly Row[];
  response: Shape<Row> | Answer<Row>;
};

/** Adds an element to the owner that the path names, by an operation that answers the owner; answers the element. */
export const adding = <In extends ById, Owner extends object, Row extends ById>(
  operation: Pick<AnyOperation, "name" | "scope" | "refuses" | "input" | "output"> & ActionRef<In, Owner>,
  { body, of, response }: Part<NoInfer<Owner>, Row>,
): Behavior => run(operation, { body, response, after: (_ctx, owner: Owner) => of(owner).at(-1)! });

/** Changes only the fields sent of the element that the path names, by an operation that answers the element or its owner. */
export function changing<In extends ById, Owner extends object, Row extends ById>(
  operation: Declared<In, Owner>,
  part: Part<NoInfer<Owner>, Row>,
): Behavior {
  const { body, of } = part;
  const answer = answerOf(part.response);
  return {
    ...refusing(operation),
    body: { schema: bodySchema(body, "change"), required: true },
    response: answer.schema,
    async run(ctx) {
      refuseRest(ctx, ctx.request.query, () => []);
      const id = idOf(ctx, operation.name.split(".")[1]!);
      const values: Body = await readOne(ctx, body, objectOf(ctx), "change");
      const owner = await inWordsOf(
        body,
        () => ctx.call(operation, { ...values, id } as In),
        false,
        ctx.wire,
      );
      return answer.show(ctx, of(owner).find((each) => each.id === id)!);
    },
  };
}

/** Elements that operations answer by themselves, without an owner. */
export const themselves = <Row extends ById>(shape: Shape<Row>): Part<Row, Row> => ({
  ...{ body: shape, response: shape },
  of: (row) => [row],
});

/** Removes the element that the path names for good. */
export const removing = (operation: Declared<{ id: string }, object>, response: JsonSchema): Behavior => ({
  ...refusing(operation),
  response: () => response,
  async run(ctx) {
    refuseRest(ctx, ctx.request.query, () => []);
    const id = idOf(ctx, operation.name.split(".")[1]!);
    const { removed } = ctx.dialect;
    const after = { ...(await ctx.call(operation, { id })) };
    return removed === "entity" ? after : removed({ id, after });
  },
});
