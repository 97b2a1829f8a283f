/** Papers for people: an order as a document to print or send. */
import { id, text } from "../../../shared/fields/index.ts";
import { operation, shapeOf } from "../../../shared/service/operation.ts";

/** A file generated on request. */
const made = shapeOf({
  name: text(),
  mime_type: text(),
  sha256: text(),
  data: text({ max: 4_000_000, about: "The bytes in base64." }),
});

export const purchaseOrderPaper = operation({
  name: "inventory.purchase_order.paper",
  scope: "read:purchase_orders",
  spans_stores: true,
  about:
    "The paper of a purchase order (PAP-1). The same order, vendor and organization make the same bytes.",
  input: { id: id() },
  output: made,
});
