import { fail } from "../../../shared/errors.ts";
import { command } from "../../../shared/service/operation.ts";
import { brokerOf, newOrder, numberOf, refuseLate } from "../sales-orders/new-order.ts";
import { atOf } from "../sales-orders/order.ts";
import { wantsSame } from "../sales-orders/order-stock.ts";
import { salesOrder } from "../sales-orders/sales-order.ts";
import * as declared from "./declarations.ts";

/** Does not involve inventory, so that many orders share a transaction. */
export const takeInSalesOrder = command(declared.takeInSalesOrder, {
  gather: (call, input) => brokerOf(call, input),
  async run(tx, { id, ...input }, broker) {
    refuseLate(input);
    // Created by a duplicate that was first: the import was repeated before it ended.
    const [there] = await tx.find(salesOrder, { _id: id }, { limit: 1 });
    if (there) return { id };
    const own = { id, broker, number: await numberOf(tx), at: atOf(tx.meta, tx.now) };
    const order = await newOrder(tx, input, own);
    if (!wantsSame(null, order)) throw fail("conflict", "This order wants stock: it is created by itself.");
    await tx.insert(salesOrder, order);
    return { id };
  },
});
