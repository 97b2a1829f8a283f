import { fail, invalidField } from "../../../shared/errors.ts";
import { newId } from "../../../shared/ids.ts";
import { arranged } from "../../../shared/pictures.ts";
import { clearOthers } from "../../../shared/service/only-one.ts";
import { command } from "../../../shared/service/operation.ts";
import { referenceNotFound } from "../../../shared/service/references.ts";
import { visibleTo } from "../../../shared/service/visible.ts";
import { marketplaceUser } from "../../accounts/public.ts";
import { offerPictures } from "../../platform/public.ts";
import { ofItsOffers } from "../product-offers/own-offers.ts";
import { ofItsOptions } from "../product-options/own-options.ts";
import { ofItsWords } from "../product-tags/words-of.ts";
import * as declared from "./declarations.ts";
import { price } from "./price.ts";
import { product } from "./product.ts";
import { ofItsTax } from "./product-tax.ts";
import { storedOfProduct, tellProductPictures } from "./tell-pictures.ts";
import { variant } from "./variant.ts";
import { shownAgain } from "./variant-view.ts";

const MOST_VARIANTS = 500;

const priceMissing = () =>
  invalidField("/base_price", "required", "What is offered on a platform must have a 'base_price'.");

export const createProduct = command(declared.createProduct, {
  /** A seller is a user of the platform. */
  async gather(call, { platform_id = null, user_id, image_ids = [] }) {
    const offered = image_ids.length ? (await call(offerPictures, { ids: image_ids })).pictures : [];
    const pictures = arranged([], image_ids, offered);
    if (!user_id) return pictures;
    const [found] = await call(marketplaceUser.actions.many, { ids: [user_id] });
    if (found?.platform_id !== platform_id) throw referenceNotFound([{ pointer: "/user_id", what: "user" }]);
    return pictures;
  },
  verifies: ["user_id"],
  async run(tx, input, pictures) {
    const { quantity, in_stock, use_seasonal_prices, base_price, currency, ...rest } = input;
    const { option_schema: _options, offers, ...own } = rest;
    const id = newId();
    const { platform_id = null, user_id = null } = own;
    const priced = base_price !== undefined && base_price !== null;
    if (platform_id && !priced) throw priceMissing();
    const seen = storedOfProduct(pictures);
    const place = { business_unit_id: tx.meta.business_unit_id ?? null };
    const made = await tx.insert(product, {
      ...{ id, ...own, ...seen, ...(await ofItsTax(tx, own)) },
      ...(await ofItsOptions(tx, { id, name: own.name }, input)),
      ...(await ofItsWords(tx, own, place)),
      ...(await ofItsOffers(tx, { id, name: own.name, ...place }, offers)),
    });
    tellProductPictures(tx, null, made);
    const { business_unit_id } = made;
    await tx.insert(variant, {
      ...{ id, product_id: id, is_product: true, is_default: true, sku: made.sku },
      ...{ platform_id, user_id, tags: [], is_enabled: true },
      ...{ quantity, in_stock, use_seasonal_prices, currency: currency ?? tx.org.currency, business_unit_id },
    });
    if (priced)
      await tx.insert(price, {
        ...{ product_id: id, variant_id: id, kind: "base", amount: base_price, business_unit_id },
      });
    return made;
  },
});

export const createVariant = command(declared.createVariant, async (tx, input) => {
  const { base_price, product_id, ...own } = input;
  const of = await tx.findOne(product, {
    ...{ _id: product_id, deleted_at: null },
    ...visibleTo(product, tx.meta),
  });
  if (!of) throw referenceNotFound([{ pointer: "/product_id", what: "product" }]);
  const { currency } = await tx.load(variant, product_id);
  const { platform_id, user_id, business_unit_id } = of;
  const priced = base_price !== undefined && base_price !== null;
  if (platform_id && !priced) throw priceMissing();
  if ((await tx.count(variant, { product_id, deleted_at: null })) > MOST_VARIANTS)
    throw fail("unprocessable", `A product has at most ${MOST_VARIANTS} variants; delete one first.`);
  const row = { ...own, product_id, platform_id, user_id, business_unit_id, currency, is_product: false };
  await clearOthers(tx, variant, row);
  const made = await tx.insert(variant, { ...row, ...(await ofItsTax(tx, own)) });
  const variant_id = made.id;
  if (priced)
    await tx.insert(price, { product_id, variant_id, kind: "base", amount: base_price, business_unit_id });
  return shownAgain(tx, made.id);
});
