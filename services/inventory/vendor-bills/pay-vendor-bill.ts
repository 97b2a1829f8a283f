import { command } from "../../../shared/service/operation.ts";
import { saveOrder } from "../purchase-orders/order.ts";
import * as declared from "./declarations.ts";
import { payBill } from "./settle-order.ts";
import { mayBecome, orderOfBill } from "./step-bill.ts";
import { vendorBill } from "./vendor-bill.ts";

export const payVendorBill = command(declared.payVendorBill, async (tx, { id }) => {
  const before = await tx.target(vendorBill, id);
  if (!mayBecome(before, "paid")) return before;
  const of = await orderOfBill(tx, before);
  const { bill, order } = await payBill(tx, before, of);
  await saveOrder(tx, of, order);
  return bill;
});
