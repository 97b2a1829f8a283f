/** Changes an order together with its stock: inventory settles, the order's write decides (STK-2, SO-2). */
import { fail } from "../../../shared/errors.ts";
import { saga } from "../../../shared/saga/saga.ts";
import type { OutputOf } from "../../../shared/service/reference.ts";
import { settleOrderStock, unsettleOrderStock } from "../../inventory/public.ts";
import type { Order, StoredOrder } from "./order.ts";
import type { Wanted } from "./order-stock.ts";
import { withCosts, writeOrder } from "./write-order.ts";

export type Settling = {
  order_id: string;
  ref: string;
  turn: number;
  event_date: string;
  before: StoredOrder | null;
  after: Order;
  wanted: Wanted;
  earlier: Wanted;
  costs: OutputOf<typeof settleOrderStock>["costs"];
  saved?: StoredOrder;
};

export const settlingOrder = saga<Settling>({
  name: "order_stock",
  before: [
    {
      name: "settle_stock",
      async run({ saga_id, call }, { order_id, ref, turn, event_date, wanted }) {
        return call(settleOrderStock, { order_id, ref, turn, event_date, by: saga_id, ...wanted });
      },
      async undo({ saga_id, call }, { order_id, ref, turn, earlier }) {
        await call(unsettleOrderStock, { order_id, ref, turn, by: saga_id, ...earlier });
      },
    },
  ],
  async pivot(tx, { before, after, costs }) {
    const saved = await writeOrder(tx, before, withCosts(after, costs));
    if (!saved)
      throw fail("conflict", "This order has just been changed by someone else; repeat the request.");
    return { saved };
  },
  after: [],
});
