/** Products with their variants and prices: made, changed, removed. */
import { event } from "../../../shared/events/event.ts";
import { choice, group, id, list, money4, ref, text } from "../../../shared/fields/index.ts";
import { currencies } from "../../../shared/money.ts";
import { entityOf, operation, shapeOf } from "../../../shared/service/operation.ts";
import { importOf } from "../../../shared/service/rows.ts";
import { ownOffer } from "../product-offers/channel-offer.ts";
import { ownOptions } from "../product-options/option-schema.ts";
import { measured, product, taxed } from "./product.ts";
import { variant } from "./variant.ts";

const { platform_id, user_id, ...productTexts } = product.fields;
const { quantity, in_stock, use_seasonal_prices, is_enabled, is_default, name } = variant.fields;
const { description, category, subcategory, tags, sku, barcode, option_values } = variant.fields;
const stocked = { quantity, in_stock, use_seasonal_prices } as const;
const ownTexts = { name, description, category, subcategory, tags } as const;
const ofVariant = { is_enabled, is_default, sku, barcode, option_values, ...measured, ...taxed } as const;
const offers = list(group(ownOffer), {
  ...{ optional: true, max: 100 },
  about: "All its offers in channels.",
});
const base_price = money4({ optional: true });

export const createProduct = operation({
  name: "catalog.product.create",
  http: "POST /products",
  status: 201,
  scope: "write:products",
  about:
    "Create a product with its own variant, which has the product's id. Returns the product; the variant has stock and prices. Products of a platform have a `base_price`; others may get theirs later and cannot be bought until then.",
  input: {
    ...{ platform_id, user_id, ...productTexts, ...stocked, base_price },
    ...{ option_schema: ownOptions, offers },
    currency: choice(currencies, { optional: true, about: "The organization's when absent." }),
  },
  output: entityOf(product),
});

export const importProducts = importOf({ ...product, fields: createProduct.input });

export const changeProduct = operation({
  name: "catalog.product.change",
  http: "PATCH /products/{id}",
  change: true,
  scope: "write:products",
  about:
    "Change a product. Its variants show the changes wherever they have nothing of their own. Returns the product.",
  input: { id: id(), ...productTexts, option_schema: ownOptions, offers },
  output: entityOf(product),
});

export const removeProduct = operation({
  name: "catalog.product.remove",
  http: "DELETE /products/{id}",
  scope: "delete:products",
  about:
    "Delete a product with its variants, listed prices and offers in channels. On a platform its further variants stay, and cannot be bought while it is deleted. It can be restored. Returns the product.",
  input: { id: id() },
  output: entityOf(product),
});

export const restoreProduct = operation({
  name: "catalog.product.restore",
  http: "POST /products/{id}/restore",
  scope: "write:products",
  about: "Restore a deleted product with what was deleted together with it. Returns the product.",
  input: { id: id() },
  output: entityOf(product),
});

export const createVariant = operation({
  name: "catalog.variant.create",
  http: "POST /variants",
  status: 201,
  scope: "write:variants",
  grant: "member",
  about:
    "Create a variant of a product. It shows the product's texts, picture and tax where it has none of its own; stock and prices are its own. On a platform it has a `base_price`. A product has at most 500. Returns the variant.",
  refuses: ["reference_not_found", "unprocessable"],
  input: { product_id: variant.fields.product_id, ...ownTexts, ...stocked, ...ofVariant, base_price },
  output: entityOf(variant),
});

export const changeVariant = operation({
  name: "catalog.variant.change",
  http: "PATCH /variants/{id}",
  change: true,
  scope: "write:variants",
  about:
    "Change a variant, its stock or its base price. The default variant of a product is the last that was made it. Returns the variant.",
  input: { id: id(), ...ownTexts, ...stocked, ...ofVariant, base_price },
  output: entityOf(variant),
});

export const removeVariant = operation({
  name: "catalog.variant.remove",
  http: "DELETE /variants/{id}",
  scope: "delete:variants",
  grant: "manager",
  about:
    "Delete a variant with its listed prices. The product's own is deleted with the product and refused here. It can be restored. Returns the variant.",
  refuses: ["not_deletable"],
  input: { id: id() },
  output: entityOf(variant),
});

export const restoreVariant = operation({
  name: "catalog.variant.restore",
  http: "POST /variants/{id}/restore",
  scope: "write:variants",
  about: "Restore a deleted variant with its prices, unless its product is deleted. Returns the variant.",
  refuses: ["unprocessable"],
  input: { id: id() },
  output: entityOf(variant),
});

export const productCategories = operation({
  name: "catalog.product.categories",
  http: "GET /products/categories",
  scope: "read:products",
  about: "List the categories of products, each once whatever its letter case, sorted.",
  input: { platform_id: id({ optional: true }) },
  output: shapeOf({ data: list(text()) }),
});

export const linkVariant = operation({
  name: "catalog.variant.link",
  http: "POST /variants/{id}/link",
  scope: "write:variants",
  about:
    "Link a variant to the stock of a SKU at a site, or to an item; or take the link back with null. Shipments of a linked variant take its goods from there. On a platform the house links what it offers: it sells the units of the item, or the stock of the SKU at the platform's fulfillment site, and shows what is available. Goods are linked once. Returns the variant.",
  refuses: ["conflict", "reference_not_found", "unprocessable"],
  input: {
    id: id(),
    sku_id: ref("catalog.sku", {
      optional: true,
      about: "Without `item_id`: null or absent, linked to nothing.",
    }),
    location_id: ref("inventory.location", {
      optional: true,
      about: "Required with a SKU, except on a platform.",
    }),
    item_id: ref("inventory.item", { optional: true, about: "On a platform, instead of a SKU." }),
  },
  output: entityOf(variant),
});

/** For services that move the goods of variants. */
export const variantLinks = operation({
  name: "catalog.variant.links",
  about: "The stock that variants are linked to; those that are linked to none are left out.",
  input: { ids: list(id(), { max: 500 }) },
  output: shapeOf({ links: list(group({ id: id(), sku_id: id(), location_id: id() })) }),
});

/** In their order, and those that are shown no more. */
const changed = { id: id(), picture_ids: list(id()), removed_ids: list(id()) } as const;

export const productPicturesChanged = event({
  type: "product.pictures_changed",
  service: "catalog",
  about: "A product shows other pictures, or the same in another order.",
  data: changed,
});

export const variantPicturesChanged = event({
  type: "variant.pictures_changed",
  service: "catalog",
  about: "A variant shows another picture of its own, or none any more.",
  data: changed,
});
