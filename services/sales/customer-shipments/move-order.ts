/** Brings an order to a state in one write: with what is shipped, paid and said of it on the way (MRC-ONE-4). */
import { fail } from "../../../shared/errors.ts";
import { flow } from "../../../shared/service/operation.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import type { CustomerOrder } from "../customer-orders/customer-order.ts";
import { firstPayment } from "../customer-orders/first-payment.ts";
import type { OrderChanges } from "../customer-orders/order-store.ts";
import type { Words } from "../customer-orders/order-words.ts";
import { changeShipments, type Links } from "./change-shipments.ts";
import * as declared from "./declarations.ts";
import { type Move, moveTo } from "./moves.rules.ts";
import { withShipment } from "./with-shipment.ts";

type Known = { links: Links; now: string };

const noWords: Words = { own: new Map(), order: new Map(), line: new Map() };

async function shipping(reader: Reader, order: CustomerOrder, known: Known): Promise<OrderChanges> {
  const items = order.lines
    .map((line) => ({ line_id: line.id, quantity: line.quantity - line.shipped }))
    .filter(({ quantity }) => quantity > 0);
  if (items.length === 0) return {};
  return withShipment(reader, order, { id: order.id, items }, { ...known, words: noWords });
}

async function moving(
  reader: Reader,
  order: CustomerOrder,
  { asks, ships, pays, word }: Move,
  known: Known,
): Promise<OrderChanges> {
  const { status, status_entry_id, outstanding, payments } = order;
  return {
    ...(ships ? await shipping(reader, order, known) : {}),
    ...(pays && outstanding > 0
      ? { payments: [...payments, { ...firstPayment(order, known.now), amount: outstanding }] }
      : {}),
    ...(asks ? { asked_state: asks } : {}),
    // A word without an entry is no caller's.
    ...(word && (status === null || status_entry_id === null) ? { status: word } : {}),
  };
}

const refusal = ({ state }: CustomerOrder, to: string | null | undefined) =>
  fail("invalid_transition", `This order is ${state}: it cannot become ${to ?? "that"}.`, {
    ...(to
      ? { errors: [{ pointer: "/status", code: "invalid_transition", message: `It is ${state}.` }] }
      : {}),
  });

export const moveCustomerOrder = flow(
  declared.moveCustomerOrder,
  (context, { id, status, fulfillment_status: fulfillment }) =>
    changeShipments(context, declared.moveCustomerOrder.name, {
      ...{ order_id: id, touched: "all" },
      async change(reader, before, known) {
        const found = moveTo(before, { status: status ?? null, fulfillment: fulfillment ?? null });
        if (!found.ok) throw refusal(before, status ?? fulfillment);
        return moving(reader, before, found.move, known);
      },
    }),
);
