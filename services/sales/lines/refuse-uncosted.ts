import { fail } from "../../../shared/errors.ts";

type Costed = {
  status: string;
  lines: readonly { sku_id: string | null; stock_entry_id: string | null }[];
};

/** Refuses to refund or void a sale whose goods are leaving the stock: the checkout has yet to write their cost (LNK-7). */
export function refuseUncosted({ lines, status }: Costed): void {
  if (status === "finalized" && lines.some((line) => line.sku_id && !line.stock_entry_id))
    throw fail(
      "request_in_progress",
      "The goods of this sale are leaving the stock right now; repeat the request.",
    );
}
