import { invalidField } from "../../../shared/errors.ts";
import { arranged, newAmong, picturesOf } from "../../../shared/pictures.ts";
import { live } from "../../../shared/service/live.ts";
import { clearOthers } from "../../../shared/service/only-one.ts";
import { command } from "../../../shared/service/operation.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { offerPictures } from "../../platform/public.ts";
import { ofItsOffers } from "../product-offers/own-offers.ts";
import { ofItsOptions } from "../product-options/own-options.ts";
import { ofItsWords } from "../product-tags/words-of.ts";
import * as declared from "./declarations.ts";
import { isLinked, withStock } from "./linked-goods.ts";
import { price } from "./price.ts";
import { product } from "./product.ts";
import { ofItsTax } from "./product-tax.ts";
import { storedOfProduct, tellProductPictures } from "./tell-pictures.ts";
import { isOwnVariant, type Variant, variant } from "./variant.ts";
import { shownAgain } from "./variant-view.ts";

export const changeProduct = command(declared.changeProduct, {
  async gather(call, { id, image_ids = [] }, _meta, reader) {
    if (image_ids.length === 0) return [];
    const added = newAmong(picturesOf(await reader.load(product, id)), image_ids);
    return added.length ? (await call(offerPictures, { ids: added })).pictures : [];
  },
  async run(tx, { id, image_ids, option_schema, offers, ...changes }, offered) {
    const before = live(product, await tx.target(product, id));
    const seen = image_ids ? storedOfProduct(arranged(picturesOf(before), image_ids, offered)) : {};
    // Its own variant stores the sku with those of all variants, so that one index keeps a sku unique (MRC-CAT-1).
    if (changes.sku !== undefined) await tx.save(variant, await tx.load(variant, id), { sku: changes.sku });
    const after = await tx.save(product, before, {
      ...changes,
      ...seen,
      ...(await ofItsTax(tx, changes, before)),
      ...(await ofItsOptions(tx, before, { ...changes, option_schema })),
      ...(await ofItsWords(tx, changes, before)),
      ...(await ofItsOffers(tx, { ...before, ...changes }, offers)),
    });
    tellProductPictures(tx, before, after);
    return after;
  },
});

async function setBasePrice(
  tx: Tx,
  { id: variant_id, product_id, business_unit_id }: Variant,
  amount: number | null,
): Promise<void> {
  const before = await tx.findOne(price, { variant_id, kind: "base" });
  if (amount === null && before)
    throw invalidField("/base_price", "required", "'base_price' can be changed, but not removed.");
  if (amount === null) return;
  if (before) await tx.save(price, before, { amount });
  else await tx.insert(price, { product_id, variant_id, kind: "base", amount, business_unit_id });
}

/** The product's fields that belong to its own variant. */
function refuseOfProduct(before: Variant, { is_enabled, sku }: Partial<Variant>): void {
  if (is_enabled === false) throw ofProduct("is_enabled");
  if (sku !== undefined && sku !== before.sku) throw ofProduct("sku");
}

const ofProduct = (name: string) =>
  invalidField(
    `/${name}`,
    "of_product",
    `This variant is the product itself: change '${name}' of the product.`,
  );

/** Its stock is counted elsewhere: what a caller has read may be written back, but not changed. */
function ownQuantity(before: Variant, quantity: Variant["quantity"] | undefined, shown: number | null) {
  if (quantity === undefined) return {};
  if (!isLinked(before)) return { quantity };
  if (quantity === shown || quantity === before.quantity) return {};
  throw invalidField(
    "/quantity",
    "linked",
    "This variant is linked to goods of the shop: change their stock instead of 'quantity'.",
  );
}

export const changeVariant = command(declared.changeVariant, {
  async gather(call, { id, quantity }, _meta, reader) {
    if (quantity === undefined) return null;
    const [row] = await withStock(call, [await reader.load(variant, id)]);
    return row?.quantity ?? null;
  },
  async run(tx, { id, base_price, quantity, ...changes }, shownQuantity) {
    const before = live(variant, await tx.target(variant, id));
    if (isOwnVariant(before)) refuseOfProduct(before, changes);
    const counted = ownQuantity(before, quantity, shownQuantity);
    const { is_default } = changes;
    await clearOthers(tx, variant, { product_id: before.product_id, is_default }, id);
    await tx.save(variant, before, { ...changes, ...counted, ...(await ofItsTax(tx, changes, before)) });
    if (base_price !== undefined) await setBasePrice(tx, before, base_price);
    return shownAgain(tx, id);
  },
});
