/** Changes an order's shipments together with the stock they take: inventory settles, the write of the order decides (MRC-SHP-3). */
import { fail } from "../../../shared/errors.ts";
import { saga } from "../../../shared/saga/saga.ts";
import type { InputOf } from "../../../shared/service/reference.ts";
import { settleOrderStock, unsettleOrderStock } from "../../inventory/public.ts";
import { type CustomerOrder, customerOrder } from "../customer-orders/customer-order.ts";
import { type OrderChanges, saveOrder } from "../customer-orders/order-store.ts";

type Lines = InputOf<typeof settleOrderStock>["lines"];

export type Shipping = {
  order_id: string;
  version: number;
  ref: string;
  turn: number;
  event_date: string;
  changes: OrderChanges;
  wanted: Lines;
  earlier: Lines;
  saved?: CustomerOrder;
};

const ours = { source_type: "customer_order", location_id: null } as const;

export const shippingGoods = saga<Shipping>({
  name: "shipped_goods",
  before: [
    {
      name: "settle_stock",
      async run({ saga_id: by, call }, { order_id, ref, turn, event_date, wanted: lines }) {
        await call(settleOrderStock, { order_id, ref, turn, event_date, by, ...ours, lines });
      },
      async undo({ saga_id: by, call }, { order_id, ref, turn, earlier: lines }) {
        await call(unsettleOrderStock, { order_id, ref, turn, by, ...ours, lines });
      },
    },
  ],
  async pivot(tx, { order_id, version, changes }) {
    const current = await tx.get(customerOrder, order_id);
    if (current?.version !== version)
      throw fail("conflict", "This order has just been changed by someone else; repeat the request.");
    return { saved: await saveOrder(tx, current, changes) };
  },
  after: [],
});
