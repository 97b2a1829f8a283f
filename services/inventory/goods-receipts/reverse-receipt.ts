import { fail } from "../../../shared/errors.ts";
import { sum } from "../../../shared/money.ts";
import { command } from "../../../shared/service/operation.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { gatherPolicy } from "../costing/policy.ts";
import { alreadyBilled } from "../purchase-orders/errors.ts";
import { moved, type PurchaseOrder, saveOrder, targetOrder } from "../purchase-orders/order.ts";
import { type PurchaseLine, receiptStatus, unlanded } from "../purchase-orders/rules/lines.ts";
import { todayOf } from "../stock/event-date.ts";
import { landedCost } from "../stock/landed-cost.ts";
import { loadEntries } from "../stock/load-entries.ts";
import { reversalOf } from "../stock/rules/drafts.ts";
import { writeEntries } from "../stock/write-entries.ts";
import * as declared from "./declarations.ts";
import { goodsReceipt } from "./goods-receipt.ts";
import type { GoodsReceipt } from "./receive.ts";

export const reverseReceipt = command(declared.reverseReceipt, {
  gather: gatherPolicy,
  async run(tx, { id }, policy) {
    const receipt = await tx.target(goodsReceipt, id);
    const before = await targetOrder(tx, receipt.order_id);
    if (receipt.reversed_at) return { order: before, receipt };
    if (before.status === "paid" || before.status === "cancelled")
      throw fail("locked", `An order that is ${before.status} keeps its receipts.`, {
        status: before.status,
      });
    await refuseCosted(tx, receipt);
    const lines = withoutReceipt(before.lines, receipt);
    const source = {
      source_type: "goods_receipt",
      source_id: id,
      ref: before.number,
      event_date: todayOf(tx),
    };
    const received = await loadEntries(tx, source, ["receive"]);
    const document = { kind: "goods_receipt", id, version: receipt.version + 1 };
    const drafts = received.map((each) => reversalOf(each, source));
    await writeEntries(tx, { policy, drafts, books: { document } });
    const grni = before.grni - sum(receipt.lines.map(({ value }) => value));
    const order = moved(tx, { ...before, lines, grni }, receiptStatus(lines, statusBefore(before)));
    return {
      order: await saveOrder(tx, before, order),
      receipt: await tx.save(goodsReceipt, receipt, { reversed_at: tx.now }),
    };
  },
});

/** LND-3: a later cost is part of what the goods are worth, and is taken back first. */
async function refuseCosted(tx: Tx, { id, order_id }: GoodsReceipt): Promise<void> {
  const costs = { order_id, receipt_ids: id, reverses_id: null, reversed_at: null };
  const [cost] = await tx.find(landedCost, costs, { limit: 1 });
  if (cost)
    throw fail("conflict", "A landed cost was recorded for these goods: reverse it first.", {
      landed_cost_id: cost.id,
    });
}

/** RCV-2: refuses to reverse a receipt of goods that a bill covers. */
function withoutReceipt(lines: readonly PurchaseLine[], receipt: GoodsReceipt): PurchaseLine[] {
  const gone = new Map(receipt.lines.map(({ order_line_id, quantity }) => [order_line_id, quantity]));
  return unlanded(
    lines.map((line) => {
      const received = line.received - (gone.get(line.id) ?? 0);
      if (line.billed > received) throw alreadyBilled({ line_id: line.id, billed: line.billed });
      return { ...line, received };
    }),
  );
}

/** 4.6: the status to which an order without receipts returns: the one before the first. */
const statusBefore = ({ history }: PurchaseOrder): "placed" | "in_transit" =>
  history.findLast(({ status }) => status === "placed" || status === "in_transit")?.status === "in_transit"
    ? "in_transit"
    : "placed";
