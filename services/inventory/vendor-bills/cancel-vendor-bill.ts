import { command } from "../../../shared/service/operation.ts";
import { saveOrder } from "../purchase-orders/order.ts";
import { todayOf } from "../stock/event-date.ts";
import { billedOrder, tellCancelled } from "./book-bill.ts";
import * as declared from "./declarations.ts";
import { isBooked } from "./rules/match.ts";
import { mayBecome, orderOfBill } from "./step-bill.ts";
import { vendorBill } from "./vendor-bill.ts";

export const cancelVendorBill = command(declared.cancelVendorBill, async (tx, { id }) => {
  const bill = await tx.target(vendorBill, id);
  if (!mayBecome(bill, "cancelled")) return bill;
  const after = await tx.save(vendorBill, bill, { status: "cancelled", cancelled_at: tx.now });
  if (!isBooked(bill.status)) return after;
  tellCancelled(tx, after, todayOf(tx));
  const order = await orderOfBill(tx, bill);
  await saveOrder(tx, order, billedOrder(order, bill, -1));
  return after;
});
