import { command } from "../../../shared/service/operation.ts";
import { targetOrder } from "../make-orders/order.ts";
import { redate } from "../stock/redate.ts";
import * as declared from "./declarations.ts";
import { makeReceipt } from "./make-receipt.ts";

export const changeMakeReceipt = command(
  declared.changeMakeReceipt,
  async (tx, { id, kind, receipt_date }) => {
    const before = await tx.target(makeReceipt, id);
    if (kind) await targetOrder(tx, { id: before.order_id, kind });
    if (receipt_date === undefined) return before;
    await redate(tx, { source_type: "make_receipt", source_id: id }, receipt_date);
    return tx.save(makeReceipt, before, { receipt_date });
  },
);
