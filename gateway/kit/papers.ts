/** Orders as documents to print, the same in every dialect. */
import { purchaseOrderPaper } from "../../services/inventory/public.ts";
import { madeFile } from "./files.ts";
import { handle, refusing } from "./operation.ts";

export const getPurchaseOrderPdf = handle({
  ...{ ids: { id: "id" }, ...refusing(purchaseOrderPaper) },
  ...{ schema: { type: "string", format: "binary" }, answers: "application/pdf" },
  run: async (ctx, { id }) => madeFile(await ctx.read(purchaseOrderPaper, { id })),
});
