/** A sales order and its parts as those of a document, in ten-thousandths and millionths (MRC-ONE-4). It knows neither taxes nor adjustments. */

import { MICRO } from "../../../shared/micro.ts";
import { sum } from "../../../shared/money.ts";
import type { FoundElement } from "../../../shared/resource/elements.ts";
import { shownOf } from "../../../shared/resource/model.ts";
import {
  type OrderLineRow,
  type OrderPaymentRow,
  type OrderShipmentRow,
  orderLine,
  orderPayment,
  orderShipment,
} from "../customer-orders/order-parts.ts";
import type { StoredOrder } from "../sales-orders/order.ts";
import { listedAs, tenThousandths } from "../sales-orders/rules/money.ts";
import { type OrderDocument, orderDocument } from "./order-document.ts";

const dayStart = (date: string | null): string | null => date && `${date}T00:00:00.000Z`;

/** What its invoices say; an order that was taken over has none, and its state says it. */
function paidOf({ invoices, historical, status, currency }: StoredOrder, gross: number): number {
  if (historical) return status === "paid" || status === "completed" ? gross : 0;
  const paid = invoices.filter(({ paid_on, reversed_on }) => paid_on !== null && reversed_on === null);
  return tenThousandths(sum(paid.map(({ amount }) => amount)), currency);
}

export function asDocument(order: StoredOrder): OrderDocument {
  const { id: _id, number, channel_id, currency, business_customer_id: customer_id, notes } = order;
  const { status_word: status, line_count, grand_gross, placed_at } = listedAs(order);
  const { org_id, created_at, updated_at, created_by, version, deleted_at = null } = order;
  const paid_total = paidOf(order, grand_gross);
  return shownOf(orderDocument, {
    ...{ _id, org_id, created_at, updated_at, created_by, version, deleted_at },
    ...{ number, channel_id, currency, customer_id, comment: notes, status, placed_at, line_count },
    ...{ state: order.status, fulfillment: order.fulfillment_status, tag_ids: [] },
    expected_delivery_at: dayStart(order.must_arrive_by),
    ...{ subtotal_net: grand_gross, subtotal_gross: grand_gross, grand_net: grand_gross, grand_gross },
    ...{ discount_total: 0, tax_total: 0, shipping_net: 0, shipping_gross: 0, surcharge_total: 0 },
    ...{ paid_total, refunded_total: 0, outstanding: Math.max(grand_gross - paid_total, 0) },
  });
}

/** What every part has of its order. */
const around = ({
  _id: order_id,
  org_id,
  created_at,
  updated_at,
  created_by,
  version,
  currency,
}: FoundElement) => ({
  ...{ org_id, created_at, updated_at, created_by, version, order_id, currency },
});

type Line = StoredOrder["lines"][number];

/** The line at its place; its SKU is told in the snapshot of its goods. */
export function lineOf(row: FoundElement): OrderLineRow {
  const { id, sku_id, quantity, unit_price, shipped }: Line = row.lines;
  const unit = tenThousandths(unit_price, row.currency);
  const total = unit * quantity;
  return shownOf(orderLine, {
    ...{ ...around(row), _id: id, line_number: row._at + 1, kind: "product", catalog_snapshot: { sku_id } },
    ...{ quantity: quantity * MICRO, shipped: shipped * MICRO, price_net: unit },
    ...{ unit_net: unit, unit_gross: unit, net: total, gross: total, discount: 0, tax_ppm: 0, tax: 0 },
  });
}

/** An order knows of each line what has left, not in which shipments. */
export function shipmentOf(row: FoundElement): OrderShipmentRow {
  const { id, sku_id, shipped }: Line = row.lines;
  const { fulfillment_location_id: location_id, shipped_at } = row;
  const item = { id, line_id: id, quantity: shipped * MICRO, metadata: null, sku_id, location_id };
  return shownOf(orderShipment, { ...around(row), _id: id, shipped_at, tracking_numbers: [], items: [item] });
}

/** A paid invoice. */
export function paymentOf(row: FoundElement): OrderPaymentRow {
  const { id, number, amount, paid_on }: StoredOrder["invoices"][number] = row.invoices;
  const paid = tenThousandths(amount, row.currency);
  return shownOf(orderPayment, {
    ...{ ...around(row), _id: id, reference: number, amount: paid, refunded_amount: 0 },
    ...{ received_at: dayStart(paid_on), place: "bank", allocations: [] },
  });
}
