/** What was booked in on the orders of one kind. A receipt that was reversed is gone on this wire (D47). */
import { notFound } from "../../../../shared/errors.ts";
import type { Condition } from "../../../../shared/page.ts";
import type { AnyResource } from "../../../../shared/resource/resource.ts";
import type { AnyOperation } from "../../../../shared/service/operation.ts";
import { eachUnder } from "../../../kit/answer.ts";
import type { Area } from "../../../kit/area.ts";
import type { Behavior } from "../../../kit/behavior.ts";
import { handle, run } from "../../../kit/operation.ts";
import { allRows } from "../../../kit/whole.ts";
import type { Body } from "../../../shapes/body.ts";
import { area, eachMeaning, lacks, meaning, ofPresent, plainArea, presentOf } from "../area.ts";
import type { OrderName, receiptShapes } from "../shapes/receipts.ts";

type Receipts<Order extends object> = {
  resource: AnyResource;
  shapes: ReturnType<typeof receiptShapes<Order>>;
  receive: AnyOperation;
  reverse: AnyOperation;
  /** What the operations are told, where orders have several kinds. */
  kind?: Body;
};
type Operations<One extends OrderName> = {
  [id in `${"create" | "get" | "update" | "delete"}${One}Receipt` | `list${One}Receipts`]: Behavior;
};

const there: Condition[] = [{ field: "reversed_at", op: "eq", value: null }];

export function receiptOperations<One extends OrderName, Order extends object>(
  one: One,
  orders: Area,
  { resource, shapes, receive, reverse, kind = {} }: Receipts<Order>,
): Operations<One> {
  const { resource: order, options } = orders;
  const { only = [] } = options;
  const scope = `read:${order.scope}`;
  const names = [`${one}Receipt`, `${one}Receipts`] as const;
  const receipts = plainArea(resource, shapes.receipt, { only: there, actions: { remove: reverse } });
  return {
    [`list${one}Receipts`]: handle({
      ...{ ids: { id: "id" }, of: order.name, scope, response: eachUnder("data", shapes.receipt) },
      async run(ctx) {
        const { id } = await presentOf(ctx, order, only);
        const conditions: Condition[] = [{ field: "order_id", op: "eq", value: id }, ...there];
        return allRows(ctx, resource, { conditions, sort: "created_at" });
      },
    }),
    [`create${one}Receipt`]: ofPresent(
      orders,
      meaning(kind, run(receive, { body: shapes.given, response: shapes.booked })),
    ),
    [`get${one}Receipt`]: handle({
      ...{ ids: { id: "id" }, of: resource.name, scope, response: shapes.whole },
      async run(ctx) {
        const receipt = await presentOf(ctx, resource, there);
        const of = only.length ? await ctx.read(order.actions.get, { id: receipt.order_id }) : {};
        if (lacks(of, only)) throw notFound(resource.name, receipt.id);
        return receipt;
      },
    }),
    ...eachMeaning(kind, area(names, receipts, ["change", "remove"])),
  } as Operations<One>;
}
