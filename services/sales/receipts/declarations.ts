/** The till receipt: the paper for the buyer of a sale. */
import { choice, count, id } from "../../../shared/fields/index.ts";
import { madeFile } from "../../../shared/papers/made-file.ts";
import { operation } from "../../../shared/service/operation.ts";

export const receiptFormats = ["pdf", "text", "escpos"] as const;

export const saleReceipt = operation({
  name: "sales.sale.receipt",
  scope: "read:sales",
  about: "The receipt of a sale. The same sale, refunds, store and organization make the same bytes.",
  input: {
    id: id(),
    format: choice(receiptFormats, { default: "pdf" }),
    columns: count({ default: 42, min: 24, max: 64, about: "Letters in a line of text and ESC/POS." }),
  },
  output: madeFile,
});
