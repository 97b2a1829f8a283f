/** Parts of orders as rows of their own, the newest orders first. */
import { id, micro } from "../../../shared/fields/index.ts";
import type { Elements } from "../../../shared/resource/elements.ts";
import { type Entity, ofBusinessUnit, resource } from "../../../shared/resource/resource.ts";
import { addressColumns, adjustmentColumns, lineColumns } from "../documents/document-table.ts";
import { customerOrder, paymentTable, shipmentTable } from "./customer-order.ts";

const part = { service: "sales", scope: "sales_orders", hardDelete: true, verbs: [] } as const;
const order = { order_id: id({ filter: ["eq"] }), ...ofBusinessUnit } as const;

export const orderLine = resource({
  ...{ ...part, name: "customer_order_line", plural: "customer_order_lines" },
  fields: { ...lineColumns, shipped: micro(), ...order },
});
export type OrderLineRow = Entity<typeof orderLine>;

export const orderAdjustment = resource({
  ...{ ...part, name: "customer_order_adjustment", plural: "customer_order_adjustments" },
  fields: { ...adjustmentColumns, ...order },
});
export type OrderAdjustmentRow = Entity<typeof orderAdjustment>;

export const orderAddress = resource({
  ...{ ...part, name: "customer_order_address", plural: "customer_order_addresses" },
  fields: { ...addressColumns, ...order },
});

const { id: _shipment, created_at: _packed, updated_at: _sent, ...shipmentColumns } = shipmentTable;
const {
  id: _payment,
  created_at: _paid,
  updated_at: _booked,
  method_id: _method,
  ...paymentColumns
} = paymentTable;

export const orderShipment = resource({
  ...{ ...part, name: "customer_order_shipment", plural: "customer_order_shipments" },
  fields: { ...shipmentColumns, ...order },
});
export type OrderShipmentRow = Entity<typeof orderShipment>;

export const orderPayment = resource({
  ...{ ...part, name: "customer_order_payment", plural: "customer_order_payments" },
  fields: { ...paymentColumns, method_id: id({ optional: true, filter: ["eq"] }), ...order },
});
export type OrderPaymentRow = Entity<typeof orderPayment>;

const of = (list: string): Elements => ({ of: customerOrder, list, renamed: { order_id: "_id" } });
export const linesOfOrders = of("lines");
export const adjustmentsOfOrders = of("adjustments");
export const addressesOfOrders = of("addresses");
export const shipmentsOfOrders = of("shipments");
export const paymentsOfOrders = of("payments");
