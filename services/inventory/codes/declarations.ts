/** Finds goods for sale by the code on their label. */
import { choice, group, id, list, text } from "../../../shared/fields/index.ts";
import { operation, shapeOf } from "../../../shared/service/operation.ts";

export const findCode = operation({
  name: "inventory.code.find",
  http: "GET /codes/{code}",
  scope: "read:items",
  tag: "codes",
  about:
    "Find what a code stands for. Looks through SKUs and barcodes of items, of variants with `read:products` and of SKUs with `read:skus`. Numbers are found with and without leading zeros; whatever has the code exactly as given comes first. No match is an empty list.",
  input: { code: text({ max: 64 }) },
  output: shapeOf({
    data: list(
      group({
        kind: choice(["item", "variant", "sku"]),
        id: id(),
        title: text({ optional: true }),
        sku: text({ optional: true }),
        barcodes: list(text()),
        product_id: id({ optional: true, about: "The product of a variant." }),
      }),
    ),
  }),
});
