/** What bills of materials refuse. */
import { declareError } from "../../../shared/errors.ts";
import { id, list } from "../../../shared/fields/index.ts";

export const bomCycle = declareError({
  code: "bom_cycle",
  status: 422,
  details: { sku_ids: list(id()) },
  sentence: "A SKU cannot be a component of itself, directly or through other bills of materials.",
  meaning: "The bill of materials would close a cycle: `sku_ids` names the way back to its output.",
});
