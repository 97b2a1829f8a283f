/** Orders with their parts, shipments and payments (6.1, 6.9, 6.10). */
import {
  type OrderDocument,
  type OrderPaymentRow,
  type OrderShipmentRow,
  orderAdjustment,
  orderDocument,
  orderLine,
  orderPayment,
  orderShipment,
  type putPayment,
  putShipment,
} from "../../../../services/sales/public.ts";
import { c, computed, field, inputOf, listShown, nested, rowsOf, shape, shown } from "../../../kit/index.ts";
import { amount, anyObject, bothCasings, clearableText, currencyCode, quantity } from "./common.ts";
import { adjustmentPart, documentFields, linePart, part, type Tagged } from "./documents.ts";

const text = c.text;

export type OrderRow = Tagged<OrderDocument>;
export const orderShape = shape("Order", rowsOf<OrderRow>(orderDocument), {
  ...documentFields,
  orderNumber: field("number", text, { aliases: ["order_number"] }),
  paidTotalAmount: shown("paid_total", amount),
  refundedTotalAmount: shown("refunded_total", amount),
  outstandingAmount: shown("outstanding", amount),
});

export const orderLineShape = shape("OrderLine", orderLine, {
  ...linePart,
  order_id: shown("order_id", c.uuid),
  fulfilled_quantity: shown("shipped", quantity),
  invoiced_quantity: shown("shipped", quantity),
  reserved_quantity: computed(quantity, () => 0),
  returned_quantity: computed(quantity, () => 0),
});

export const orderAdjustmentShape = shape("OrderAdjustment", orderAdjustment, {
  ...adjustmentPart,
  order_id: shown("order_id", c.uuid),
  order_line_id: computed(c.uuid, () => null),
});

type SentShipment = Parameters<NonNullable<(typeof putShipment)["types"]>>[0];
const sentItem = shape("ShipmentItemBody", rowsOf<NonNullable<SentShipment["items"]>[number]>(), {
  ...bothCasings({ orderLineId: field("line_id", c.uuid, { required: true }) } as const),
  quantity: field("quantity", quantity, { required: true }),
  metadata: field("metadata", anyObject),
});

const trackingNumbers = {
  ...c.listOf(text),
  taken: { type: ["array", "string"], items: { type: "string" } },
  in: (given: unknown, wire: Parameters<ReturnType<typeof c.listOf<string>>["in"]>[1]) =>
    c.listOf(text).in(
      typeof given === "string"
        ? given
            .split(/[,\n]/)
            .map((each) => each.trim())
            .filter(Boolean)
        : given,
      wire,
    ),
};

const statuses = bothCasings({
  documentStatusEntryId: field("order_status_entry_id", c.uuid),
  lineStatusEntryId: field("line_status_entry_id", c.uuid),
} as const);

export const shipmentBodyShape = shape("ShipmentBody", inputOf(putShipment), {
  ...bothCasings({
    shipmentNumber: field("number", clearableText),
    shippingMethodId: field("shipping_method_id", c.uuid),
    statusEntryId: field("status_entry_id", c.uuid),
    carrierName: field("carrier_name", clearableText),
    trackingNumbers: field("tracking_numbers", trackingNumbers, { nullMeans: [] }),
    shippedAt: field("shipped_at", c.instant),
    deliveredAt: field("delivered_at", c.instant),
    weightValue: field("weight", quantity),
    weightUnit: field("weight_unit", clearableText),
    declaredValueNet: field("declared_net", amount),
    declaredValueGross: field("declared_gross", amount),
    currencyCode: field("currency", currencyCode),
    notes: field("notes", clearableText),
    metadata: field("metadata", anyObject),
    shipmentAddressSnapshot: field("address_snapshot", anyObject),
  } as const),
  items: field("items", nested(sentItem)),
  ...statuses,
});

