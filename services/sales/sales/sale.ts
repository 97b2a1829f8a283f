/** A sale and what it consists of: lines, payments, discounts, taxes (3.2). */
import {
  choice,
  count,
  date,
  group,
  id,
  instant,
  json,
  list,
  money,
  rate,
  ref,
  signed,
  text,
} from "../../../shared/fields/index.ts";
import { resource } from "../../../shared/resource/resource.ts";
import { inventoryTypes } from "../../accounts/public.ts";
import { figureNames } from "../tenders/tender-shares.rules.ts";
import { refundStatuses, saleStatuses } from "./sale-status.rules.ts";

/** Every comparison, for a column of amounts. */
const compared = ["eq", "gt", "gte", "lt", "lte"] as const;
const bearers = ["shared", "store", "consignor"] as const;
export const paymentTypes = ["cash", "card", "check", "store_credit", "gift_card", "external"] as const;
export const channels = ["pos", "shopify", "square", "third_party", "legacy"] as const;

/** A discount given by hand: one of the catalog's by id, or told in full. */
export const manualDiscount = {
  discount_id: id({ optional: true }),
  bearer: choice(bearers, { optional: true }),
  value_type: choice(["percentage", "fixed", "set_price"], { optional: true }),
  value: money({ optional: true, about: "ppm for a percentage, else minor units." }),
} as const;

/** What a caller puts on a sale. */
export const lineInput = {
  item_id: id(),
  quantity: count({ default: 1, min: 1, max: 1_000_000 }),
  discounts: list(group(manualDiscount), { default: [], max: 10 }),
} as const;

export const paymentInput = {
  type: choice(paymentTypes),
  amount: money({ min: 1 }),
  account_id: id({ optional: true, about: "Whose store credit." }),
  gift_card_id: id({ optional: true }),
  provider_ref: text({ optional: true, max: 200 }),
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

/** A sale line as stored: the snapshot of its item and every component of its price (3.2, 5.1). */
export const saleLine = {
  id: id(),
  item_id: id({ filter: ["eq"], alias: "item_id" }),
  sku: text(),
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
  net: money(signed),
  price_paid: money(),
  taxed_price: money(),
  split: rate(),
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

export const payment = {
  ...paymentInput,
  type: choice(paymentTypes, { filter: ["eq"], alias: "payment_type" }),
  refunded: money({ default: 0 }),
} as const;

/** What of a finalised sale counts for one of its tenders in reports (RPT-2). */
const tenderShare = {
  type: choice([...paymentTypes, "payable"], {
    optional: true,
    about: "`payable`: the balance of a consignor, spent after their store credit.",
  }),
  ...Object.fromEntries(figureNames.map((name) => [name, money(signed)])),
};
const note = { id: id(), body: text({ max: 2000 }), at: instant(), by: text() } as const;

/** A POS receipt (3.2): open, parked, finalized, voided or discarded (4.2). */
export const sale = resource({
  service: "sales",
  name: "sale",
  plural: "sales",
  fields: {
    number: text({ readonly: true, max: 20, filter: ["eq"], sort: true }),
    store_id: ref("inventory.store", { optional: true, filter: ["eq"] }),
    register_id: ref("sales.register", { optional: true, filter: ["eq"] }),
    register_session_id: id({ optional: true, readonly: true, filter: ["eq"] }),
    cashier_id: id({ optional: true, readonly: true, filter: ["eq"] }),
    customer_id: ref("accounts.account", { optional: true, filter: ["eq"] }),
    status: choice(saleStatuses, { readonly: true, filter: ["eq"] }),
    refund_status: choice(refundStatuses, { readonly: true, filter: ["eq"] }),
    currency: text({ readonly: true, max: 3 }),
    lines: list(group(saleLine), { readonly: true }),
    discounts: list(group(manualDiscount), { default: [], max: 10, about: "Sale-level discounts." }),
    payments: list(group(payment), { readonly: true }),
    subtotal: money({ readonly: true, ...signed, filter: compared }),
    discount_total: money({ readonly: true }),
    tax_total: money({ readonly: true }),
    total: money({ readonly: true, sort: true, filter: compared }),
    change: money({ readonly: true, filter: compared }),
    cogs: money({ readonly: true, filter: compared }),
    consignor_portion: money({ readonly: true }),
    store_portion: money({ readonly: true, ...signed }),
    refunded_amount: money({ readonly: true }),
    cash_rounding_adjustment: money({ readonly: true, ...signed }),
    rounding_refunded: money({ readonly: true, hidden: true, default: 0, ...signed }),
    line_item_count: count({ readonly: true }),
    warnings: list(group({ code: text(), line_index: count() }), { readonly: true }),
    memo: text({ optional: true, max: 2000 }),
    notes: list(group(note), { readonly: true }),
    metadata: json({ default: {} }),
    business_date: date({
      optional: true,
      readonly: true,
      filter: ["eq", "gt", "gte", "lt", "lte"],
      sort: true,
    }),
    channel: choice(channels, { default: "pos", filter: ["eq"] }),
    external_ref: text({ optional: true, max: 200, filter: ["eq"] }),
    finalized_at: instant({ optional: true, readonly: true, sort: true, filter: ["gt", "gte", "lt", "lte"] }),
    voided_at: instant({ optional: true, readonly: true }),
    parked_at: instant({ optional: true, readonly: true }),
    hold_until: instant({ optional: true, readonly: true }),
    /** The hold of a parked sale, taken over when it is finalised. */
    hold_id: id({ optional: true, readonly: true, hidden: true }),
    /** What the finalising request asked, to tell a repetition from another request (SALE-3). */
    finalized_with: text({ optional: true, readonly: true, hidden: true, max: 64 }),
    by_tender: list(group(tenderShare), { readonly: true, hidden: true, default: [] }),
    /** What of each line's components has been given back, by line id (REF-1). */
    given_back: json({ readonly: true, hidden: true, optional: true }),
  },
  unique: [["number"]],
  indexes: [
    { "lines.id": 1 },
    { "lines.item_id": 1, finalized_at: 1, _id: 1 },
    { "lines.account_id": 1, finalized_at: 1, _id: 1 },
    { store_id: 1, finalized_at: 1, _id: 1 },
    { status: 1, finalized_at: 1, _id: 1 },
    { status: 1, business_date: 1, store_id: 1 },
  ],
  store_field: "store_id",
  hardDelete: true,
  verbs: ["list", "get"],
});
