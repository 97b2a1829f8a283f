/** Errors of work and production orders. */
import { declareError } from "../../../shared/errors.ts";
import { id, list } from "../../../shared/fields/index.ts";

export const bomMissing = declareError({
  code: "bom_missing",
  status: 422,
  details: { sku_ids: list(id()) },
  sentence: "An output has no bill of materials: nothing says what it is made of.",
  meaning:
    "An order leaves its draft when every output has a bill of materials; `sku_ids` names those without.",
});
