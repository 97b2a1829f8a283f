import type { Tx } from "../../../shared/service/tx.ts";
import { eventDateOf } from "./event-date.ts";
import { stockEntry } from "./stock-entry.ts";

/** STK-5: gives the entries of a document another date; keeps their order and their values. */
export async function redate(
  tx: Tx,
  source: { source_type: string; source_id: string },
  receipt_date: string,
): Promise<void> {
  const event_date = eventDateOf(tx, receipt_date, "/receipt_date");
  const entries = await tx.find(stockEntry, { ...source, reverses_id: null });
  await tx.updateMany(
    stockEntry,
    entries.map(({ id }) => ({ id, update: { $set: { event_date } } })),
  );
}
