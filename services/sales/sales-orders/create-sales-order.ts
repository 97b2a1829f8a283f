import { nowInstant } from "../../../shared/clock.ts";
import { newId } from "../../../shared/ids.ts";
import { type FlowContext, flow } from "../../../shared/service/operation.ts";
import * as declared from "./declarations.ts";
import { brokerOf, type Input, newOrder, numberOf, refuseLate } from "./new-order.ts";
import { atOf } from "./order.ts";
import { salesOrder } from "./sales-order.ts";
import { carryOutNew } from "./work-on-order.ts";

export const createSalesOrder = flow(declared.createSalesOrder, (context, input) =>
  createOrder(context, input, newId()),
);

/** A row of an import: repeating it returns the existing order (BLK-2). */
export const createSalesOrderAs = flow(declared.createSalesOrderAs, async (context, { id, ...input }) => {
  const there = await context.reader.get(salesOrder, id);
  return there ?? createOrder(context, input, id);
});

async function createOrder(context: FlowContext, input: Input, id: string) {
  const { meta, reader, call } = context;
  const at = atOf(meta, nowInstant());
  refuseLate(input);
  const own = { id, number: await numberFor(context), broker: await brokerOf(call, input) };
  const after = await newOrder(reader, input, { ...own, at });
  return carryOutNew(context, declared.createSalesOrder.name, { before: null, after, at });
}

/** Taken before the order exists, because its stock entries refer to it. Gaps are allowed (ID-2). */
const numberFor = ({ transact, meta }: FlowContext): Promise<string> =>
  transact(meta, { action: declared.createSalesOrder.name }, numberOf);
