import { choice, count, date, group, id, list, money, rate, text } from "../../../shared/fields/index.ts";
import { statusStamps } from "../../../shared/resource/order-table.ts";
import { type Entity, resource } from "../../../shared/resource/resource.ts";
import { fulfillmentStatuses, orderStatuses } from "../sales-orders/rules/status.ts";

const optional = { optional: true } as const;

/** Orders of either kind, as wholesalers see them: sales orders and orders of customers (MRC-ONE-4). It stores nothing. */
export const wholesaleOrder = resource({
  service: "sales",
  name: "wholesale_order",
  plural: "wholesale_orders",
  scope: "sales_orders",
  fields: {
    number: text({ max: 191 }),
    business_customer_id: id({ ...optional, filter: ["eq"], about: "Absent: a person, or nobody yet." }),
    channel_id: id({ ...optional, filter: ["eq"] }),
    status: choice(orderStatuses, { filter: ["eq"] }),
    fulfillment_status: choice(fulfillmentStatuses, { filter: ["eq"] }),
    fulfillment_location_id: id(optional),
    order_date: date(optional),
    must_arrive_by: date(optional),
    broker_id: id(optional),
    broker_fee_ppm: rate(optional),
    broker_fees: money(optional),
    fulfillment_costs: money(),
    freight_costs: money(),
    promo_costs: money(),
    other_costs: money(),
    notes: text({ ...optional, max: 5000 }),
    accounting_ref: text({ ...optional, max: 200 }),
    ...statusStamps(orderStatuses),
    currency: text({ max: 3 }),
    lines: list(
      group({
        id: id(),
        sku_id: id({ ...optional, about: "Absent: what is sold is linked to no SKU." }),
        name: text({ ...optional, max: 255 }),
        quantity: count({ about: "A fraction where parts of a piece are sold." }),
        unit_price: money(),
      }),
      { max: 500 },
    ),
  },
  verbs: [],
});
export type WholesaleOrder = Entity<typeof wholesaleOrder>;
