/** Errors of the stock of products. */
import { declareError } from "../../../shared/errors.ts";
import { count, id, text } from "../../../shared/fields/index.ts";

export const productShort = declareError({
  id: "product_short",
  code: "insufficient_stock",
  status: 409,
  details: { product_id: id(), name: text(), asked: count(), available: count() },
  sentence: "Of {name} only {available} can be bought, not {asked}.",
  meaning: "There is less of a product in stock than the contract or cart asks for.",
});
