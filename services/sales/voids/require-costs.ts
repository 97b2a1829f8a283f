import { fail } from "../../../shared/errors.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import type { sale } from "../sales/sale.ts";

/** The checkout is about to write what stock cost into the sale (LNK-7): whoever changes the sale now would meet that write. */
export function requireCosts({ status, lines }: Entity<typeof sale>): void {
  if (status === "finalized" && lines.some(({ sku_id, stock_entry_id }) => sku_id && !stock_entry_id))
    throw fail(
      "request_in_progress",
      "The goods of this sale have not left the stock yet; repeat this request.",
    );
}
