import {
  choice,
  count,
  date,
  flag,
  group,
  id,
  json,
  list,
  money4,
  rate,
  ref,
  text,
} from "../../../shared/fields/index.ts";
import { currencies } from "../../../shared/money.ts";
import { type Entity, ofBusinessUnit, resource } from "../../../shared/resource/resource.ts";
import { described, measured, picture, sku, taxed } from "./product.ts";

const derived = { readonly: true, derived: true } as const;

/** A seasonal price as a variant shows it. */
const season = {
  id: id(),
  name: text({ optional: true }),
  amount: money4(),
  starts_on: date({ optional: true }),
  ends_on: date({ optional: true }),
  recurs_yearly: flag(),
  priority: count(),
  is_active: flag({ about: "Whether it is the price of today." }),
} as const;

/** What can be sold of a product: counted and priced by itself. Its own variant, which has its id, is the product as it stands. */
export const variant = resource({
  service: "catalog",
  name: "variant",
  plural: "variants",
  numbered_pages: true,
  scope: "products",
  business_units: true,
  fields: {
    product_id: ref("catalog.product", { fixed: true, filter: ["eq"] }),
    is_product: flag({
      ...{ readonly: true, default: false, filter: ["eq"] },
      about: "Whether it is the product as it stands, made and deleted with it.",
    }),
    is_default: flag({
      ...{ default: false, filter: ["eq"] },
      about: "The one that is offered first: at first the product itself. A product has at most one.",
    }),
    sku,
    barcode: text({ optional: true, max: 191, filter: ["eq"] }),
    platform_id: id({ optional: true, readonly: true, filter: ["eq"] }),
    user_id: id({ optional: true, readonly: true, filter: ["eq"] }),
    name: text({ optional: true, max: 255, sort: true }),
    ...described,
    sku_id: ref("catalog.sku", {
      ...{ optional: true, readonly: true, filter: ["eq"] },
      about: "The SKU whose stock it sells, or its shipments take; null: it touches no stock.",
    }),
    stock_location_id: ref("inventory.location", {
      ...{ optional: true, readonly: true },
      about: "The site whose stock it takes; of a platform's, absent: its fulfillment site.",
    }),
    option_values: json({ optional: true, about: "What is chosen of each option of its product." }),
    ...measured,
    ...taxed,
    ...picture,
    ...ofBusinessUnit,
    currency: choice(currencies, { readonly: true }),
    item_id: ref("inventory.item", {
      ...{ optional: true, readonly: true, filter: ["eq"] },
      about: "The item whose units it sells.",
    }),
    /** Where it is offered and what it is linked to: each is offered once (LNK-1). */
    linked_to: id({ optional: true, readonly: true, hidden: true }),
    quantity: count({ default: 0, about: "Of a linked one: what is available of the SKU or the item." }),
    in_stock: flag({ default: true, about: "A switch beside the quantity: both must allow a sale." }),
    is_enabled: flag({ default: true, filter: ["eq"] }),
    use_seasonal_prices: flag({ default: false }),
    base_price: money4({ ...derived, optional: true }),
    effective_price: money4({ ...derived, optional: true, about: "The price of today." }),
    seasonal_prices: list(group(season), derived),
    /** Its own texts, else those of its product. */
    shown: group(
      {
        name: text(),
        description: text({ optional: true }),
        category: text({ optional: true }),
        subcategory: text({ optional: true }),
        tags: list(text()),
        image_path: text({ optional: true }),
        is_enabled: flag(),
        tax_rate_id: id({ optional: true }),
        tax_ppm: rate({ optional: true }),
      },
      { ...derived, optional: true, about: "Its own values, or where it has none those of its product." },
    ),
    is_available: flag({ ...derived, about: "Switched on as in stock, and some are there." }),
    is_buyable: flag({
      ...derived,
      about: "Available and enabled, and so is its product; and it has a price.",
    }),
  },
  unique: [["business_unit_id", "sku"], ["linked_to"]],
  onlyOne: { field: "is_default", within: ["product_id"] },
  search: ["name", "sku", "barcode"],
  verbs: ["list", "get"],
});

export type Variant = Entity<typeof variant>;

/** Whether a variant is the product as it stands. */
export const isOwnVariant = ({ id, product_id }: Pick<Variant, "id" | "product_id">): boolean =>
  id === product_id;
