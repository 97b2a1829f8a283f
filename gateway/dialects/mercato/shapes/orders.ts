/** Orders with their parts, shipments and payments (6.1, 6.9, 6.10). */
import * as sales from "../../../../services/sales/public.ts";
import type { InputOf } from "../../../../shared/service/reference.ts";
import {
  c,
  computed,
  elementsOf,
  field,
  inputOf,
  listShown,
  nested,
  rowsOf,
  shape,
  shown,
} from "../../../kit/index.ts";
import * as common from "./common.ts";
import { amount, bothCasings, quantity, rowOf, shapeOf } from "./common.ts";
import * as documents from "./documents.ts";
import { part } from "./documents.ts";

const text = c.text;

export type OrderRow = documents.Tagged<sales.OrderDocument>;
const { documentRows, documentStd } = documents;
export const orderShape = shapeOf("Order", rowsOf<OrderRow>(sales.orderDocument), {
  omit: ["tag_ids", "delivery_window_snapshot", "state", "fulfillment"],
  as: {
    ...documentRows.as,
    paidTotalAmount: "paid_total",
    refundedTotalAmount: "refunded_total",
    outstandingAmount: "outstanding",
  },
  plus: { ...documentStd, orderNumber: field("number", text, { aliases: ["order_number"] }) },
});

const nothingYet = computed(quantity, () => 0);
export const orderLineShape = rowOf("OrderLine", sales.orderLine, {
  ...documents.lineRows,
  plus: {
    ...documents.linePart,
    ...{ fulfilled_quantity: shown("shipped", quantity), invoiced_quantity: shown("shipped", quantity) },
    ...{ reserved_quantity: nothingYet, returned_quantity: nothingYet },
  },
});
export const orderAdjustmentShape = rowOf("OrderAdjustment", sales.orderAdjustment, {
  ...documents.adjustmentRows,
  plus: { ...part, order_line_id: computed(c.uuid, () => null) },
});

const sentItem = shapeOf("ShipmentItemBody", elementsOf(inputOf(sales.putShipment), "items"), {
  as: { orderLineId: "line_id" },
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

const statuses = {
  documentStatusEntryId: "order_status_entry_id",
  lineStatusEntryId: "line_status_entry_id",
} as const;

export const shipmentBodyShape = shapeOf("ShipmentBody", inputOf(sales.putShipment), {
  omit: ["shipment_id"],
  as: {
    shipmentNumber: "number",
    declaredValueNet: "declared_net",
    declaredValueGross: "declared_gross",
    shipmentAddressSnapshot: "address_snapshot",
    ...statuses,
  },
  plus: {
    items: field("items", nested(sentItem)),
    ...bothCasings({
      trackingNumbers: field("tracking_numbers", trackingNumbers, { nullMeans: [] }),
    } as const),
  },
});

export type ShipmentRow = sales.OrderShipmentRow & { named: readonly ShownItem[] };
export type ShownItem = sales.OrderShipmentRow["items"][number] & {
  name: string | null;
  line_number: number | null;
};
const itemShape = shape("ShipmentItem", rowsOf<ShownItem>(), {
  id: computed(c.uuid, (row: ShownItem) => row.id),
  orderLineId: shown("line_id", c.uuid),
  orderLineName: shown("name", text),
  orderLineNumber: shown("line_number", c.integer),
  quantity: shown("quantity", quantity),
  metadata: shown("metadata", common.anyObject),
});
const itemsShown = computed(listShown(itemShape), (row: ShipmentRow) => row.named, { always: true });

export const shipmentShape = rowOf("Shipment", rowsOf<ShipmentRow>(sales.orderShipment), {
  omit: ["items"],
  as: {
    shipment_number: "number",
    declared_value_net: "declared_net",
    declared_value_gross: "declared_gross",
    shipment_address_snapshot: "address_snapshot",
  },
  plus: {
    ...{ ...part, status_label: computed(text, (row: ShipmentRow) => row.status) },
    ...{ items_snapshot: itemsShown, itemsSnapshot: itemsShown },
  },
});

type SentPayment = InputOf<typeof sales.putPayment>;
export type Allocation = { orderId?: string | null; amount: number; currencyCode?: string | null };
export const allocationShape = shape("AllocationBody", rowsOf<Allocation>(), {
  ...bothCasings({
    orderId: field("orderId", c.uuid),
    currencyCode: field("currencyCode", common.currencyCode),
  } as const),
  amount: field("amount", amount, { required: true }),
});
export type PaymentBody = Omit<SentPayment, "allocations"> & { parts?: readonly Allocation[] };

export const paymentBodyShape = shapeOf(
  "PaymentBody",
  rowsOf<PaymentBody>({ columns: sales.putPayment.input }),
  {
    omit: ["payment_id"],
    as: { paymentMethodId: "method_id", paymentReference: "reference", ...statuses },
    plus: { allocations: field("parts", nested(allocationShape)) },
  },
);

export const paymentShape = rowOf("Payment", sales.orderPayment, {
  omit: ["place", "allocations"],
  as: {
    payment_method_id: "method_id",
    payment_method_name: "method_name",
    payment_method_code: "method_code",
    payment_reference: "reference",
  },
  plus: {
    ...{ ...part, status_label: computed(text, (row: sales.OrderPaymentRow) => row.status) },
    custom_values: computed(common.anyObject, () => null),
  },
});
