/** The journal of the sale that is refunded or voided. */
import { fail } from "../../../shared/errors.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { postedBefore } from "../ledger/post.ts";

export async function requireSale(tx: Tx, sale_id: string) {
  const posted = await postedBefore(tx, { kind: "sale", id: sale_id }, "sale");
  // The caller retries until the sale's journal is posted.
  if (!posted) throw fail("request_in_progress", "The sale is not posted yet.");
  return posted;
}
