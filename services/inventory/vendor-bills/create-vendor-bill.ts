import { invalidField } from "../../../shared/errors.ts";
import { command } from "../../../shared/service/operation.ts";
import { type PurchaseOrder, saveOrder, targetOrder } from "../purchase-orders/order.ts";
import { todayOf } from "../stock/event-date.ts";
import { billedOrder, matchOf, tellBooked } from "./book-bill.ts";
import * as declared from "./declarations.ts";
import { type BillLine, isBooked } from "./rules/match.ts";
import { vendorBill } from "./vendor-bill.ts";

export const createVendorBill = command(declared.createVendorBill, async (tx, input) => {
  const { match, lines, currency = null, ...given } = input;
  const order = await targetOrder(tx, given.order_id);
  refuseUnknown(order, lines);
  const { reasons, values, ...amounts } = matchOf(tx, order, { ...given, lines, currency });
  const status = !match ? "draft" : reasons.length ? "on_hold" : "matched";
  const bill = await tx.insert(vendorBill, {
    ...given,
    ...amounts,
    ...{ vendor_id: order.vendor_id, status, reasons: match ? reasons : [], currency },
    lines: lines.map((line, i) => ({ ...line, value: values[i]! })),
  });
  if (!isBooked(status)) return bill;
  tellBooked(tx, bill, todayOf(tx));
  await saveOrder(tx, order, billedOrder(order, bill, 1));
  return bill;
});

function refuseUnknown(order: PurchaseOrder, lines: readonly BillLine[]): void {
  const known = order.lines.map(({ id }) => id);
  const ids = lines.map(({ order_line_id }) => order_line_id);
  const strange = ids.findIndex((id, i) => !known.includes(id) || ids.indexOf(id) < i);
  if (strange >= 0)
    throw invalidField(
      `/lines/${strange}/order_line_id`,
      "unknown",
      "Name each line of the order at most once.",
    );
}
