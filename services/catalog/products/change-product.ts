import { invalidField } from "../../../shared/errors.ts";
import { command } from "../../../shared/service/operation.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import * as declared from "./declarations.ts";
import { price } from "./price.ts";
import { product } from "./product.ts";
import { ofItsTax } from "./product-tax.ts";
import { type Variant, variant } from "./variant.ts";
import { shownAgain } from "./variant-view.ts";

export const changeProduct = command(declared.changeProduct, async (tx, { id, ...changes }) => {
  const before = await tx.target(product, id);
  return tx.save(product, before, { ...changes, ...(await ofItsTax(tx, changes, before)) });
});

async function setBasePrice(
  tx: Tx,
  { id: variant_id, business_unit_id }: Variant,
  amount: number,
): Promise<void> {
  const before = await tx.findOne(price, { variant_id, kind: "base" });
  if (before) await tx.save(price, before, { amount });
  else await tx.insert(price, { variant_id, kind: "base", amount, business_unit_id });
}

export const changeVariant = command(declared.changeVariant, async (tx, { id, base_price, ...changes }) => {
  const before = await tx.target(variant, id);
  if (before.is_default && changes.is_enabled === false)
    throw invalidField(
      "/is_enabled",
      "default_variant",
      "The default variant is switched off with its product: change 'is_enabled' of the product.",
    );
  await tx.save(variant, before, changes);
  if (base_price !== undefined && base_price !== null) await setBasePrice(tx, before, base_price);
  return shownAgain(tx, id);
});
