import {
  choice,
  count,
  date,
  flag,
  id,
  instant,
  json,
  money4,
  ref,
  text,
} from "../../../shared/fields/index.ts";
import { currencies } from "../../../shared/money.ts";
import { type Entity, ofBusinessUnit, resource } from "../../../shared/resource/resource.ts";
import { taxed } from "./product.ts";

export const priceKinds = ["base", "seasonal", "listed"] as const;

const optional = { optional: true } as const;
const MOST_PIECES = 1_000_000_000;

/** The buyers of a listed price, by id; a price that names any is for no others (MRC-PRI-2). */
export const boundTo = {
  channel_id: ref("sales.order_channel", { optional: true, filter: ["eq"] }),
  offer_id: id({ optional: true, filter: ["eq"] }),
  user_id: id({ optional: true, filter: ["eq"] }),
  user_group_id: id({ optional: true, filter: ["eq"] }),
  customer_id: id({ optional: true, filter: ["eq"] }),
  customer_group_id: id({ optional: true, filter: ["eq"] }),
} as const;

/** When a listed price counts: from how many pieces to how many, and from when until when, each bound included. */
export const counting = {
  min_quantity: count({ default: 1, min: 1, max: MOST_PIECES, sort: true }),
  max_quantity: count({ optional: true, min: 1, max: MOST_PIECES }),
  starts_at: instant(optional),
  ends_at: instant(optional),
} as const;

/** An amount for which something is offered: the base price of a variant, one of certain days (8.5, D61), or one of a list (MRC-PRI-1). */
export const price = resource({
  service: "catalog",
  name: "price",
  plural: "prices",
  numbered_pages: true,
  scope: "products",
  business_units: true,
  fields: {
    product_id: ref("catalog.product", { ...optional, filter: ["eq"] }),
    variant_id: ref("catalog.variant", { ...optional, filter: ["eq"] }),
    kind: choice(priceKinds, { readonly: true, filter: ["eq"] }),
    name: text({ optional: true, max: 100 }),
    amount: money4({ about: "What is paid for one, taxes included." }),
    starts_on: date({ optional: true, sort: true }),
    ends_on: date({ optional: true }),
    recurs_yearly: flag({ default: false }),
    priority: count({
      default: 0,
      max: 1_000_000,
      about: "Among prices of the same day the highest counts.",
    }),
    price_kind_id: ref("catalog.price_kind", { ...optional, filter: ["eq"] }),
    currency: choice(currencies, {
      ...{ optional: true, filter: ["eq"] },
      about: "Of a listed price; others are in their variant's.",
    }),
    net: money4({ ...optional, about: "Of a listed price: the amount without taxes." }),
    tax: money4({ ...optional, readonly: true, about: "Of a listed price: the taxes in the amount." }),
    ...taxed,
    ...counting,
    ...boundTo,
    metadata: json(optional),
    ...ofBusinessUnit,
  },
  verbs: ["list", "get"],
});

export type Price = Entity<typeof price>;
