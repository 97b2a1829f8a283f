/** Papers for people: an order as a document to print or send, and price labels. */
import { choice, count, group, id, list } from "../../../shared/fields/index.ts";
import { type LayoutName, labelLayouts } from "../../../shared/papers/label.ts";
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

/** Labels in one file. */
export const MOST_LABELS = 2000;

const layouts = Object.keys(labelLayouts) as LayoutName[];

export const itemLabels = operation({
  name: "inventory.item.labels",
  http: "POST /item-labels",
  scope: "read:items",
  about:
    "Print price labels of items. Returns a file: `pdf`, on sheets of 3 × 8 (A4) or 3 × 10 (US Letter) labels or one of 57 × 32 mm per page, or `zpl` for label printers with 203 dots per inch. Each has shop, title, price and the item's SKU, or its first barcode where it has one and `code` asks for that: an EAN of 13 digits is printed as such, any other code as Code 128. A code that is too long for the label, or not in ASCII, is printed in letters alone. At most 2,000 labels.",
  refuses: ["reference_not_found"],
  media: ["application/pdf", "application/zpl"],
  input: {
    items: list(group({ item_id: id(), copies: count({ default: 1, min: 1, max: 500 }) }), {
      min: 1,
      max: 500,
    }),
    format: choice(["pdf", "zpl"], { default: "pdf" }),
    layout: choice(layouts, { default: "a4_3x8" }),
    code: choice(["sku", "barcode"], { default: "sku" }),
    skip: count({ default: 0, max: 29, about: "How many labels of the first sheet are used up already." }),
  },
  output: madeFile,
});
