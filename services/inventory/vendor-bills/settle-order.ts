/** A purchase order is paid with its bills (4.6, PO-5). */
import { fail } from "../../../shared/errors.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { moved, type PurchaseOrder } from "../purchase-orders/order.ts";
import { billableExtraOf, billedValue } from "../purchase-orders/rules/lines.ts";
import { todayOf } from "../stock/event-date.ts";
import { billedOrder, tellBooked, tellPaid, type VendorBill } from "./book-bill.ts";
import { vendorBill } from "./vendor-bill.ts";

const openBills = (tx: Tx, order_id: string): Promise<VendorBill[]> =>
  tx.find(vendorBill, { order_id, status: { $in: ["draft", "on_hold", "matched", "approved"] } });

/** Whether nothing is left to receive, to bill or to pay but these bills. */
export const isSettled = (order: PurchaseOrder): boolean =>
  order.status === "received" &&
  order.lines.every(({ billed, received }) => billed >= received) &&
  order.extra_billed >= billableExtraOf(order);

/** Pays a bill; the order, when this is its last one, with what it leaves as a variance. */
export async function payBill(
  tx: Tx,
  bill: VendorBill,
  order: PurchaseOrder,
): Promise<{ bill: VendorBill; order: PurchaseOrder }> {
  const today = todayOf(tx);
  const paid = await tx.save(vendorBill, bill, { status: "paid", paid_on: today });
  const last = isSettled(order) && (await openBills(tx, order.id)).every(({ id }) => id === bill.id);
  tellPaid(tx, paid, { today, grni_rest: last ? order.grni : 0 });
  return { bill: paid, order: last ? moved(tx, { ...order, grni: 0 }, "paid") : order };
}

/** PO-5: pays open bills, and makes and pays the bill of all that is received and not billed. */
export async function payWithoutBill(tx: Tx, before: PurchaseOrder): Promise<PurchaseOrder> {
  const open = await openBills(tx, before.id);
  const waiting = open.find(({ status }) => status === "draft" || status === "on_hold");
  if (waiting) {
    const { id, number, status } = waiting;
    throw fail("conflict", `The bill ${number} of this order is ${status.replace("_", " ")}.`, {
      vendor_bill_id: id,
    });
  }
  const rest = isSettled(before) && before.grni === 0 ? null : await billTheRest(tx, before);
  let order = rest ? billedOrder(before, rest, 1) : before;
  for (const bill of [...open, ...(rest ? [rest] : [])]) ({ order } = await payBill(tx, bill, order));
  return moved(tx, order, "paid");
}

async function billTheRest(tx: Tx, order: PurchaseOrder): Promise<VendorBill> {
  const lines = order.lines.flatMap((line) => {
    const quantity = line.received - line.billed;
    if (quantity <= 0) return [];
    const value = billedValue(line, line.received);
    return [{ order_line_id: line.id, quantity, unit_cost: line.unit_cost, value }];
  });
  const extra = billableExtraOf(order) - order.extra_billed;
  const total = lines.reduce((sum, { value }) => sum + value, extra);
  const bill = await tx.insert(vendorBill, {
    ...{ number: await freeNumber(tx, order), vendor_id: order.vendor_id, order_id: order.id, lines },
    ...{ status: "matched", bill_date: todayOf(tx), extra_costs: extra, extra_grni: extra, total },
    // All that is left, so that nothing stays received and not billed.
    ...{ grni: order.grni, variance: total - order.grni },
  });
  tellBooked(tx, bill, todayOf(tx));
  return bill;
}

/** The order's own number, as the vendor has sent none. */
async function freeNumber(tx: Tx, { vendor_id, number }: PurchaseOrder): Promise<string> {
  const taken = await tx.find(vendorBill, { vendor_id, number: { $regex: `^${number}(-\\d+)?$` } });
  return taken.length ? `${number}-${taken.length + 1}` : number;
}
