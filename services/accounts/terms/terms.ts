/** Consignment terms (3.6). Each level may override them: organization, store, account, category. */
import { choice, count, group, money, rate } from "../../../shared/fields/index.ts";

/** The owner of the goods: the account, the shop after buying from it, or the shop alone. */
export const inventoryTypes = ["consignment", "buy_outright", "retail"] as const;

export const endActions = ["return_to_consignor", "donate", "discard", "convert"] as const;
export const handlingFeeTypes = ["none", "fixed", "percentage"] as const;

/** A handling fee is a type with its value (TRM-2). */
export const handlingFee = {
  type: choice(handlingFeeTypes),
  fixed: money({ optional: true }),
  percentage_ppm: rate({ optional: true }),
} as const;

/** Null: the next level decides (TRM-1). */
export const defaultTerms = {
  default_split: rate({ optional: true, about: "The consignor's share in ppm." }),
  default_handling_fee: group(handlingFee, { optional: true }),
  default_expiry_days: count({ optional: true, max: 36_500 }),
  default_return_days: count({ optional: true, max: 3650 }),
  default_pick_up_days: count({ optional: true, max: 3650 }),
  default_end_action: choice(endActions, { optional: true }),
} as const;
