import {
  choice,
  count,
  flag,
  group,
  id,
  instant,
  json,
  list,
  money,
  rate,
  ref,
  text,
} from "../../../shared/fields/index.ts";
import { businessData } from "../../../shared/grants.ts";
import { currencies, MAX_AMOUNT } from "../../../shared/money.ts";
import { resource } from "../../../shared/resource/resource.ts";
import { askedTypes } from "../transactions/transaction.ts";
import { contractStatuses } from "./contract-status.rules.ts";

const wide = { max: MAX_AMOUNT } as const;
const stamp = { optional: true, readonly: true } as const;
const payers = ["buyer", "seller"] as const;
/** How often a subscription is invoiced (8.4). */
export const cycles = ["weekly", "monthly", "quarterly", "yearly"] as const;

export const [MOST_ITEMS, MOST_PARTIES, MOST_FEES] = [500, 100, 50] as const;
/** Pieces of one item. */
export const MOST_OF_ONE = 1_000_000;

/** An item, with its seller. */
const item = {
  id: id(),
  product_id: id({ optional: true }),
  seller_user_id: id(),
  name: text({ max: 255 }),
  quantity: count({ min: 1, max: MOST_OF_ONE }),
  unit_price: money(),
  currency: text({ max: 3 }),
} as const;

const buyer = {
  id: id(),
  user_id: id(),
  weight: count({ max: 1_000_000, about: "Share of what is not pinned, relative to the other buyers." }),
  base: money({
    ...wide,
    about: "`due` before the processor's fee; this is the amount that `pinned` keeps.",
  }),
  due: money(wide),
  pinned: flag(),
  paid: money(wide),
  refunded: money(wide),
} as const;

const seller = {
  id: id(),
  user_id: id(),
  owed: money(wide),
  pinned: flag(),
  transferred: money(wide),
  reversed: money({ ...wide, about: "Taken back by refunds, from transfers or from what is owed." }),
  transfer_reversed: money({ ...wide, about: "Of `reversed`, what was taken back from transfers." }),
} as const;

const fee = {
  id: id(),
  name: text({ max: 200 }),
  amount: money({ optional: true }),
  ppm: rate({ optional: true, about: "Of the subtotal." }),
  payer: choice(payers),
  total: money({ ...wide, about: "The amount of the fee." }),
} as const;

/** A transaction that is pending, and whose money it moves. */
const asked = {
  transaction_id: id(),
  type: choice(askedTypes),
  user_id: id(),
  amount: money(wide),
} as const;

/** Input of an item, a buyer, a seller or a fee. Parties are identified by `user_id`, the others by `id`. */
const givenId = id({ optional: true, about: "Of a row that stays; absent: a new one." });

/** Input of one part. */
export const partsInput = {
  item: {
    product_id: id({ optional: true, about: "Of the contract's platform." }),
    seller_user_id: id({ optional: true, about: "The product's owner, who becomes a seller by it." }),
    name: text({ optional: true, max: 255, about: "The product's when absent." }),
    quantity: count({ default: 1, min: 1, max: MOST_OF_ONE }),
    unit_price: money({ optional: true, about: "The product's price of today when absent." }),
    currency: choice(currencies, {
      optional: true,
      about: "The contract's currency; any other is refused.",
    }),
  },
  buyer: { user_id: id(), weight: count({ default: 1, max: 1_000_000 }) },
  fee: {
    name: text({ max: 200 }),
    amount: money({ optional: true, about: "Either this or `ppm`." }),
    ppm: rate({ optional: true, about: "Of the subtotal." }),
    payer: choice(payers, { default: "buyer" }),
  },
} as const;

export const termsInput = {
  items: list(group({ id: givenId, ...partsInput.item }), { default: [], max: MOST_ITEMS }),
  buyers: list(
    group({
      ...partsInput.buyer,
      pinned: flag({ default: false }),
      due: money({ optional: true, about: "With `pinned`: what they pay; absent: what was pinned before." }),
    }),
    { default: [], max: MOST_PARTIES },
  ),
  sellers: list(
    group({
      user_id: id(),
      pinned: flag({ default: false }),
      owed: money({ optional: true, about: "With `pinned`: what they get; absent: what was pinned before." }),
    }),
    { default: [], max: MOST_PARTIES },
  ),
  fees: list(group({ id: givenId, ...partsInput.fee }), { default: [], max: MOST_FEES }),
  include_processor_fees: flag({ default: false, about: "On top, paid by the buyers; else the sellers'." }),
  include_service_fees: flag({ default: false, about: "On top, paid by the buyers; else the sellers'." }),
  include_platform_fees: flag({ default: false, about: "On top, paid by the buyers; else the sellers'." }),
  platform_fee_ppm: rate({ optional: true, about: "The platform's when absent, without a platform 0." }),
  service_fee_ppm: rate({ optional: true, about: "0 when absent." }),
  processor: group(
    {
      ppm: rate({ default: 0, max: 500_000 }),
      fixed: money({ default: 0, about: "Per charge." }),
    },
    { optional: true, about: "That of the platform's provider when absent, without a platform 0." },
  ),
} as const;

