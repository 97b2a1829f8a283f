import {
  choice,
  count,
  date,
  group,
  id,
  instant,
  list,
  money,
  money4,
  rate,
  ref,
  signed,
  text,
} from "../../../shared/fields/index.ts";
import { businessData } from "../../../shared/grants.ts";
import { orderTable, statusStamps } from "../../../shared/resource/order-table.ts";
import { resource } from "../../../shared/resource/resource.ts";
import { fulfillmentStatuses, orderStatuses } from "./rules/status.ts";

/** A line in a caller's input. */
export const orderedLine = {
  sku_id: ref("catalog.sku"),
  quantity: count({ min: 1, max: 1e6 }),
  unit_price: money({ optional: true, about: "Absent: what this customer's latest order said, else 0." }),
} as const;

const line = {
  id: id(),
  sku_id: ref("catalog.sku"),
  quantity: count(),
  unit_price: money(),
  allocated: count({ about: "Set aside and not shipped." }),
  shipped: count(),
  invoiced: count(),
  cost: money({ max: 1e13, about: "What the shipped goods were worth." }),
} as const;

/** An invoice of an order, in the form that accounts receives. */
export const invoice = {
  id: id(),
  number: text({ max: 40 }),
  invoiced_on: date(),
  amount: money({ max: 1e13 }),
  broker_fees: money({ ...signed }),
  costs: money({ ...signed }),
  paid_on: date({ optional: true }),
  reversed_on: date({ optional: true }),
} as const;

const derived = { readonly: true, hidden: true } as const;

/** By what it is found and sorted among the documents of customers (MRC-ONE-4). */
const listedColumns = {
  status_word: text({ ...derived, optional: true, max: 150 }),
  line_count: count({ ...derived, default: 0 }),
  grand_gross: money4({ ...derived, default: 0 }),
  placed_at: instant({ ...derived, optional: true }),
} as const;

const { number, order_date, notes, historical, history } = orderTable(orderStatuses);

/** Goods that a business customer orders (3.3, 4.8). */
export const salesOrder = resource({
  service: "sales",
  name: "sales_order",
  plural: "sales_orders",
  numbered_pages: true,
  grants: businessData,
  fields: {
    number,
    business_customer_id: ref("accounts.business_customer", { filter: ["eq"] }),
    channel_id: ref("sales.order_channel", { filter: ["eq"] }),
    status: choice(orderStatuses, { readonly: true, default: "received", filter: ["eq"] }),
    fulfillment_status: choice(fulfillmentStatuses, { readonly: true, default: "pending", filter: ["eq"] }),
    fulfillment_location_id: ref("inventory.location", { optional: true, filter: ["eq"] }),
    order_date,
    must_arrive_by: date({ optional: true, filter: ["eq", "gt", "gte", "lt", "lte"], sort: true }),
    broker_id: ref("accounts.broker", {
      optional: true,
      filter: ["eq"],
      about: "Absent: the customer's; null: none.",
    }),
    broker_fee_ppm: rate({ optional: true, about: "Absent: the customer's." }),
    broker_fees: money({ optional: true, max: 1e13, about: "Absent: computed from the percentage." }),
    broker_fees_source: choice(["manual", "computed"], { readonly: true, default: "computed" }),
    fulfillment_costs: money({ default: 0 }),
    freight_costs: money({ default: 0 }),
    promo_costs: money({ default: 0 }),
    other_costs: money({ default: 0 }),
    notes,
    accounting_ref: text({ optional: true, max: 200 }),
    ...statusStamps(orderStatuses),
    currency: text({ readonly: true, max: 3 }),
    lines: list(group(line), { readonly: true, max: 500 }),
    invoices: list(group(invoice), { readonly: true, max: 500, default: [] }),
    subtotal: money({ readonly: true, max: 1e13 }),
    net_revenue: money({ ...signed, readonly: true }),
    cost_of_goods: money({ readonly: true, max: 1e13 }),
    margin: money({ ...signed, readonly: true }),
    historical,
    history,
    ...listedColumns,
  },
  unique: [["number"]],
  indexes: [
    ...[{ "lines.id": 1 }, { "lines.sku_id": 1, status: 1 }, { "invoices.id": 1 }],
    // As lists of documents sort them, with what these ask of all rows behind.
    { grand_gross: 1, _id: 1, deleted_at: 1 },
    { placed_at: 1, _id: 1, deleted_at: 1 },
    { line_count: 1, _id: 1, deleted_at: 1 },
  ] as const,
  search: ["number", "notes"],
  spans_stores: true,
  verbs: ["list", "get"],
});
