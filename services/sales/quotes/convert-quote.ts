import { fail } from "../../../shared/errors.ts";
import { command } from "../../../shared/service/operation.ts";
import { customerOrder } from "../customer-orders/customer-order.ts";
import { orders } from "../customer-orders/order-store.ts";
import { moveNotes } from "../document-notes/remove-notes.ts";
import type { Changes } from "../documents/document.ts";
import { documentTable } from "../documents/document-table.ts";
import { salesOrder } from "../sales-orders/sales-order.ts";
import * as declared from "./declarations.ts";
import { type Quote, salesQuote } from "./quote.ts";
import { quotes } from "./quote-store.ts";

/** The columns that the order has as well. */
const onlyDocument = (quote: Quote): Changes =>
  Object.fromEntries(Object.entries(quote).filter(([name]) => name in documentTable));

/**
 * The order takes over what the quote is, and uses up no number (MRC-QUO-1). Of two at once one finds the quote; the write that
 * takes it away decides.
 */
export const convertQuote = command(declared.convertQuote, async (tx, { id, order_id, number }) => {
  const order = order_id ?? id;
  // The order first: who finds the other one's order no longer finds the quote, and says so.
  const taken = (await tx.get(customerOrder, order)) ?? (order_id && (await tx.get(salesOrder, order_id)));
  const before = await quotes.target(tx, id);
  if (taken) throw fail("conflict", "There is an order with this id.");
  const { created_at, number: own, valid_from, valid_until } = before;
  await tx.save(salesQuote, before, { deleted_at: tx.now, converted_order_id: order }, { verb: "deleted" });
  await moveNotes(tx, { from: ["quote", id], to: ["order", order] });
  await orders.insert(tx, {
    ...onlyDocument(before),
    ...{ id: order, number: number ?? own, business_unit_id: before.business_unit_id },
    placed_at: valid_from ?? created_at,
    expected_delivery_at: valid_until ?? before.expected_delivery_at,
  });
  return { id: order };
});
