/** A line of a sale: one table. The input, the result of pricing, the stored line and the refunded part of a line are parts of it. */
import {
  choice,
  count,
  date,
  group,
  id,
  list,
  money,
  rate,
  signed,
  text,
} from "../../../shared/fields/index.ts";
import { omit, pick } from "../../../shared/fields/tables.ts";
import { inventoryTypes } from "../../accounts/public.ts";

const bearers = ["shared", "store", "consignor"] as const;

/** The maximum number of units in a line. */
export const MAX_UNITS = 1_000_000;

/** A manual discount: the id of a discount in the catalog, or all of its fields. */
export const manualDiscount = {
  discount_id: id({ optional: true }),
  bearer: choice(bearers, { optional: true }),
  value_type: choice(["percentage", "fixed", "set_price"], { optional: true }),
  value: money({ optional: true, about: "ppm for a percentage, else minor units." }),
} as const;

const appliedTax = {
  tax_id: id(),
  snapshot: group({
    name: text(),
    rate_ppm: rate(),
    type: choice(["inclusive", "exclusive"]),
    scheme: choice(["standard", "margin"]),
  }),
  amount: money(signed),
} as const;

/** The stored line: the snapshot of its item and every component of its price (3.2, 5.1). */
export const saleLine = {
  id: id(),
  item_id: id(),
  sku: text(),
  sku_id: id({
    optional: true,
    about: "The SKU whose stock the line takes: its item is linked to it.",
  }),
  stock_entry_id: id({
    optional: true,
    about: "The stock entry that the sale wrote for it; its value is the cost of the line.",
  }),
  site_id: id({ optional: true, about: "The site whose stock it took, if no store sold it." }),
  product_id: id({ optional: true, about: "The product of a marketplace that it sold." }),
  title: text(),
  category_id: id({ optional: true }),
  brand_id: id({ optional: true }),
  inventory_type: choice(inventoryTypes),
  account_id: id({ optional: true }),
  quantity: count(),
  unit_price: money(),
  discounts: list(group(manualDiscount)),
  applied_discounts: list(
    group({
      id: id({ optional: true }),
      bearer: choice(bearers),
      amount: money(),
      level: choice(["line", "sale"]),
    }),
  ),
  applied_surcharges: list(
    group({ id: id(), type: choice(["buyer_fee", "consignor_fee", "card_fee"]), amount: money() }),
  ),
  applied_taxes: list(group(appliedTax)),
  /** n2 of 5.1, minus the margin tax under that scheme: `C + S = net`. */
  net: money(signed),
  /** P of 5.1. */
  price_paid: money(),
  taxed_price: money(),
  split: rate(),
  /** B of 5.1. */
  split_price: money(),
  handling_fee: money(),
  consignor_discount: money(),
  consignor_fees: money(),
  card_fees: money(),
  consignor_portion: money(),
  store_portion: money(signed),
  cost: money(),
  days_on_shelf: count(),
  return_days: count(),
  payable_on: date({ optional: true }),
  refunded_quantity: count(),
  refunded_amount: money(),
} as const;

/** The input of a line. */
export const lineInput = {
  ...pick(saleLine, ["item_id"]),
  quantity: count({ default: 1, min: 1, max: MAX_UNITS }),
  discounts: list(group(manualDiscount), { default: [], max: 10 }),
} as const;

/** The result of pricing: every component of the price. A refund returns a part of each (REF-1). */
export const pricedLine = omit(saleLine, [
  "id",
  "sku",
  "sku_id",
  "stock_entry_id",
  "site_id",
  "product_id",
  "title",
  "category_id",
  "brand_id",
  "discounts",
  "return_days",
  "payable_on",
  "refunded_quantity",
  "refunded_amount",
]);
