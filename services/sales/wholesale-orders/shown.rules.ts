/** An order of a customer as a wholesale order: in minor units and days, with the moments that its parts tell (MRC-ONE-4). */
import { businessDate } from "../../../shared/dates.ts";
import { MICRO } from "../../../shared/micro.ts";
import type { CustomerOrder } from "../customer-orders/customer-order.ts";
import { minor } from "../customer-orders/rules/books.rules.ts";
import type { WholesaleOrder } from "./wholesale-order.ts";

/** What the variants of its lines are linked to, and the days of whose zone count. */
export type Shown = { skus: ReadonlyMap<string, string>; timezone: string };

const latest = (moments: readonly string[]): string | null => moments.toSorted().at(-1) ?? null;

/** When it reached its states, as far as shipments and payments tell. */
function stampsOf({ state, created_at, shipments, payments }: CustomerOrder) {
  const sent = shipments.map(({ shipped_at, created_at: made }) => shipped_at ?? made);
  const came = payments.map(({ received_at, created_at: made }) => received_at ?? made);
  const isOut = state === "invoiced" || state === "paid";
  return {
    received_at: created_at,
    entered_at: [...sent, ...came].toSorted()[0] ?? null,
    shipped_at: isOut ? latest(sent) : null,
    invoiced_at: isOut ? latest(sent) : null,
    paid_at: state === "paid" ? latest([...sent, ...came]) : null,
    ...{ rejected_at: null, in_dispute_at: null, completed_at: null },
  };
}

const linesOf = ({ lines, currency }: CustomerOrder, { skus }: Shown): WholesaleOrder["lines"] =>
  lines.map(({ id, name, variant_id, quantity, unit_net }) => ({
    ...{ id, name, sku_id: (variant_id && skus.get(variant_id)) || null },
    ...{ quantity: quantity / MICRO, unit_price: minor(unit_net, currency) },
  }));

/** Who buys, where that is a firm. */
function firmOf({ customer_id, customer_snapshot }: CustomerOrder): string | null {
  const snapshot = customer_snapshot as { customer?: { kind?: unknown } | null } | null;
  return snapshot?.customer?.kind === "person" ? null : customer_id;
}

export function asWholesale(order: CustomerOrder, shown: Shown): WholesaleOrder {
  const { id, org_id, created_at, updated_at, created_by, version } = order;
  const { deleted_at = null, number, channel_id, state, fulfillment, comment, currency } = order;
  const day = (moment: string) => businessDate(moment, shown.timezone);
  const { placed_at, expected_delivery_at } = order;
  return {
    ...{ id, org_id, created_at, updated_at, created_by, version, deleted_at },
    ...{ number, channel_id, currency, notes: comment, status: state, fulfillment_status: fulfillment },
    business_customer_id: firmOf(order),
    order_date: day(placed_at ?? created_at),
    // Wholesale clients rely on a date.
    must_arrive_by: day(expected_delivery_at ?? placed_at ?? created_at),
    ...{ fulfillment_location_id: null, broker_id: null, broker_fee_ppm: null, accounting_ref: null },
    ...{ broker_fees: 0, fulfillment_costs: 0, freight_costs: 0, promo_costs: 0, other_costs: 0 },
    ...stampsOf(order),
    lines: linesOf(order, shown),
  };
}
