import {
  choice,
  count,
  date,
  flag,
  group,
  id,
  instant,
  list,
  micro,
  money,
  ref,
  signed,
  text,
} from "../../../shared/fields/index.ts";
import { businessData } from "../../../shared/grants.ts";
import { resource } from "../../../shared/resource/resource.ts";
import { purchaseStatuses } from "./rules/status.ts";

const stockable = {
  material_id: ref("catalog.material", { optional: true }),
  sku_id: ref("catalog.sku", { optional: true }),
} as const;

/** What a caller says of a line. */
export const orderedLine = {
  ...stockable,
  quantity: micro({ min: 1 }),
  unit_cost: micro({
    optional: true,
    about: "Of the major unit. Absent: what this vendor's latest order said, else 0.",
  }),
} as const;

const line = {
  id: id(),
  ...stockable,
  quantity: micro(),
  unit_cost: micro(),
  value: money({ max: 1e13, about: "Quantity times unit cost, in minor units." }),
  landed_value: money({
    optional: true,
    max: 1e14,
    about: "With its share of the extra costs, for `landed_quantity`. Fixed with the first receipt.",
  }),
  landed_quantity: micro({ optional: true }),
  received: micro(),
  billed: micro(),
} as const;

const dates = {
  planning_at: instant({ optional: true }),
  placed_at: instant({ optional: true }),
  in_transit_at: instant({ optional: true }),
  partial_at: instant({ optional: true }),
  received_at: instant({ optional: true }),
  paid_at: instant({ optional: true }),
  cancelled_at: instant({ optional: true }),
} as const;

/** Goods that are ordered from a vendor (3.3, 4.6). */
export const purchaseOrder = resource({
  service: "inventory",
  name: "purchase_order",
  plural: "purchase_orders",
  grants: businessData,
  fields: {
    number: text({ readonly: true, max: 30, filter: ["eq"], sort: true }),
    vendor_id: ref("accounts.vendor", { filter: ["eq"] }),
    target_type: choice(["materials", "finished_goods"], { filter: ["eq"] }),
    status: choice(purchaseStatuses, { readonly: true, default: "planning", filter: ["eq"] }),
    ship_to_location_id: ref("inventory.location", { optional: true, filter: ["eq"] }),
    order_date: date({
      optional: true,
      filter: ["eq", "gt", "gte", "lt", "lte"],
      about: "Absent: today.",
    }),
    ship_date: date({ optional: true }),
    expected_delivery_date: date({ optional: true, filter: ["eq", "gt", "gte", "lt", "lte"] }),
    shipping_costs: money({ default: 0 }),
    setup_costs: money({ default: 0 }),
    other_costs: money({ default: 0 }),
    notes: text({ optional: true, max: 5000 }),
    ...dates,
    currency: text({ readonly: true, max: 3 }),
    lines: list(group(line), { readonly: true, max: 500 }),
    grni: money({
      ...signed,
      readonly: true,
      default: 0,
      about: "What was received and is not billed, in minor units.",
    }),
    extra_billed: money({ readonly: true, default: 0, max: 1e13 }),
    historical: flag({
      readonly: true,
      default: false,
      about: "Taken over from elsewhere: it has written neither stock nor money.",
    }),
    history: list(group({ status: choice(purchaseStatuses), at: instant(), by: text({ max: 100 }) }), {
      readonly: true,
      max: 1000,
      about: "The states that it has been in.",
    }),
    // Numbers the entries of the order, so that each is written once.
    entry_count: count({ readonly: true, hidden: true, default: 0 }),
  },
  unique: [["number"]],
  indexes: [{ "lines.id": 1 }, { "lines.sku_id": 1, status: 1 }, { "lines.material_id": 1, status: 1 }],
  search: ["number", "notes"],
  spans_stores: true,
  verbs: ["list", "get"],
});

export const statusDates = Object.keys(dates) as (keyof typeof dates)[];
