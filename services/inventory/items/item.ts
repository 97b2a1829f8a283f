/** One line of second-hand or own stock (2.1, 3.2). */
import {
  choice,
  count,
  date,
  dateOrInstant,
  decimal,
  flag,
  group,
  id,
  instant,
  json,
  list,
  money,
  pictured,
  rate,
  ref,
  tally,
  text,
} from "../../../shared/fields/index.ts";
import { businessData } from "../../../shared/grants.ts";
import { type Entity, resource } from "../../../shared/resource/resource.ts";
import { endActions, handlingFee, inventoryTypes } from "../../accounts/public.ts";
import { termsLevels } from "../terms/terms.rules.ts";
import { unitStatuses } from "../units/status.rules.ts";

/** The status of an item: a unit status, or `expired`, which depends on the day (4.1). */
export const itemStatuses = [...unitStatuses, "expired"] as const;
export const conditions = ["new_with_tags", "like_new", "very_good", "good", "fair", "poor"] as const;

/** Consignment terms of the item. Absent terms are resolved once, at creation (TRM-3). */
export const itemTerms = {
  split: rate({ optional: true, filter: ["eq", "gte", "lte"], about: "The consignor's share in ppm." }),
  handling_fee: group(handlingFee, { optional: true }),
  expiry_days: count({ optional: true, max: 36_500 }),
  return_days: count({ optional: true, max: 3650 }),
  pick_up_days: count({ optional: true, max: 3650 }),
  end_action: choice(endActions, { optional: true }),
} as const;

const source = choice([...termsLevels, "inventory_type", "system"] as const);

