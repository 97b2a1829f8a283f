import { reaction } from "../../../shared/events/consumer.ts";
import { stockValued } from "../../inventory/public.ts";
import { post } from "../ledger/post.ts";
import { stockPostings } from "./stock-postings.rules.ts";

/** T12, T14–T16, T18, T25, T26: the pools of goods follow the stock ledger (INV-37). */
export const bookStock = reaction("book_stock", stockValued, async (tx, event) => {
  const { source_type, source_id, ref: memo, event_date: business_date, currency } = event.data;
  for (const draft of stockPostings(event.data))
    await post(tx, { draft, ref: { kind: source_type, id: source_id }, currency, business_date, memo });
});
