import { refusedTransition } from "../../../shared/machine.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { type PurchaseOrder, saveOrder } from "../purchase-orders/order.ts";
import { purchaseOrder } from "../purchase-orders/purchase-order.ts";
import { todayOf } from "../stock/event-date.ts";
import { billedOrder, matchOf, tellBooked, type VendorBill } from "./book-bill.ts";
import { type BillStatus, billMachine, isBooked } from "./rules/match.ts";
import { vendorBill } from "./vendor-bill.ts";

/** Whether the bill moves; throws when it may not. */
export function mayBecome(bill: VendorBill, to: BillStatus): boolean {
  const move = billMachine.move(bill.status, to);
  if (!move.ok) throw refusedTransition("vendor bill", move);
  return move.changed;
}

export const orderOfBill = (tx: Tx, { order_id }: VendorBill): Promise<PurchaseOrder> =>
  tx.load(purchaseOrder, order_id, { withHidden: true });

/** The bill in another state; one that enters the books is counted by its order (T13). */
export async function bookBill(
  tx: Tx,
  bill: VendorBill,
  changes: Partial<VendorBill> & { status: BillStatus },
): Promise<VendorBill> {
  const after = await tx.save(vendorBill, bill, changes);
  if (isBooked(bill.status) || !isBooked(after.status)) return after;
  const order = await orderOfBill(tx, bill);
  tellBooked(tx, after, todayOf(tx));
  await saveOrder(tx, order, billedOrder(order, after, 1));
  return after;
}

/** The bill matched against the order of now. */
export async function matchAgain(tx: Tx, bill: VendorBill) {
  const { reasons, values, ...amounts } = matchOf(tx, await orderOfBill(tx, bill), bill);
  const lines = bill.lines.map((line, i) => ({ ...line, value: values[i]! }));
  return { ...amounts, reasons, lines };
}
