/** Finds goods for sale by the code on their label. */
import { group, id, list, text } from "../../../shared/fields/index.ts";
import { operation, shapeOf } from "../../../shared/service/operation.ts";

const named = { id: id(), title: text({ optional: true }), sku: text({ optional: true }) } as const;

export const findByCode = operation({
  name: "catalog.code.find",
  about: "The variants and SKUs that have a code in one of these spellings.",
  input: { spellings: list(text({ max: 64 }), { max: 100 }) },
  output: shapeOf({
    variants: list(group({ ...named, barcode: text({ optional: true }), product_id: id() })),
    skus: list(group(named)),
  }),
});
