import {
  choice,
  count,
  date,
  group,
  id,
  list,
  micro,
  money,
  ref,
  signed,
  text,
} from "../../../shared/fields/index.ts";
import { businessData } from "../../../shared/grants.ts";
import { orderTable, statusStamps } from "../../../shared/resource/order-table.ts";
import { resource } from "../../../shared/resource/resource.ts";
import { purchaseStatuses } from "./rules/status.ts";

const stockable = {
  material_id: ref("catalog.material", { optional: true }),
  sku_id: ref("catalog.sku", { optional: true }),
} as const;

/** A line in a caller's input. */
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

const { number, order_date, notes, historical, history } = orderTable(purchaseStatuses);

/** Goods ordered from a vendor (3.3, 4.6). */
export const purchaseOrder = resource({
  service: "inventory",
  name: "purchase_order",
  plural: "purchase_orders",
  grants: businessData,
  fields: {
    number,
    vendor_id: ref("accounts.vendor", { filter: ["eq"] }),
    target_type: choice(["materials", "finished_goods"], { filter: ["eq"] }),
    status: choice(purchaseStatuses, { readonly: true, default: "planning", filter: ["eq"] }),
    ship_to_location_id: ref("inventory.location", { optional: true, filter: ["eq"] }),
    order_date,
    ship_date: date({ optional: true }),
    expected_delivery_date: date({ optional: true, filter: ["eq", "gt", "gte", "lt", "lte"] }),
    shipping_costs: money({ default: 0 }),
    setup_costs: money({ default: 0 }),
    other_costs: money({ default: 0 }),
    notes,
    ...statusStamps(purchaseStatuses),
    currency: text({ readonly: true, max: 3 }),
    lines: list(group(line), { readonly: true, max: 500 }),
    grni: money({
      ...signed,
      readonly: true,
      default: 0,
      about: "What was received and is not billed, in minor units.",
    }),
    late_costs: money({
      readonly: true,
      default: 0,
      max: 1e13,
      about: "Costs that arrived after the goods and are billed with this order, in minor units.",
    }),
    extra_billed: money({ readonly: true, default: 0, max: 1e13 }),
    historical,
    history,
    // Numbers the entries of the order, so that each is written once.
    entry_count: count({ readonly: true, hidden: true, default: 0 }),
  },
  unique: [["number"]],
  indexes: [{ "lines.id": 1 }, { "lines.sku_id": 1, status: 1 }, { "lines.material_id": 1, status: 1 }],
  search: ["number", "notes"],
  spans_stores: true,
  verbs: ["list", "get"],
});
