import { fail, invalidField } from "../../../shared/errors.ts";
import { command } from "../../../shared/service/operation.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { gatherPolicy } from "../costing/policy.ts";
import { goodsReceipt } from "../goods-receipts/goods-receipt.ts";
import { type PurchaseOrder, targetOrder } from "../purchase-orders/order.ts";
import type { PurchaseLine } from "../purchase-orders/rules/lines.ts";
import { eventDateOf } from "../stock/event-date.ts";
import * as declared from "./declarations.ts";
import { land, type Share } from "./land.ts";
import { lateShares } from "./rules/spread.ts";

export const recordLandedCost = command(declared.recordLandedCost, {
  gather: gatherPolicy,
  async run(tx, { id, order_line_id = null, ...given }, policy) {
    const order = await targetOrder(tx, id);
    const { vendor_id = null, notes = null, amount } = given;
    if (order.historical) throw fail("locked", "A historical order has no stock entries to cost more.");
    if (order.status === "paid" && !vendor_id)
      throw fail("locked", "An order that is paid has no more bills: name the 'vendor_id' it is owed to.", {
        status: order.status,
      });
    const cost_date = eventDateOf(tx, given.cost_date, "/cost_date");
    const shares = sharesOf(order, order_line_id, amount);
    return land(tx, policy, order, {
      ...{ amount, cost_date, order_line_id, vendor_id, notes, shares },
      receipt_ids: await receiptsOf(tx, order, shares),
    });
  },
});

function sharesOf({ lines }: PurchaseOrder, order_line_id: string | null, amount: number): Share[] {
  if (order_line_id && !lines.some((each) => each.id === order_line_id))
    throw invalidField("/order_line_id", "unknown", "The order has no line with this id.");
  const covered = lines.filter((each) => each.received > 0 && (!order_line_id || each.id === order_line_id));
  if (covered.length === 0)
    throw fail("conflict", "None of these goods have arrived: change the costs of the order instead.");
  const shares = lateShares(amount, covered);
  return covered.map((line, i) => shareOf(line, shares[i]!)).filter(({ value }) => value > 0);
}

const shareOf = ({ id: order_line_id, material_id, sku_id }: PurchaseLine, value: number): Share => ({
  ...{ order_line_id, material_id, sku_id, value },
});

async function receiptsOf(tx: Tx, order: PurchaseOrder, shares: readonly Share[]): Promise<string[]> {
  const lines = { $in: shares.map(({ order_line_id }) => order_line_id) };
  const receipts = await tx.find(goodsReceipt, {
    ...{ order_id: order.id, reversed_at: null, "lines.order_line_id": lines },
  });
  return receipts.map(({ id }) => id);
}
