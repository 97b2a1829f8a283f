/** Seasonal prices of a variant (8.5, SEA-1). */
import { fail, invalidField } from "../../../shared/errors.ts";
import { command } from "../../../shared/service/operation.ts";
import * as declared from "./declarations.ts";
import { price } from "./price.ts";
import { variant } from "./variant.ts";

const MOST_SEASONS = 200;

export const addPrice = command(declared.addPrice, async (tx, input) => {
  const { variant_id, starts_on, ends_on } = input;
  if (ends_on < starts_on)
    throw invalidField("/ends_on", "before_start", "'ends_on' must not be before 'starts_on'.");
  const { business_unit_id } = await tx.target(variant, variant_id);
  if ((await tx.count(price, { variant_id, kind: "seasonal" })) >= MOST_SEASONS)
    throw fail("unprocessable", `A variant has at most ${MOST_SEASONS} seasonal prices; delete one first.`);
  return tx.insert(price, { ...input, business_unit_id, kind: "seasonal" });
});

export const removePrice = command(declared.removePrice, async (tx, { id }) => {
  const before = await tx.target(price, id);
  if (before.kind === "base")
    throw fail("not_deletable", "A base price cannot be deleted; change 'base_price' of the variant.");
  await tx.purge(price, before);
  return { deleted_id: id };
});
