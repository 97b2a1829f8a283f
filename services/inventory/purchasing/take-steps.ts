/** The steps that a named status implies (ORD-2), within one command. */
import type { Tx } from "../../../shared/service/tx.ts";
import type { StockPolicy } from "../costing/policy.ts";
import { receiveGoods } from "../goods-receipts/receive.ts";
import { moved, type PurchaseOrder, writeOrderEntries } from "../purchase-orders/order.ts";
import { openLines, orderDrafts, unorderDrafts } from "../purchase-orders/order-entries.ts";
import { openOf } from "../purchase-orders/rules/lines.ts";
import type { Step } from "../purchase-orders/rules/status.ts";
import { payWithoutBill } from "../vendor-bills/settle-order.ts";

type Walk = { tx: Tx; policy: StockPolicy; receipt_date: string | null };
type Take = (walk: Walk, order: PurchaseOrder) => Promise<PurchaseOrder>;

const takers: Record<Step, Take> = {
  async place({ tx, policy }, order) {
    const drafts = orderDrafts(tx, order, order.lines);
    return moved(tx, await writeOrderEntries(tx, policy, order, drafts), "placed");
  },
  ship: async ({ tx }, order) => moved(tx, order, "in_transit"),
  async receive({ tx, policy, receipt_date }, order) {
    const lines = order.lines
      .filter((line) => openOf(line) > 0)
      .map((line) => ({ order_line_id: line.id, quantity: openOf(line) }));
    if (lines.length === 0) return moved(tx, order, "received");
    return (await receiveGoods(tx, policy, order, { lines, receipt_date })).order;
  },
  pay: ({ tx }, order) => payWithoutBill(tx, order),
  async cancel({ tx, policy }, order) {
    const drafts = order.status === "planning" ? [] : await unorderDrafts(tx, order, openLines(order));
    return moved(tx, await writeOrderEntries(tx, policy, order, drafts), "cancelled");
  },
};

export async function takeSteps(
  walk: Walk,
  order: PurchaseOrder,
  steps: readonly Step[],
): Promise<PurchaseOrder> {
  let at = order;
  for (const step of steps) at = await takers[step](walk, at);
  return at;
}
