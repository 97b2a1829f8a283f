import { command } from "../../../shared/service/operation.ts";
import { salesOrder } from "../sales-orders/sales-order.ts";
import * as declared from "./declarations.ts";
import { salesOrderNote } from "./sales-order-note.ts";

export const addOrderNote = command(declared.addOrderNote, async (tx, input) => {
  const { status } = await tx.load(salesOrder, input.sales_order_id);
  return tx.insert(salesOrderNote, { ...input, status_at_time: input.status_at_time ?? status });
});
