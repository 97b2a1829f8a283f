/** Writes an order with its events for accounts: new invoices, payments, reversed invoices. */
import type { OutputOf } from "../../../shared/service/reference.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import type { settleOrderStock } from "../../inventory/public.ts";
import { orderEvents } from "./declarations.ts";
import { type Invoice, type Order, type StoredOrder, withFigures } from "./order.ts";
import { salesOrder } from "./sales-order.ts";

export const withCosts = (order: Order, costs: OutputOf<typeof settleOrderStock>["costs"]): Order => {
  const cost = new Map(costs.map((each) => [each.line_id, each.cost]));
  return withFigures({
    ...order,
    lines: order.lines.map((line) => ({ ...line, cost: cost.get(line.id) ?? line.cost })),
  });
};

/** Null if the order has changed meanwhile. */
export async function writeOrder(
  tx: Tx,
  before: StoredOrder | null,
  after: Order,
): Promise<StoredOrder | null> {
  if (!before) {
    const made = await tx.insert(salesOrder, after);
    tellBooks(tx, [], made);
    return made;
  }
  const current = await tx.get(salesOrder, before.id);
  return current && current.version === before.version ? writeOver(tx, current, after) : null;
}

/** The same over the order as this transaction has read it. */
export async function writeOver(tx: Tx, current: StoredOrder, after: Order): Promise<StoredOrder> {
  const changes = Object.fromEntries(
    Object.entries(after).filter(([name]) => name in salesOrder.fields || name === "deleted_at"),
  );
  const verb = after.deleted_at && !current.deleted_at ? { verb: "deleted" as const } : {};
  const saved = await tx.save(salesOrder, current, changes, verb);
  tellBooks(tx, current.invoices, saved);
  return saved;
}

function tellBooks(tx: Tx, before: readonly Invoice[], order: StoredOrder): void {
  const { id, version, number, business_customer_id, broker_id, currency } = order;
  const was = new Map(before.map((each) => [each.id, each]));
  const about = { kind: "sales_order", id, version };
  for (const invoice of order.invoices) {
    const data = { order_id: id, number, business_customer_id, broker_id, currency, invoice };
    const old = was.get(invoice.id);
    if (!old) tx.emit(orderEvents.invoiced, about, data);
    if (invoice.paid_on && !old?.paid_on) tx.emit(orderEvents.paid, about, data);
    if (invoice.reversed_on && !old?.reversed_on) tx.emit(orderEvents.invoice_reversed, about, data);
  }
}