export type ShipmentRow = OrderShipmentRow & { named: readonly ShownItem[] };
export type ShownItem = OrderShipmentRow["items"][number] & {
  name: string | null;
  line_number: number | null;
};
const itemShape = shape("ShipmentItem", rowsOf<ShownItem>(), {
  id: computed(c.uuid, (row: ShownItem) => row.id),
  orderLineId: shown("line_id", c.uuid),
  orderLineName: shown("name", text),
  orderLineNumber: shown("line_number", c.integer),
  quantity: shown("quantity", quantity),
  metadata: shown("metadata", anyObject),
});
const itemsShown = computed(listShown(itemShape), (row: ShipmentRow) => row.named, { always: true });

export const shipmentShape = shape("Shipment", rowsOf<ShipmentRow>(orderShipment), {
  ...part,
  order_id: shown("order_id", c.uuid),
  shipment_number: shown("number", text),
  shipping_method_id: shown("shipping_method_id", c.uuid),
  shipping_method_code: shown("shipping_method_code", text),
  shipping_method_name: shown("shipping_method_name", text),
  status_entry_id: shown("status_entry_id", c.uuid),
  status: shown("status", text),
  status_label: computed(text, (row: ShipmentRow) => row.status),
  carrier_name: shown("carrier_name", text),
  tracking_numbers: shown("tracking_numbers", c.listOf(text)),
  shipped_at: shown("shipped_at", c.instant),
  delivered_at: shown("delivered_at", c.instant),
  weight_value: shown("weight", quantity),
  weight_unit: shown("weight_unit", text),
  declared_value_net: shown("declared_net", amount),
  declared_value_gross: shown("declared_gross", amount),
  currency_code: shown("currency", text),
  notes: shown("notes", text),
  metadata: shown("metadata", anyObject),
  shipment_address_snapshot: shown("address_snapshot", anyObject),
  items_snapshot: itemsShown,
  itemsSnapshot: itemsShown,
});

type SentPayment = Parameters<NonNullable<(typeof putPayment)["types"]>>[0];
export type Allocation = { orderId?: string | null; amount: number; currencyCode?: string | null };
export const allocationShape = shape("AllocationBody", rowsOf<Allocation>(), {
  ...bothCasings({
    orderId: field("orderId", c.uuid),
    currencyCode: field("currencyCode", currencyCode),
  } as const),
  amount: field("amount", amount, { required: true }),
});
export type PaymentBody = Omit<SentPayment, "allocations"> & { parts?: readonly Allocation[] };

export const paymentBodyShape = shape("PaymentBody", rowsOf<PaymentBody>(), {
  ...bothCasings({
    paymentMethodId: field("method_id", c.uuid),
    paymentReference: field("reference", clearableText),
    statusEntryId: field("status_entry_id", c.uuid),
    currencyCode: field("currency", currencyCode, { required: true }),
    capturedAmount: field("captured_amount", amount),
    refundedAmount: field("refunded_amount", amount, { nullMeans: 0 }),
    receivedAt: field("received_at", c.instant),
    capturedAt: field("captured_at", c.instant),
    metadata: field("metadata", anyObject),
  } as const),
  amount: field("amount", amount, { required: true }),
  allocations: field("parts", nested(allocationShape)),
  ...statuses,
});

const nothing = computed(anyObject, () => null);
export const paymentShape = shape("Payment", orderPayment, {
  ...part,
  order_id: shown("order_id", c.uuid),
  payment_method_id: shown("method_id", c.uuid),
  payment_method_name: shown("method_name", text),
  payment_method_code: shown("method_code", text),
  payment_reference: shown("reference", text),
  status_entry_id: shown("status_entry_id", c.uuid),
  status: shown("status", text),
  status_label: computed(text, (row: OrderPaymentRow) => row.status),
  amount: shown("amount", amount),
  currency_code: shown("currency", text),
  captured_amount: shown("captured_amount", amount),
  refunded_amount: shown("refunded_amount", amount),
  received_at: shown("received_at", c.instant),
  captured_at: shown("captured_at", c.instant),
  metadata: shown("metadata", anyObject),
  custom_values: nothing,
});
