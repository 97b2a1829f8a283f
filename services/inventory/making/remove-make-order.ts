import { fail } from "../../../shared/errors.ts";
import { command } from "../../../shared/service/operation.ts";
import { usesIn } from "../../../shared/service/uses.ts";
import { gatherPolicy } from "../costing/policy.ts";
import { makeOrder } from "../make-orders/make-order.ts";
import { targetOrder, writeOrderEntries } from "../make-orders/order.ts";
import { differenceDrafts, noParts } from "../make-orders/order-entries.ts";
import { isRunning } from "../make-orders/rules/status.ts";
import { makeReceipt } from "../make-receipts/make-receipt.ts";
import * as declared from "./declarations.ts";

export const removeMakeOrder = command(declared.removeMakeOrder, {
  gather: gatherPolicy,
  async run(tx, { id, kind }, policy) {
    const before = await targetOrder(tx, { id, kind });
    const receipts = await usesIn(tx, makeReceipt, { order_id: id });
    if (receipts.count > 0)
      throw fail("in_use", "Goods of this order were received.", {
        in_use: true,
        references: { make_receipts: receipts },
      });
    // DEL-10: purged if it has no entries, else soft-deleted for good.
    if (before.entry_count === 0) await tx.purge(makeOrder, before);
    else {
      const after = isRunning(before.status) ? noParts : before;
      const drafts = await differenceDrafts(tx, before, { before, after });
      const { entry_count } = await writeOrderEntries(tx, policy, before, drafts);
      await tx.save(makeOrder, before, { deleted_at: tx.now, entry_count }, { verb: "deleted" });
    }
    return { deleted_id: id };
  },
});
