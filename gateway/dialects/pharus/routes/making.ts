/** Work orders and production orders: outputs with their inputs, and the receipts of outputs. */
import * as inventory from "../../../../services/inventory/public.ts";
import type { Condition } from "../../../../shared/page.ts";
import type { Behavior } from "../../../kit/behavior.ts";
import { filterBy } from "../../../kit/filters.ts";
import { adding, changing, removing } from "../../../kit/parts.ts";
import { plainView } from "../../../kit/view.ts";
import {
  area,
  deleted,
  eachMeaning,
  importOf,
  meaning,
  ofPresent,
  plainArea,
  statusList,
  takenOver,
} from "../area.ts";
import { type kinds, makeWords, makingShapes, outputsOf } from "../shapes/making.ts";
import { receiptOperations } from "./receipts.ts";

const { makeOrder } = inventory;
const historical = takenOver(inventory.openingMakeStatuses);

type Name = "WorkOrder" | "ProductionOrder";
type Operations<One extends Name> = {
  [id in
    | `list${One}${"s" | "Receipts" | "Statuses"}`
    | `${"create" | "get" | "update" | "delete"}${One}${"" | "Receipt"}`
    | `${"create" | "update" | "delete"}${One}Item`
    | `import${One}s`]: Behavior;
};

function making<One extends Name>(one: One, kind: keyof typeof kinds): Operations<One> {
  const shapes = makingShapes(kind);
  const only: Condition[] = [{ field: "kind", op: "eq", value: kind }];
  const fill = (values: object) => ({ kind, ...historical({ ...values }) });
  const orders = plainArea(makeOrder, shapes.order, {
    only,
    filters: { status: filterBy("status", makeWords) },
  });
  const whole = { ...plainArea(makeOrder, shapes.newOrder, { only, fill }), view: plainView(shapes.whole) };
  const names = [one, `${one}s`] as const;
  const outputs = { response: shapes.wholeItem, of: outputsOf };
  const { newItem, changedItem } = shapes;
  const mine = (does: Behavior) => meaning({ kind }, does);
  return {
    ...eachMeaning({ kind }, area(names, orders, ["list", "change", "remove"])),
    ...area(names, whole, ["create", "get"]),
    [`import${one}s`]: importOf(inventory.importMakeOrders, shapes.newOrder, { fill }),
    [`create${one}Item`]: ofPresent(orders, mine(adding(inventory.addOutput, { ...outputs, body: newItem }))),
    [`update${one}Item`]: mine(changing(inventory.changeOutput, { ...outputs, body: changedItem })),
    [`delete${one}Item`]: mine(removing(inventory.removeOutput, deleted)),
    ...receiptOperations(one, orders, {
      ...{ resource: inventory.makeReceipt, shapes: shapes.receipts, kind: { kind } },
      ...{ receive: inventory.receiveMade, reverse: inventory.reverseMakeReceipt },
    }),
    [`list${one}Statuses`]: statusList(makeWords, "read:make_orders"),
  } as Operations<One>;
}

export const makingOperations = {
  ...making("WorkOrder", "work"),
  ...making("ProductionOrder", "production"),
};
