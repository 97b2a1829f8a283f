/** The journals of goods in quantity that a sale took out of stock, or a refund or void put back (T25): one for each entry. */
import type { Tx } from "../../../shared/service/tx.ts";
import { post } from "../ledger/post.ts";
import { stockPostings } from "../stock-postings/stock-postings.rules.ts";
import type { StockPosting } from "./declarations.ts";

type Fact = { currency: string; business_date: string; memo?: string | null };

/** A unique journal for each entry: the caller looks first whether its own was posted before. */
export async function postStock(tx: Tx, stock: readonly StockPosting[], fact: Fact): Promise<void> {
  for (const { entry_id, ...movement } of stock) {
    const sold = { source_type: "sale", movements: [movement], conversion_cost: 0, vendor_id: null };
    const drafts = stockPostings(sold);
    for (const draft of drafts)
      await post(tx, { ...fact, draft, ref: { kind: "stock_entry", id: entry_id } });
  }
}
