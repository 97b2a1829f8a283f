import { command } from "../../../shared/service/operation.ts";
import { eventDateOf } from "../stock/event-date.ts";
import { loadEntries } from "../stock/load-entries.ts";
import { stockEntry } from "../stock/stock-entry.ts";
import * as declared from "./declarations.ts";
import { goodsReceipt } from "./goods-receipt.ts";

export const changeReceipt = command(declared.changeReceipt, async (tx, { id, receipt_date }) => {
  const before = await tx.target(goodsReceipt, id);
  const event_date = eventDateOf(tx, receipt_date, "/receipt_date");
  const entries = await loadEntries(tx, { source_type: "goods_receipt", source_id: id }, ["receive"]);
  // STK-5: the date alone; order and values of the entries stay.
  await tx.updateMany(
    stockEntry,
    entries.map((each) => ({ id: each.id, update: { $set: { event_date } } })),
  );
  return tx.save(goodsReceipt, before, { receipt_date: event_date });
});
