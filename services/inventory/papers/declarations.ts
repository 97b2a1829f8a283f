/** Papers for people: an order as a document to print or send. */
import { id } from "../../../shared/fields/index.ts";
import { madeFile } from "../../../shared/papers/made-file.ts";
import { operation } from "../../../shared/service/operation.ts";

export const purchaseOrderPaper = operation({
  name: "inventory.purchase_order.paper",
  scope: "read:purchase_orders",
  spans_stores: true,
  about:
    "The paper of a purchase order (PAP-1). The same order, vendor and organization make the same bytes.",
  input: { id: id() },
  output: madeFile,
});
