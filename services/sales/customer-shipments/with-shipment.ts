/** Shipments in requests: checked and applied to their order. */
import { fail, notFound } from "../../../shared/errors.ts";
import { newId } from "../../../shared/ids.ts";
import { MICRO } from "../../../shared/micro.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import type { InputOf } from "../../../shared/service/reference.ts";
import { visibleTo } from "../../../shared/service/visible.ts";
import type { CustomerOrder, Shipment } from "../customer-orders/customer-order.ts";
import type { OrderChanges } from "../customer-orders/order-store.ts";
import { statusesOf, type Words, wordOf } from "../customer-orders/order-words.ts";
import { overshipped } from "../customer-orders/rules/shipping.rules.ts";
import { refuseCurrency } from "../documents/recalculate.ts";
import { shippingMethod } from "../selling-terms/shipping-method.ts";
import type { Links } from "./change-shipments.ts";
import type * as declared from "./declarations.ts";

const MOST_SHIPMENTS = 200;

const empty = {
  ...{ number: null, shipping_method_id: null, status_entry_id: null, status: null, carrier_name: null },
  ...{ tracking_numbers: [], shipped_at: null, delivered_at: null, weight: null, weight_unit: null },
  ...{ declared_net: null, declared_gross: null, currency: null, notes: null, metadata: null },
  ...{ shipping_method_code: null, shipping_method_name: null },
};

type Item = { line_id: string; quantity: number; metadata?: Record<string, unknown> | null };

function itemsOf(order: CustomerOrder, items: readonly Item[], links: Links): Shipment["items"] {
  const known = new Map(order.lines.map((line) => [line.id, line]));
  return items.map(({ line_id, quantity, metadata = null }, i) => {
    const line = known.get(line_id);
    if (!line) throw notFound("line", line_id);
    const { sku_id = null, location_id = null } = links.get(line.variant_id ?? "") ?? {};
    if (sku_id && quantity % MICRO !== 0) {
      const message = "The stock of this line counts whole pieces.";
      const errors = [{ pointer: `/items/${i}/quantity`, code: "not_whole", message }];
      throw fail("unprocessable", message, { errors });
    }
    return { id: newId(), line_id, quantity, metadata, sku_id, location_id };
  });
}

function refuseTooMuch(order: CustomerOrder, shipments: readonly Shipment[], own: Shipment): void {
  const found = overshipped(order.lines, shipments);
  if (!found) return;
  const at = Math.max(
    own.items.findIndex(({ line_id }) => line_id === found.line_id),
    0,
  );
  const message = "More of this line would be shipped than is ordered.";
  throw fail("unprocessable", message, {
    errors: [{ pointer: `/items/${at}/quantity`, code: "overshipped", message }],
  });
}

async function methodOf(reader: Reader, id: string | null | undefined, before: string | null | undefined) {
  if (id === undefined || id === before) return {};
  if (id === null) return { shipping_method_code: null, shipping_method_name: null };
  const found = await reader.findOne(shippingMethod, {
    ...{ _id: id, deleted_at: null, ...visibleTo(shippingMethod, reader.meta) },
  });
  if (found) return { shipping_method_code: found.code, shipping_method_name: found.name };
  const message = "There is no such method.";
  throw fail("unprocessable", message, {
    errors: [{ pointer: "/shipping_method_id", code: "unknown", message }],
  });
}

type Given = InputOf<typeof declared.putShipment>;

/** The changes to the order that a shipment in a request makes. */
export async function withShipment(
  reader: Reader,
  before: CustomerOrder,
  { shipment_id, items, order_status_entry_id, line_status_entry_id, id: _id, ...given }: Given,
  { words, links, now }: { words: Words; links: Links; now: string },
): Promise<OrderChanges> {
  const own = shipment_id ? before.shipments.find((each) => each.id === shipment_id) : undefined;
  if (shipment_id && !own) throw notFound("shipment", shipment_id);
  if (!own && before.shipments.length >= MOST_SHIPMENTS)
    throw fail("unprocessable", `An order has at most ${MOST_SHIPMENTS} shipments.`);
  if (!own && !items?.length) {
    const message = "A shipment has at least one item.";
    throw fail("unprocessable", message, { errors: [{ pointer: "/items", code: "required", message }] });
  }
  refuseCurrency(given.currency, before.currency, "/currency");
  const first = {
    ...{ id: newId(), created_at: now, ...empty, items: [] },
    address_snapshot: before.shipping_address_snapshot,
  };
  const shipment: Shipment = {
    ...(own ?? first),
    ...given,
    ...(await methodOf(reader, given.shipping_method_id, own?.shipping_method_id)),
    ...wordOf(words, given.status_entry_id, own),
    ...(items ? { items: itemsOf(before, items, links) } : {}),
    updated_at: now,
  };
  const shipments = own
    ? before.shipments.map((each) => (each === own ? shipment : each))
    : [...before.shipments, shipment];
  refuseTooMuch(before, shipments, shipment);
  const lines = new Set(shipment.items.map(({ line_id }) => line_id));
  const asked = { order_status_entry_id, line_status_entry_id };
  return { shipments, ...statusesOf(words, before, asked, ({ id }) => lines.has(id)) };
}
