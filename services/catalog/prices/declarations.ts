/** Prices: seasonal ones of a variant, those of price lists, and the choice among the latter. */
import { choice, date, group, id, instant, list, micro, money4, text } from "../../../shared/fields/index.ts";
import { MICRO } from "../../../shared/micro.ts";
import { currencies } from "../../../shared/money.ts";
import { entityOf, listOf, operation, shapeOf } from "../../../shared/service/operation.ts";
import { inUseShape } from "../../../shared/service/uses.ts";
import { priceKind } from "../price-kinds/price-kind.ts";
import { boundTo, counting, price } from "../products/price.ts";
import { taxed } from "../products/product.ts";

const { product_id, variant_id, name, metadata } = price.fields;

export const addPrice = operation({
  name: "catalog.price.add",
  http: "POST /variants/{variant_id}/prices",
  status: 201,
  scope: "write:prices",
  about:
    "Add a seasonal price to a variant, for days of one year or of every year. The days are those from `starts_on` to `ends_on`, both included. Prices may overlap. A variant has at most 200. Returns the price.",
  refuses: ["unprocessable"],
  input: {
    ...{ variant_id: id(), name, amount: price.fields.amount, starts_on: date(), ends_on: date() },
    ...{ recurs_yearly: price.fields.recurs_yearly, priority: price.fields.priority },
  },
  output: entityOf(price),
});

const listed = {
  ...{ product_id, variant_id, name },
  price_kind_id: id(),
  currency: choice(currencies),
  net: money4({ optional: true, about: "Without taxes; it decides the amount." }),
  amount: money4({ optional: true, about: "Taxes included; it decides where no `net` is given." }),
  ...{ ...taxed, ...counting, ...boundTo, metadata },
} as const;

export const createPrice = operation({
  name: "catalog.price.create",
  http: "POST /prices",
  status: 201,
  scope: "write:prices",
  grant: "member",
  about:
    "Create a price of a list, for a product or one of its variants. It is of a price kind, and perhaps for certain quantities, days, channels or customers alone. From `net` or `amount` the other one follows by the tax: the named one, or else that of the variant or product. A product has at most 2000. Returns the price.",
  refuses: ["reference_not_found", "unprocessable"],
  input: listed,
  output: entityOf(price),
});

export const changePrice = operation({
  name: "catalog.price.change",
  http: "PATCH /prices/{id}",
  change: true,
  scope: "write:prices",
  about:
    "Change a price of a list. Base and seasonal prices are refused: these belong to their variant. Returns the price.",
  refuses: ["reference_not_found", "unprocessable"],
  // Base and seasonal prices, which may be written back unchanged, have none of these.
  input: {
    ...{ id: id(), ...listed },
    price_kind_id: price.fields.price_kind_id,
    currency: price.fields.currency,
  },
  output: entityOf(price),
});

export const removePrice = operation({
  name: "catalog.price.remove",
  http: "DELETE /prices/{id}",
  scope: "write:prices",
  about:
    "Delete a price. A base price is refused: change it with the variant. It can be restored. Returns the price.",
  refuses: ["not_deletable"],
  input: { id: id() },
  output: entityOf(price),
});

export const restorePrice = operation({
  name: "catalog.price.restore",
  http: "POST /prices/{id}/restore",
  scope: "write:prices",
  about: "Restore a deleted price, unless its product or variant is deleted. Returns the price.",
  refuses: ["unprocessable"],
  input: { id: id() },
  output: entityOf(price),
});

/** For whom, how many and when; who is not named gets no price that is for somebody. */
const context = {
  ...{ channel_id: id({ optional: true }), offer_id: id({ optional: true }) },
  ...{ user_id: id({ optional: true }), user_group_id: id({ optional: true }) },
  ...{ customer_id: id({ optional: true }), customer_group_id: id({ optional: true }) },
  quantity: micro({ default: MICRO }),
  at: instant({ optional: true, about: "Now when absent." }),
} as const;

const { deleted_at: _deleted_at, ...columns } = price.columns;
const best = { ...columns, price_kind_code: text() } as const;

export const bestPrice = operation({
  name: "catalog.product.best_price",
  http: "GET /products/{id}/best-price",
  scope: "read:products",
  about:
    "Get the listed price of a product that counts. It is the most particular one of those that are valid for the quantity, moment, channel and customer. Its amount does not matter. `price` is null without one.",
  input: { id: id(), ...context },
  output: shapeOf({ price: group(best, { optional: true }) }),
});

/** The same for products of a page, in one query. */
export const bestPrices = operation({
  name: "catalog.product.best_prices",
  about: "The listed price of each product that counts; products without one are left out.",
  input: { product_ids: list(id(), { max: 500 }), ...context },
  output: listOf(shapeOf(best)),
});

export const removePriceKind = operation({
  name: "catalog.price_kind.remove",
  http: "DELETE /price-kinds/{id}",
  scope: "delete:price_kinds",
  about:
    "Delete a price kind. Refused while prices are of it. It can be restored. Returns the deleted price kind.",
  refuses: ["in_use"],
  input: { id: id() },
  output: entityOf(priceKind),
});

export const priceKindInUse = operation({
  name: "catalog.price_kind.in_use",
  http: "GET /price-kinds/{id}/in-use",
  scope: "read:price_kinds",
  about: "Get what uses a price kind.",
  input: { id: id() },
  output: inUseShape,
});
