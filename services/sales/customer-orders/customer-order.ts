import { choice, group, id, instant, json, list, micro, money4, text } from "../../../shared/fields/index.ts";
import { type Entity, resource } from "../../../shared/resource/resource.ts";
import { documentLine, documentTable } from "../documents/document-table.ts";
import { fulfillmentStatuses } from "../sales-orders/rules/status.ts";
import { askedStates, states } from "./rules/state.rules.ts";

const optional = { optional: true } as const;
const short = () => text({ optional: true, max: 255 });
const snapshot = () => json({ optional: true, keys: 200, bytes: 65_536 });

/** How a payment was made, which decides its ledger account. */
export const moneyPlaces = ["bank", "cash", "card_clearing"] as const;

/** A shipment in a request. */
export const givenShipment = {
  number: short(),
  shipping_method_id: id(optional),
  status_entry_id: id(optional),
  carrier_name: short(),
  tracking_numbers: list(text({ max: 255 }), { default: [], max: 100 }),
  shipped_at: instant(optional),
  delivered_at: instant(optional),
  weight: micro(optional),
  weight_unit: text({ optional: true, max: 25 }),
  declared_net: money4(optional),
  declared_gross: money4(optional),
  currency: text({ optional: true, max: 3 }),
  notes: text({ optional: true, max: 4000 }),
  address_snapshot: snapshot(),
  metadata: snapshot(),
} as const;

/** What of a line is shipped. */
export const shippedItem = {
  line_id: id(),
  quantity: micro({ min: 1 }),
  metadata: snapshot(),
} as const;

/** The stock that a linked variant's goods came from, kept however it is linked later. */
const takenFrom = { sku_id: id(optional), location_id: id(optional) } as const;

const stamps = { created_at: instant(), updated_at: instant() } as const;

export const shipmentTable = {
  id: id(),
  ...givenShipment,
  status: text({ optional: true, max: 150 }),
  shipping_method_code: short(),
  shipping_method_name: short(),
  items: list(group({ id: id(), ...shippedItem, ...takenFrom }), { max: 500 }),
  ...stamps,
} as const;

/** A payment in a request. */
export const givenPayment = {
  method_id: id(optional),
  reference: short(),
  status_entry_id: id(optional),
  amount: money4(),
  currency: text({ max: 3 }),
  captured_amount: money4(optional),
  refunded_amount: money4({ default: 0 }),
  received_at: instant(optional),
  captured_at: instant(optional),
  metadata: snapshot(),
} as const;

export const paymentTable = {
  id: id(),
  ...givenPayment,
  status: text({ optional: true, max: 150 }),
  method_code: short(),
  method_name: short(),
  place: choice(moneyPlaces),
  allocations: list(group({ id: id(), amount: money4() }), {
    max: 100,
    about: "Parts of the amount for this order; none: all of it.",
  }),
  ...stamps,
} as const;

/** Statuses that a shipment or a payment sets beside its own. */
export const statusesSet = {
  order_status_entry_id: id({ optional: true, about: "Becomes the status of the order." }),
  line_status_entry_id: id({ optional: true, about: "Becomes the status of the lines." }),
} as const;

const sum = () => money4({ readonly: true, default: 0 });

/** What a customer ordered, as a document with its shipments and payments (6.5, 6.9, 6.10). */
export const customerOrder = resource({
  service: "sales",
  name: "customer_order",
  plural: "customer_orders",
  scope: "sales_orders",
  business_units: true,
  numbered_pages: true,
  fields: {
    ...documentTable,
    lines: list(group({ ...documentLine, shipped: micro() }), { readonly: true, max: 500 }),
    shipments: list(group(shipmentTable), { readonly: true, max: 200, default: [] }),
    payments: list(group(paymentTable), { readonly: true, max: 200, default: [] }),
    state: choice(states, { readonly: true, default: "received", filter: ["eq"] }),
    fulfillment: choice(fulfillmentStatuses, {
      readonly: true,
      default: "pending",
      filter: ["eq"],
      about: "How much of it is shipped.",
    }),
    asked_state: choice(askedStates, {
      optional: true,
      readonly: true,
      about: "The state that somebody asked for without a status word: entered or rejected.",
    }),
    paid_total: sum(),
    refunded_total: sum(),
    outstanding: sum(),
  },
  unique: [["business_unit_id", "number"]],
  indexes: [
    ...[{ "lines.id": 1 }, { "adjustments.id": 1 }, { "addresses.id": 1 }],
    ...[{ "shipments.id": 1 }, { "payments.id": 1 }],
  ] as const,
  search: ["number"],
  verbs: ["list", "get"],
});

export type CustomerOrder = Entity<typeof customerOrder>;
export type Shipment = CustomerOrder["shipments"][number];
export type Payment = CustomerOrder["payments"][number];
