/** Posts a bill to the books or reverses it, together with its order, which knows the billed quantities (TWM-1, T13). */
import { sum } from "../../../shared/money.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import type { PurchaseOrder } from "../purchase-orders/order.ts";
import { billableExtraOf } from "../purchase-orders/rules/lines.ts";
import { billBooked, billCancelled, billPaid } from "./declarations.ts";
import { type BillLine, type Match, matchBill } from "./rules/match.ts";
import type { vendorBill } from "./vendor-bill.ts";

export type VendorBill = Entity<typeof vendorBill>;

export const matchOf = (
  tx: Tx,
  order: PurchaseOrder,
  bill: { lines: readonly BillLine[]; extra_costs: number; currency: string | null },
): Match =>
  matchBill({
    order: { ...order, extra: billableExtraOf(order) },
    bill: { ...bill, currency: bill.currency ?? tx.org.currency },
  });

/** The order with a bill (+1) or without it again (−1). */
export function billedOrder(
  order: PurchaseOrder,
  bill: Pick<VendorBill, "lines" | "grni" | "extra_grni">,
  sign: 1 | -1,
): PurchaseOrder {
  const lines = order.lines.map((line) => {
    const billed = sum(bill.lines.map((each) => (each.order_line_id === line.id ? each.quantity : 0)));
    return billed ? { ...line, billed: line.billed + sign * billed } : line;
  });
  const extra_billed = order.extra_billed + sign * bill.extra_grni;
  return { ...order, lines, extra_billed, grni: order.grni - sign * bill.grni };
}

const told = (tx: Tx, bill: VendorBill, business_date: string) => ({
  ...{ vendor_bill_id: bill.id, order_id: bill.order_id, vendor_id: bill.vendor_id, number: bill.number },
  ...{ currency: tx.org.currency, business_date },
});
const aggregate = ({ id, version }: VendorBill) => ({ kind: "vendor_bill", id, version });

export const tellBooked = (tx: Tx, bill: VendorBill, today: string): void =>
  tx.emit(billBooked, aggregate(bill), {
    ...told(tx, bill, bill.bill_date ?? today),
    ...{ grni: bill.grni, variance: bill.variance },
  });

export const tellCancelled = (tx: Tx, bill: VendorBill, today: string): void =>
  tx.emit(billCancelled, aggregate(bill), {
    ...told(tx, bill, today),
    ...{ grni: bill.grni, variance: bill.variance },
  });

export const tellPaid = (
  tx: Tx,
  bill: VendorBill,
  { today, grni_rest }: { today: string; grni_rest: number },
): void => tx.emit(billPaid, aggregate(bill), { ...told(tx, bill, today), amount: bill.total, grni_rest });
