/** The till receipt: the paper for the buyer of a sale. */
import { choice, id } from "../../../shared/fields/index.ts";
import { madeFile } from "../../../shared/papers/made-file.ts";
import { slipColumns, slipFormats } from "../../../shared/papers/slip-file.ts";
import { operation } from "../../../shared/service/operation.ts";

export const saleReceipt = operation({
  name: "sales.sale.receipt",
  scope: "read:sales",
  about: "The receipt of a sale. The same sale, refunds, store and organization make the same bytes.",
  input: {
    id: id(),
    format: choice(slipFormats, { default: "pdf" }),
    columns: slipColumns,
  },
  output: madeFile,
});
