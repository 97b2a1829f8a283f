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
  if (before.historical || before.history.every(({ status }) => status === "received")) {
    const { meta, headers, transact } = context;
    return transact(meta, { action, headers }, async (tx) => {
      await tx.purge(salesOrder, await tx.target(salesOrder, id));
      return { deleted_id: id };
    });
  }
  const work: Work = (order, { now }) => ({
    ...order,
    lines: order.lines.map((line) => ({ ...line, allocated: 0 })),
    deleted_at: now,
  });
  return workAnswering(context, action, before, { work, answer: () => ({ deleted_id: id }) });
});

function refuseUsed(order: Order): void {
  if (order.historical || (totalShipped(order) === 0 && !isInvoiced(order))) return;
  const invoices = order.invoices.filter(({ reversed_on }) => reversed_on === null).map((each) => each.id);
  throw fail("in_use", "Goods of this order were shipped or invoiced: it can no longer be deleted.", {
    in_use: true,
    references: { invoices: { count: invoices.length, sample_ids: invoices.slice(0, 5) } },
  });
}
