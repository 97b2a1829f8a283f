/** The journal of a sale that a refund or a void follows. */
import { fail } from "../../../shared/errors.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { postedBefore } from "../ledger/post.ts";

export async function requireSale(tx: Tx, sale_id: string) {
  const posted = await postedBefore(tx, { kind: "sale", id: sale_id }, "sale");
  // Whoever asks repeats until the sale's own journal has arrived.
  if (!posted) throw fail("request_in_progress", "The sale is not posted yet.");
  return posted;
}
