import { fail } from "../../../shared/errors.ts";
import { command } from "../../../shared/service/operation.ts";
import { usesIn } from "../../../shared/service/uses.ts";
import { gatherPolicy } from "../costing/policy.ts";
import { goodsReceipt } from "../goods-receipts/goods-receipt.ts";
import { targetOrder, writeOrderEntries } from "../purchase-orders/order.ts";
import { openLines, unorderDrafts } from "../purchase-orders/order-entries.ts";
import { purchaseOrder } from "../purchase-orders/purchase-order.ts";
import { isOpen } from "../purchase-orders/rules/status.ts";
import { vendorBill } from "../vendor-bills/vendor-bill.ts";
import * as declared from "./declarations.ts";

export const removePurchaseOrder = command(declared.removePurchaseOrder, {
  gather: gatherPolicy,
  async run(tx, { id }, policy) {
    const before = await targetOrder(tx, id);
    const receipts = await usesIn(tx, goodsReceipt, { order_id: id });
    const bills = await usesIn(tx, vendorBill, { order_id: id });
    if (receipts.count + bills.count > 0)
      throw fail("in_use", "Goods of this order were received or billed.", {
        in_use: true,
        references: { goods_receipts: receipts, vendor_bills: bills },
      });
    // DEL-10: purged if it has no entries, else soft-deleted for good.
    if (before.entry_count === 0) await tx.purge(purchaseOrder, before);
    else {
      const open = isOpen(before.status) ? openLines(before) : [];
      const order = await writeOrderEntries(tx, policy, before, await unorderDrafts(tx, before, open));
      const { entry_count } = order;
      await tx.save(purchaseOrder, before, { deleted_at: tx.now, entry_count }, { verb: "deleted" });
    }
    return { deleted_id: id };
  },
});
