/** DEL-10: purges an order with nothing shipped or invoiced; soft-deletes one with stock entries. */
import { fail } from "../../../shared/errors.ts";
import { flow } from "../../../shared/service/operation.ts";
import * as declared from "./declarations.ts";
import { isInvoiced, type Order, totalShipped } from "./order.ts";
import { salesOrder } from "./sales-order.ts";
import { loadOrder, type Work, workAnswering } from "./work-on-order.ts";

export const removeSalesOrder = flow(declared.removeSalesOrder, async (context, { id }) => {
  const before = await loadOrder(context.reader, id);
  refuseUsed(before);
  const action = declared.removeSalesOrder.name;
  if (isUnwritten(before)) {
    const { meta, headers, transact } = context;
    return transact(meta, { action, headers }, async (tx) => {
      const order = await tx.target(salesOrder, id);
      if (!isUnwritten(order))
        throw fail("conflict", "This order has just been changed by someone else; repeat the request.");
      await tx.purge(salesOrder, order);
      return { deleted_id: id };
    });
  }
  const work: Work = (order, { now }) => {
    refuseUsed(order);
    const lines = order.lines.map((line) => ({ ...line, allocated: 0 }));
    return { ...order, lines, deleted_at: now };
  };
  return workAnswering(context, action, before, { work, answer: () => ({ deleted_id: id }) });
});

/** Whether nothing was ever written for it. */
const isUnwritten = ({ historical, history }: Order): boolean =>
  historical || history.every(({ status }) => status === "received");

function refuseUsed(order: Order): void {
  if (order.historical || (totalShipped(order) === 0 && !isInvoiced(order))) return;
  const invoices = order.invoices.filter(({ reversed_on }) => reversed_on === null).map((each) => each.id);
  throw fail("in_use", "Goods of this order were shipped or invoiced: it can no longer be deleted.", {
    in_use: true,
    references: { invoices: { count: invoices.length, sample_ids: invoices.slice(0, 5) } },
  });
}
