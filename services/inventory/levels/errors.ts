/** Errors of the stock ledger. */
import { declareError } from "../../../shared/errors.ts";
import { id, micro, signedMicro, text } from "../../../shared/fields/index.ts";

export const stockShort = declareError({
  id: "stock_short",
  code: "insufficient_stock",
  status: 409,
  details: {
    material_id: id({ optional: true }),
    sku_id: id({ optional: true }),
    location_id: id(),
    bound: text(),
    asked: micro(),
    on_hand: micro(signedMicro),
    on_order: micro(signedMicro),
    demand: micro(signedMicro),
    allocated: micro(signedMicro),
    in_transit: micro(signedMicro),
    reserved: micro(signedMicro),
    available: micro(signedMicro),
  },
  sentence: "Only {available} of {on_hand} are available here, not {asked}.",
  meaning:
    "There is less at this site than requested. The counters tell what there is, `bound` which of them would fall below its limit.",
});
