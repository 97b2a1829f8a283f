import { command } from "../../../shared/service/operation.ts";
import { redate } from "../stock/redate.ts";
import * as declared from "./declarations.ts";
import { goodsReceipt } from "./goods-receipt.ts";

export const changeReceipt = command(declared.changeReceipt, async (tx, { id, receipt_date }) => {
  const before = await tx.target(goodsReceipt, id);
  if (receipt_date === undefined) return before;
  await redate(tx, { source_type: "goods_receipt", source_id: id }, receipt_date);
  return tx.save(goodsReceipt, before, { receipt_date });
});
