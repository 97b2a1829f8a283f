import { fail } from "../../../shared/errors.ts";
import { sum } from "../../../shared/money.ts";
import { command } from "../../../shared/service/operation.ts";
import { gatherPolicy } from "../costing/policy.ts";
import { type MakeOrder, moved, saveOrder, targetOrder } from "../make-orders/order.ts";
import { receiptStatus } from "../make-orders/receipt-status.ts";
import { todayOf } from "../stock/event-date.ts";
import { loadEntries } from "../stock/load-entries.ts";
import { reversalOf } from "../stock/rules/drafts.ts";
import { type StockEntry, writeEntries } from "../stock/write-entries.ts";
import * as declared from "./declarations.ts";
import { makeReceipt } from "./make-receipt.ts";
import type { MakeReceipt } from "./receive.ts";

export const reverseMakeReceipt = command(declared.reverseMakeReceipt, {
  gather: gatherPolicy,
  async run(tx, { id, kind }, policy) {
    const receipt = await tx.target(makeReceipt, id);
    const before = await targetOrder(tx, { id: receipt.order_id, kind });
    if (receipt.reversed_at) return { order: before, receipt };
    if (before.status === "completed" || before.status === "cancelled")
      throw fail("locked", `An order that is ${before.status} keeps its receipts.`, {
        status: before.status,
      });
    const [latest] = await tx.find(
      makeReceipt,
      { order_id: before.id, reversed_at: null },
      { sort: { created_at: -1, _id: -1 }, limit: 1 },
    );
    if (latest && latest.id !== id)
      throw fail("conflict", "Reverse the latest receipt of this order first.", {
        make_receipt_id: latest.id,
      });
    const source = {
      source_type: "make_receipt",
      source_id: id,
      ref: before.number,
      event_date: todayOf(tx),
    };
    const entries = await loadEntries(tx, source, ["produce", "consume"]);
    const drafts = entries.map((entry) => reversalOf(entry, source));
    const books = {
      document: { kind: "make_receipt", id, version: receipt.version + 1 },
      conversion_cost: -sum(receipt.lines.map(({ conversion_cost }) => conversion_cost)) || 0,
      vendor_id: receipt.conversion_vendor_id,
    };
    await writeEntries(tx, { policy, drafts, books });
    const order = withoutReceipt(before, receipt, entries);
    return {
      order: await saveOrder(tx, before, moved(tx, order, receiptStatus(order))),
      receipt: await tx.save(makeReceipt, receipt, { reversed_at: tx.now }),
    };
  },
});

function withoutReceipt(order: MakeOrder, receipt: MakeReceipt, entries: readonly StockEntry[]): MakeOrder {
  const made = new Map(receipt.lines.map(({ output_id, quantity }) => [output_id, quantity]));
  const used = new Map(entries.map((entry) => [entry.line, entry]));
  return {
    ...order,
    outputs: order.outputs.map((each) => ({ ...each, received: each.received - (made.get(each.id) ?? 0) })),
    inputs: order.inputs.map((each) => {
      const entry = used.get(each.id);
      if (!entry) return each;
      const allocated = each.allocated + entry.relieves.allocated;
      return { ...each, consumed: each.consumed - entry.quantity, allocated };
    }),
  };
}
