/** Products with their variants and prices: made, changed, removed. */
import { choice, date, id, list, money4, text } from "../../../shared/fields/index.ts";
import { currencies } from "../../../shared/money.ts";
import { entityOf, operation, shapeOf } from "../../../shared/service/operation.ts";
import { price } from "./price.ts";
import { product } from "./product.ts";
import { variant } from "./variant.ts";

const { platform_id, user_id, ...productTexts } = product.fields;
const { quantity, in_stock, use_seasonal_prices, is_enabled, name } = variant.fields;
const { description, category, subcategory, tags } = variant.fields;
const stocked = { quantity, in_stock, use_seasonal_prices } as const;
const ownTexts = { name, description, category, subcategory, tags } as const;
const base_price = money4();
const changed_price = money4({ optional: true });

export const createProduct = operation({
  name: "catalog.product.create",
  http: "POST /products",
  status: 201,
  scope: "write:products",
  about:
    "Create a product with its default variant, which has the product's id. Returns the product; the variant has stock and prices. Products of a platform have a `base_price`; others may get theirs later and cannot be bought until then.",
  input: {
    ...{ platform_id, user_id, ...productTexts, ...stocked, base_price: changed_price },
    currency: choice(currencies, { optional: true, about: "The organization's when absent." }),
  },
  output: entityOf(product),
});

export const changeProduct = operation({
  name: "catalog.product.change",
  http: "PATCH /products/{id}",
  change: true,
  scope: "write:products",
  about:
    "Change a product. Its variants show the changes wherever they have nothing of their own. Returns the product.",
  input: { id: id(), ...productTexts },
  output: entityOf(product),
});

export const removeProduct = operation({
  name: "catalog.product.remove",
  http: "DELETE /products/{id}",
  scope: "delete:products",
  about:
    "Delete a product with its default variant. Its other variants cannot be bought while it is deleted; it can be restored. Returns the product.",
  input: { id: id() },
  output: entityOf(product),
});

export const restoreProduct = operation({
  name: "catalog.product.restore",
  http: "POST /products/{id}/restore",
  scope: "write:products",
  about: "Restore a deleted product with its default variant. Returns the product.",
  input: { id: id() },
  output: entityOf(product),
});

export const createVariant = operation({
  name: "catalog.variant.create",
  http: "POST /variants",
  status: 201,
  scope: "write:products",
  about:
    "Create a variant of a product. It shows the product's texts and picture where it has none of its own; stock and prices are its own. Returns the variant.",
  refuses: ["reference_not_found"],
  input: { product_id: variant.fields.product_id, ...ownTexts, ...stocked, is_enabled, base_price },
  output: entityOf(variant),
});

export const changeVariant = operation({
  name: "catalog.variant.change",
  http: "PATCH /variants/{id}",
  change: true,
  scope: "write:products",
  about: "Change a variant, its stock or its base price. Returns the variant.",
  input: { id: id(), ...ownTexts, ...stocked, is_enabled, base_price: changed_price },
  output: entityOf(variant),
});

export const removeVariant = operation({
  name: "catalog.variant.remove",
  http: "DELETE /variants/{id}",
  scope: "delete:products",
  about:
    "Delete a variant. The default one is deleted with its product and refused here. It can be restored. Returns the variant.",
  refuses: ["not_deletable"],
  input: { id: id() },
  output: entityOf(variant),
});

export const restoreVariant = operation({
  name: "catalog.variant.restore",
  http: "POST /variants/{id}/restore",
  scope: "write:products",
  about: "Restore a deleted variant. Returns the variant.",
  input: { id: id() },
  output: entityOf(variant),
});

export const setVariantImage = operation({
  name: "catalog.variant.set_image",
  http: "POST /variants/{id}/image",
  scope: "write:products",
  about:
    "Set the picture of a variant: one that was uploaded before. That of the default variant is the product's. The file of the old one is removed when nothing else names it. Returns the variant.",
  refuses: ["reference_not_found"],
  input: { id: id(), file_id: id() },
  output: entityOf(variant),
});

export const addPrice = operation({
  name: "catalog.price.add",
  http: "POST /variants/{variant_id}/prices",
  status: 201,
  scope: "write:products",
  about:
    "Add a seasonal price to a variant: for the days from `starts_on` to `ends_on`, both included, of one year or of every year. Prices may overlap. A variant has at most 200. Returns the price.",
  refuses: ["unprocessable"],
  input: {
    ...{ variant_id: id(), name: price.fields.name, amount: price.fields.amount },
    ...{ starts_on: date(), ends_on: date() },
    ...{ recurs_yearly: price.fields.recurs_yearly, priority: price.fields.priority },
  },
  output: entityOf(price),
});

export const removePrice = operation({
  name: "catalog.price.remove",
  http: "DELETE /prices/{id}",
  scope: "write:products",
  about:
    "Delete a seasonal price. Deletes it permanently. The base price is refused: change it with the variant.",
  refuses: ["not_deletable"],
  input: { id: id() },
  output: shapeOf({ deleted_id: id() }),
});

export const productCategories = operation({
  name: "catalog.product.categories",
  http: "GET /products/categories",
  scope: "read:products",
  about: "List the categories of products, each once whatever its letter case, sorted.",
  input: { platform_id: id({ optional: true }) },
  output: shapeOf({ data: list(text()) }),
});
