/** Seasonal prices of a variant (8.5, SEA-1). */
import { invalidField } from "../../../shared/errors.ts";
import { live } from "../../../shared/service/live.ts";
import { command } from "../../../shared/service/operation.ts";
import { price } from "../products/price.ts";
import { variant } from "../products/variant.ts";
import * as declared from "./declarations.ts";
import { refuseOneMoreSeason } from "./limits.ts";

export const addPrice = command(declared.addPrice, async (tx, input) => {
  const { variant_id, starts_on, ends_on } = input;
  if (ends_on < starts_on)
    throw invalidField("/ends_on", "before_start", "'ends_on' must not be before 'starts_on'.");
  const { product_id, business_unit_id } = live(variant, await tx.target(variant, variant_id));
  await refuseOneMoreSeason(tx, variant_id);
  return tx.insert(price, { ...input, product_id, business_unit_id, kind: "seasonal" });
});
