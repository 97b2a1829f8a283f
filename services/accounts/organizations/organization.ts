import {
  address,
  choice,
  count,
  email,
  flag,
  group,
  id,
  instant,
  list,
  money,
  patterns,
  rate,
  text,
  timezone,
} from "../../../shared/fields/index.ts";
import { currencies } from "../../../shared/money.ts";
import { resource } from "../../../shared/resource/resource.ts";
import { defaultTerms } from "../terms/terms.ts";

/** One step of the price ladder (18.5): prices below `up_to` are multiples of `step`; without `up_to`, all higher prices. */
const priceStep = {
  up_to: money({ optional: true, min: 1 }),
  step: money({ min: 1, max: 1e9 }),
} as const;

/** The tenant (3.1). An organization's test data belongs to a twin of `mode: "test"` with the same slug (PRM-3). */
export const organization = resource({
  service: "accounts",
  name: "organization",
  plural: "organizations",
  scope: "organization",
  grants: {
    read: "viewer",
    // The policies; name, address and default terms need write:organization_profile alone.
    write: "admin",
    purge: "owner",
    "read:audit": "admin",
    "export:all": "admin",
    // The owner of the first organization has it as an extra scope, and may grant it within that organization.
    "read:installation": "installation",
  },
  fields: {
    slug: text({ readonly: true, max: 100 }),
    name: text({ max: 240 }),
    legal_name: text({ optional: true, max: 200 }),
    email: email({ optional: true }),
    phone: text({ optional: true, max: 50 }),
    ...address,
    logo: text({ optional: true, max: 2000 }),
    mode: choice(["live", "test"], { readonly: true }),
    is_active: flag({
      ...{ default: true, readonly: true },
      about: "While it is false, nobody can sign in and no key works.",
    }),
    live_id: id({ optional: true, readonly: true, hidden: true }),
    purge_at: instant({
      optional: true,
      readonly: true,
      about: "When all data of the organization are deleted. Until then an owner can keep it.",
    }),
    purge_began_at: instant({ optional: true, readonly: true, hidden: true }),
    currency: choice(currencies as readonly string[], { fixed: true, default: "USD" }),
    timezone: timezone({ default: "UTC" }),
    locale: text({ default: "en", max: 20, pattern: patterns.locale }),
    ...defaultTerms,
    tax_rounding: choice(["line", "document"], { default: "line" }),
    cash_rounding: money({
      default: 0,
      max: 10_000,
      about: "Smallest cash amount, in minor units; 0 turns rounding off.",
    }),
    allow_negative_stock: flag({ default: false }),
    costing_method: choice(["moving_average", "fifo"], { default: "moving_average" }),
    over_receipt_ppm: rate({
      default: 100_000,
      about: "How much more than ordered a receipt may bring, in ppm.",
    }),
    payout_min: money({ default: 0 }),
    refund_clawback: flag({ default: true }),
    lost_item_compensation: choice(["none", "full_share"], { default: "none" }),
    collapse_return_states: flag({ default: false }),
    automatic_end_actions: flag({ default: false }),
    price_ladder: list(group(priceStep), {
      optional: true,
      max: 20,
      about:
        "Steps that bulk edits and suggestions round prices to, in minor units. Absent: 0.50 below 10.00, 1.00 below 50.00, 5.00 below 200.00, else 10.00 of the currency, at least one minor unit.",
    }),
    hold_days: count({ default: 14, min: 1, max: 3650, about: "How long a parked sale holds its pieces." }),
  },
  globalIndexes: [{ purge_at: 1 }],
  verbs: ["list", "get", "update"],
});