/** One line of second-hand or own stock: usually one unique piece (2.1, 3.2). */
export const item = resource({
  service: "inventory",
  name: "item",
  plural: "items",
  grants: { ...businessData, bulk_edit: "member", "write:item_status_changes": "member" },
  fields: {
    sku: text({ readonly: true, max: 40, filter: ["eq"], sort: true }),
    barcodes: list(text({ max: 64 }), {
      ...{ default: [], max: 20, filter: ["eq"] },
      about: "Codes that others gave it, as they are printed, such as a publisher's EAN.",
    }),
    slug: text({ readonly: true, max: 160, filter: ["eq"], about: "Made of title and sku; never changes." }),
    title: text({ max: 255, sort: true, typed: true }),
    description: text({ optional: true, max: 10_000, about: "Markdown." }),
    details: text({ optional: true, max: 255 }),
    tag_price: money({ filter: ["eq", "gt", "gte", "lt", "lte"], sort: true }),
    currency: text({ readonly: true, max: 3 }),
    inventory_type: choice(inventoryTypes, { default: "consignment", filter: ["eq"] }),
    account_id: ref("accounts.account", { optional: true, filter: ["eq"] }),
    category_id: ref("catalog.category", { optional: true, filter: ["eq"] }),
    brand_id: ref("catalog.brand", { optional: true, filter: ["eq"] }),
    color_id: ref("catalog.color", { optional: true, filter: ["eq"] }),
    size_id: ref("catalog.size", { optional: true, filter: ["eq"] }),
    written_as: json({
      default: {},
      keys: 3,
      bytes: 1024,
      about: "How brand, color and size were written, where the vocabulary spells the same word otherwise.",
    }),
    fabric_id: ref("catalog.fabric", { optional: true, filter: ["eq"] }),
    condition: choice(conditions, { optional: true, filter: ["eq"] }),
    attractiveness: count({ optional: true, min: 1, max: 10 }),
    weight: decimal({ optional: true }),
    weight_unit: choice(["g", "kg", "oz", "lb"], { optional: true }),
    ...itemTerms,
    terms_source: group(
      {
        split: source,
        handling_fee: source,
        expiry_days: source,
        return_days: source,
        pick_up_days: source,
        end_action: source,
      },
      { readonly: true, optional: true, about: "The level that each term came from." },
    ),
    surcharge_ids: list(ref("catalog.surcharge"), { default: [], max: 20 }),
    cost_per: money({ optional: true, about: "Cost of one unit of the shop's own goods." }),
    sku_id: ref("catalog.sku", {
      optional: true,
      filter: ["eq"],
      about:
        "The SKU whose stock at the store's site it sells. Then it has no units of its own: `quantity` and `active` show what is available there.",
    }),
    /** The level of that stock. */
    level_id: id({ optional: true, readonly: true, hidden: true }),
    quantity: count({ default: 1, filter: ["eq", "gt", "gte", "lt", "lte"] }),
    status_counts: tally({ readonly: true, about: "Units by status; they add up to `quantity`." }),
    statuses: list(choice(unitStatuses), {
      readonly: true,
      default: [],
      about: "The statuses with at least one unit: what the filter `status` looks through.",
    }),
    status: choice(itemStatuses, { readonly: true, derived: true, filter: ["eq"] }),
    days_on_shelf: count({ readonly: true, derived: true }),
    store_id: ref("inventory.store", { optional: true, filter: ["eq"] }),
    location_id: ref("inventory.location", { optional: true, filter: ["eq"] }),
    batch_id: ref("inventory.batch", { optional: true, filter: ["eq"] }),
    delivery_id: id({ optional: true, readonly: true }),
    tags: list(text({ max: 50 }), { default: [], max: 50, filter: ["eq"], typed: true }),
    ...pictured,
    tax_exempt: flag({ default: false }),
    schedule_start: date({ optional: true, filter: ["gte", "lte"] }),
    expires_on: date({ optional: true, readonly: true, filter: ["gt", "gte", "lt", "lte"], sort: true }),
    pick_up_until: date({ optional: true, readonly: true }),
    expires_at: instant({
      optional: true,
      about: "The exact moment, if one was given; `expires_on` is its date in the store.",
    }),
    pick_up_at: instant({
      optional: true,
      about: "The exact moment, if one was given; `pick_up_until` is its date in the store.",
    }),
    expiry_ends_at: instant({
      optional: true,
      readonly: true,
      derived: true,
      about: "The last moment of the consignment: `expires_at`, else the end of `expires_on` in the store.",
    }),
    pick_up_ends_at: instant({
      optional: true,
      readonly: true,
      derived: true,
      about: "Until when it may be collected: `pick_up_at`, else the end of `pick_up_until` in the store.",
    }),
    do_not_discount: flag({ default: false }),
    list_on: list(text({ max: 50 }), { default: [], max: 20 }),
    custom_fields: json({ default: {} }),
    printed_at: instant({ optional: true }),
    last_sold_at: instant({
      optional: true,
      readonly: true,
      filter: ["gt", "gte", "lt", "lte"],
      sort: true,
    }),
    last_viewed_at: instant({ optional: true, readonly: true }),
    /** Units that registers hold while they finalize; they count as `parked` (SALE-1). */
    checkout_holds: list(group({ hold_id: id(), units: count({ min: 1 }) }), {
      readonly: true,
      hidden: true,
      default: [],
    }),
    /** Recently released holds of registers: one that arrives late is refused. */
    released_hold_ids: list(id(), { readonly: true, hidden: true, default: [] }),
    /** Whether its cost is in the ledger: own goods, after the shop took them over (T10). */
    in_books: flag({ readonly: true, hidden: true, default: false }),
    /** The date for which the event of the expiry was sent (ITM-6). */
    expiry_announced_on: date({ optional: true, readonly: true, hidden: true }),
    modified_by_member_id: ref("accounts.member", { optional: true }),
    modified_by_account_id: ref("accounts.account", { optional: true }),
  },
  unique: [["sku"], ["slug"]],
  // Each index ends with a sort field, so that a page is read in order. Prices after it are compared without reading the items.
  indexes: [
    { statuses: 1, created_at: 1, _id: 1, tag_price: 1 },
    { statuses: 1, tag_price: 1, _id: 1 },
    { statuses: 1, expires_on: 1, expiry_announced_on: 1 },
    { store_id: 1, statuses: 1, created_at: 1, _id: 1, tag_price: 1 },
    { store_id: 1, category_id: 1, statuses: 1, created_at: 1, _id: 1 },
    { location_id: 1, statuses: 1, created_at: 1, _id: 1 },
    { account_id: 1, statuses: 1, created_at: 1, _id: 1 },
    { category_id: 1, statuses: 1, created_at: 1, _id: 1, tag_price: 1 },
    { category_id: 1, statuses: 1, tag_price: 1, _id: 1 },
    { brand_id: 1, statuses: 1, created_at: 1, _id: 1 },
    { inventory_type: 1, statuses: 1, created_at: 1, _id: 1 },
  ],
  search: ["sku", "barcodes", "title", "description", "tags"],
  store_field: "store_id",
  verbs: [],
});

/** The input of an item. A date may also be a moment, and a moment a date, in the store's time zone (TIM-2). */
export const itemInput = {
  ...item.fields,
  quantity: count({ max: 1_000_000 }),
  schedule_start: dateOrInstant({ optional: true, about: "A moment stands for its date in the store." }),
  expires_at: dateOrInstant({ optional: true, about: "A date stands for the whole of it in the store." }),
  pick_up_at: dateOrInstant({ optional: true, about: "A date stands for the whole of it in the store." }),
} as const;

export type Item = Entity<typeof item>;
