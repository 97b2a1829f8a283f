/** A sale with its lines, payments, discounts and taxes (3.2). */
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
  ref,
  signed,
  text,
} from "../../../shared/fields/index.ts";
import { businessData } from "../../../shared/grants.ts";
import { resource } from "../../../shared/resource/resource.ts";
import { giftCardLine } from "../lines/gift-card-line.ts";
import { manualDiscount, saleLine } from "../lines/line.ts";
import type { FigureName } from "../tenders/tender-shares.rules.ts";
import { refundStatuses, saleStatuses } from "./sale-status.rules.ts";

/** All comparisons, for columns of amounts. */
const compared = ["eq", "gt", "gte", "lt", "lte"] as const;
export const paymentTypes = ["cash", "card", "check", "store_credit", "gift_card", "external"] as const;
/** Of a sale that a marketplace made: what its contract owes the house, and what fees took (LNK-5). No till takes them. */
const marketplacePayments = ["contract", "marketplace_fee"] as const;
/** EXC-1: what came back in an exchange pays for what was taken. Only an exchange makes it. */
const storedPaymentTypes = [...paymentTypes, ...marketplacePayments, "deposit", "exchange"] as const;
export const channels = ["pos", "shopify", "square", "third_party", "legacy"] as const;
export type Channel = (typeof channels)[number];

/** A unit that was sold through another channel has a status of its own (4.1). */
export const soldThrough = (channel: Channel) =>
  channel === "pos" ? ("sold" as const) : (`sold_on_${channel}` as const);

export const paymentInput = {
  type: choice(paymentTypes),
  amount: money({ min: 1 }),
  account_id: id({ optional: true, about: "Whose store credit." }),
  gift_card_id: id({ optional: true }),
  provider_ref: text({ optional: true, max: 200 }),
} as const;

export const payment = {
  ...paymentInput,
  type: choice(storedPaymentTypes, { filter: ["eq"], alias: "payment_type" }),
  paid_by: choice(paymentTypes, {
    optional: true,
    about:
      "Of a `deposit`, which was paid while the sale was on lay-by: how it was paid. Of `exchange`: what the goods that came back had been paid with. A refund goes back to it.",
  }),
  refunded: money({ default: 0 }),
} as const;

const figure = money(signed);

/** The part of a finalized sale's figures that reports count for one of its tenders (RPT-2). */
const tenderShare = {
  type: choice([...storedPaymentTypes, "payable"], {
    optional: true,
    about: "`payable`: the balance of a consignor, spent after their store credit.",
  }),
  sales: figure,
  items_sold: figure,
  gross: figure,
  discounts: figure,
  net: figure,
  tax: figure,
  total: figure,
  cogs: figure,
  store_portion: figure,
  consignor_portion: figure,
} as const satisfies Record<"type" | FigureName, unknown>;

export const layByStatuses = ["active", "overdue", "completed", "cancelled"] as const;

/** LAY-1: a sale that is parked while its customer pays for it in parts. */
const layBy = {
  status: choice(layByStatuses, { filter: ["eq"], alias: "lay_by_status" }),
  due_date: date({
    filter: ["eq", "gt", "gte", "lt", "lte"],
    alias: "lay_by_due_date",
    about: "The last day to pay the rest, in the store. Afterwards it is `overdue`; nothing is released.",
  }),
  started_on: date(),
  paid: money({ about: "The deposit and all payments since; `payments` has each." }),
  outstanding: money({ about: "What is left to pay of `total`, which was agreed on `started_on`." }),
  fee: money({ default: 0, about: "What the shop kept when it was cancelled." }),
} as const;

const note = { id: id(), body: text({ max: 2000 }), at: instant(), by: text() } as const;

/** A POS receipt (3.2): open, parked, finalized, voided or discarded (4.2). */
export const sale = resource({
  service: "sales",
  name: "sale",
  plural: "sales",
  grants: {
    ...businessData,
    refund: "member",
    void: "member",
    // Rights beyond a clerk's (DSC-4, VOID-1).
    "write:discount_override": "manager",
    "write:refund_override": "manager",
    "void:closed_sales": "manager",
  },
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
    lines: list(group({ ...saleLine, item_id: id({ filter: ["eq"], alias: "item_id" }) }), {
      readonly: true,
    }),
    discounts: list(group(manualDiscount), { default: [], max: 10, about: "Sale-level discounts." }),
    gift_cards: list(group(giftCardLine), {
      readonly: true,
      default: [],
      about: "Gift cards that the sale sells.",
    }),
    payments: list(group(payment), { readonly: true }),
    subtotal: money({ readonly: true, ...signed, filter: compared }),
    discount_total: money({ readonly: true }),
    tax_total: money({ readonly: true }),
    gift_card_total: money({
      readonly: true,
      default: 0,
      about: "What the gift cards cost. It is in `total`, and neither in `subtotal` nor in any report.",
    }),
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
    exchange_refund_id: ref("sales.refund", {
      optional: true,
      readonly: true,
      filter: ["eq"],
      about: "The refund that paid for it, of a sale made by an exchange.",
    }),
    finalized_at: instant({ optional: true, readonly: true, sort: true, filter: ["gt", "gte", "lt", "lte"] }),
    voided_at: instant({ optional: true, readonly: true }),
    parked_at: instant({ optional: true, readonly: true }),
    hold_until: instant({ optional: true, readonly: true }),
    lay_by: group(layBy, { optional: true, readonly: true }),
    /** The hold of a parked sale. The checkout of a lay-by takes it over. */
    hold_id: id({ optional: true, readonly: true, hidden: true }),
    /** The codes of gift cards by line, until the cards are made. */
    gift_card_codes: json({ readonly: true, hidden: true, private: true, optional: true }),
    /** The finalizing request, to distinguish a repetition from another request (SALE-3). */
    finalized_with: text({ optional: true, readonly: true, hidden: true, max: 64 }),
    by_tender: list(group(tenderShare), { readonly: true, hidden: true, default: [] }),
    /** The refunded components of each line, by line id (REF-1). */
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
  // Holds that end and lay-bys that are overdue, of all tenants.
  globalIndexes: [{ hold_until: 1 }],
  store_field: "store_id",
  hardDelete: true,
  verbs: ["list", "get"],
});
