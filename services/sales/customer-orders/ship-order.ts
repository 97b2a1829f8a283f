/** Shipments of an order: the write of the order decides, so two at once never ship more than was ordered (MRC-SHP-1). */
import { fail, notFound } from "../../../shared/errors.ts";
import { newId } from "../../../shared/ids.ts";
import { command } from "../../../shared/service/operation.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { refuseCurrency } from "../documents/recalculate.ts";
import { shippingMethod } from "../selling-terms/shipping-method.ts";
import type { CustomerOrder, Shipment } from "./customer-order.ts";
import * as declared from "./declarations.ts";
import { orders, saveOrder } from "./order-store.ts";
import { gatherWords, statusesOf, wordOf } from "./order-words.ts";
import { overshipped } from "./rules/shipping.rules.ts";

const MOST_SHIPMENTS = 200;

const empty = {
  ...{ number: null, shipping_method_id: null, status_entry_id: null, status: null, carrier_name: null },
  ...{ tracking_numbers: [], shipped_at: null, delivered_at: null, weight: null, weight_unit: null },
  ...{ declared_net: null, declared_gross: null, currency: null, notes: null, metadata: null },
  ...{ shipping_method_code: null, shipping_method_name: null },
};

type Item = { line_id: string; quantity: number; metadata?: Record<string, unknown> | null };

function itemsOf(order: CustomerOrder, items: readonly Item[]): Shipment["items"] {
  const known = new Set(order.lines.map(({ id }) => id));
  return items.map(({ line_id, quantity, metadata = null }) => {
    if (!known.has(line_id)) throw notFound("line", line_id);
    return { id: newId(), line_id, quantity, metadata };
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

async function methodOf(tx: Tx, id: string | null | undefined) {
  if (id === undefined) return {};
  if (id === null) return { shipping_method_code: null, shipping_method_name: null };
  const found = await tx.get(shippingMethod, id);
  if (found && !found.deleted_at)
    return { shipping_method_code: found.code, shipping_method_name: found.name };
  const message = "There is no such method.";
  throw fail("unprocessable", message, {
    errors: [{ pointer: "/shipping_method_id", code: "unknown", message }],
  });
}

export const putShipment = command(declared.putShipment, {
  gather: (call, input) => gatherWords(call, "sales.shipment_status", input),
  async run(tx, { id, shipment_id, items, order_status_entry_id, line_status_entry_id, ...given }, words) {
    const before = await orders.target(tx, id);
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
      ...{ id: newId(), created_at: tx.now, ...empty, items: [] },
      address_snapshot: before.shipping_address_snapshot,
    };
    const shipment: Shipment = {
      ...(own ?? first),
      ...given,
      ...(await methodOf(tx, given.shipping_method_id)),
      ...wordOf(words, given.status_entry_id),
      ...(items ? { items: itemsOf(before, items) } : {}),
      updated_at: tx.now,
    };
    const shipments = own
      ? before.shipments.map((each) => (each === own ? shipment : each))
      : [...before.shipments, shipment];
    refuseTooMuch(before, shipments, shipment);
    const lines = new Set(shipment.items.map(({ line_id }) => line_id));
    const asked = { order_status_entry_id, line_status_entry_id };
    return saveOrder(tx, before, {
      shipments,
      ...statusesOf(words, before, asked, ({ id }) => lines.has(id)),
    });
  },
});

export const removeShipment = command(declared.removeShipment, async (tx, { id, shipment_id }) => {
  const before = await orders.target(tx, id);
  const shipments = before.shipments.filter((each) => each.id !== shipment_id);
  if (shipments.length === before.shipments.length) throw notFound("shipment", shipment_id);
  return saveOrder(tx, before, { shipments });
});