/** A marketplace bill with buyers, sellers, items and fees (8.1). It is always balanced (CON-2). */
export const contract = resource({
  service: "contracts",
  name: "contract",
  plural: "contracts",
  grants: { ...businessData, settle: "manager" },
  fields: {
    number: text({ readonly: true, max: 20, filter: ["eq"], sort: true }),
    platform_id: ref("contracts.platform", {
      ...{ optional: true, fixed: true, filter: ["eq"] },
      about: "Its users and products are those of this platform. Without one, ids of users are your own.",
    }),
    user_id: id({
      optional: true,
      fixed: true,
      filter: ["eq"],
      about: "The marketplace user who created it.",
    }),
    status: choice(contractStatuses, { readonly: true, filter: ["eq"] }),
    overdue: flag({ readonly: true, derived: true }),
    partially_refunded: flag({ readonly: true, filter: ["eq"] }),
    disputed: flag({
      ...{ readonly: true, default: false, filter: ["eq"] },
      about: "A dispute about one of its charges is open.",
    }),
    currency: choice(currencies, { filter: ["eq"] }),
    items: list(group(item)),
    buyers: list(group(buyer)),
    sellers: list(group(seller)),
    fees: list(group(fee)),
    pending: list(group(asked), {
      ...{ readonly: true, default: [] },
      about: "What a provider was asked for and has not answered.",
    }),
    buyer_user_ids: list(id(), { readonly: true, filter: ["eq"], alias: "buyer_user_id" }),
    seller_user_ids: list(id(), { readonly: true, filter: ["eq"], alias: "seller_user_id" }),
    viewer_user_ids: list(id(), {
      ...{ readonly: true, filter: ["eq"], alias: "viewer_user_id" },
      about: "Users who see it: its author, and once it is sent its buyers and sellers.",
    }),
    include_processor_fees: flag(),
    include_service_fees: flag(),
    include_platform_fees: flag(),
    platform_fee_ppm: rate(),
    service_fee_ppm: rate(),
    processor: group({ ppm: rate(), fixed: money() }),
    sub_total: money({ readonly: true, ...wide }),
    processor_fee: money({ readonly: true, ...wide }),
    service_fee: money({ readonly: true, ...wide }),
    platform_fee: money({ readonly: true, ...wide }),
    custom_fees: money({ readonly: true, ...wide, about: "Sum of `fees`." }),
    total: money({ readonly: true, ...wide, sort: true, filter: ["gte", "lte"] }),
    refunded_amount: money({ readonly: true, ...wide, default: 0 }),
    due_at: instant({ optional: true, sort: true, filter: ["gt", "gte", "lt", "lte"] }),
    notes: text({ optional: true, max: 10_000 }),
    recurrence: choice(cycles, {
      ...{ optional: true, filter: ["eq"] },
      about: "How often subscriptions to it are invoiced; of an invoice, the cycle of its subscription.",
    }),
    subscription_id: id({
      ...{ optional: true, readonly: true, filter: ["eq"] },
      about: "The subscription whose invoice it is.",
    }),
    period: count({
      ...{ optional: true, readonly: true },
      about: "Of an invoice: the period of its subscription, from 1.",
    }),
    is_template: flag({
      ...{ readonly: true, default: false, filter: ["eq"] },
      about: "Subscriptions copy it for their invoices; it is not paid itself.",
    }),
    sent_at: instant({ ...stamp, sort: true, filter: ["gt", "gte", "lt", "lte"] }),
    last_sent_at: instant(stamp),
    last_payment_attempt_at: instant(stamp),
    partially_paid_at: instant(stamp),
    paid_at: instant({ ...stamp, sort: true, filter: ["gt", "gte", "lt", "lte"] }),
    settled_at: instant(stamp),
    voided_at: instant(stamp),
    refunded_at: instant(stamp),
    terms_version: count({ readonly: true, about: "The version that brought the terms as they are." }),
    sent_version: count({
      ...stamp,
      about:
        "`terms_version` when the contract was last sent. When it differs from `terms_version`, send the contract again before payment.",
    }),
    /** The sum of the charges for each part of the contract (ChargeParts). */
    charged: json({ readonly: true, hidden: true, optional: true }),
    /** The sum of the refunds for each fee (FeeParts). */
    refunded_fees: json({ readonly: true, hidden: true, optional: true }),
  },
  unique: [["number"], ["subscription_id", "period"]],
  hardDelete: true,
  verbs: ["list", "get"],
});
