/** Errors of holds of marketplaces. */
import { declareError } from "../../../shared/errors.ts";

export const goodsShort = declareError({
  id: "goods_short",
  code: "insufficient_stock",
  status: 409,
  details: {},
  sentence: "There is less in stock than was asked for.",
  meaning: "There is less of a product in stock than the contract or cart asks for.",
});
