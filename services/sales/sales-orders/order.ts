/** A sales order during an operation: changed in memory, by functions of its previous state. */
import { businessDate } from "../../../shared/dates.ts";
import { fail } from "../../../shared/errors.ts";
import { newId } from "../../../shared/ids.ts";
import { refusedTransition } from "../../../shared/machine.ts";
import type { Meta } from "../../../shared/meta.ts";
import { sum } from "../../../shared/money.ts";
import { inState } from "../../../shared/resource/order-table.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import { goodsOut, notFulfilled } from "./errors.ts";
import { brokerFeesOf, figuresOf, invoiceParts, listedAs, subtotalOf, toInvoice } from "./rules/money.ts";
import { fulfillmentOf, type OrderStatus, stepsTo } from "./rules/status.ts";
import type { salesOrder } from "./sales-order.ts";

export type StoredOrder = Entity<typeof salesOrder>;
/** The order's own fields, whether it is stored or not. */
export type Order = Omit<StoredOrder, "org_id" | "created_at" | "updated_at" | "created_by" | "version">;
export type OrderLine = Order["lines"][number];
export type Invoice = Order["invoices"][number];

/** The time and the actor of a change of an order. */
export type At = { now: string; today: string; by: string };

export const atOf = ({ org, actor }: Pick<Meta, "org" | "actor">, now: string): At => ({
  now,
  today: businessDate(now, org.timezone),
  by: actor.id,
});

export const totalShipped = ({ lines }: Pick<Order, "lines">): number =>
  sum(lines.map(({ shipped }) => shipped));

export const isInvoiced = ({ invoices }: Pick<Order, "invoices">): boolean =>
  invoices.some(({ reversed_on }) => reversed_on === null);

/** Adds the values derived from lines, costs and terms (9.9). */
export function withFigures(order: Order): Order {
  const { broker_id, broker_fee_ppm, broker_fees_source } = order;
  const terms = { broker_id, broker_fee_ppm, broker_fees: order.broker_fees ?? 0, broker_fees_source };
  const broker_fees = brokerFeesOf(terms, subtotalOf(order.lines));
  const fulfillment_status = order.historical ? order.fulfillment_status : fulfillmentOf(order.lines);
  const whole = { ...order, broker_fees, fulfillment_status, ...figuresOf({ ...order, broker_fees }) };
  return { ...whole, ...listedAs(whole) };
}

/** ORD-2: moves through intermediate states with their effects, with stamps and history. */
export function moved(order: Order, to: OrderStatus, at: At): Order {
  const found = stepsTo(order.status, to);
  if (!found.ok) throw refusedTransition("sales order", found);
  return found.steps.reduce((before, status) => {
    return inState(order.historical ? before : does[status](before, at), status, at);
  }, order);
}

const does: Record<OrderStatus, (order: Order, at: At) => Order> = {
  received: (order) => order,
  entered: (order) => order,
  shipped: (order) => shipped(order, order.lines.map(outstandingOf)),
  invoiced,
  paid,
  completed: (order, at) => paid(complete(order), at),
  in_dispute: (order) => order,
  rejected,
};

export const outstandingOf = ({ quantity, shipped: out }: OrderLine): number => Math.max(0, quantity - out);

/** Ships quantities of the lines, allocated ones first; inventory decides whether they are available. */
export function shipped(order: Order, quantities: readonly number[]): Order {
  const ships = quantities.some((quantity) => quantity > 0);
  if (ships && !order.fulfillment_location_id) {
    const message = "An order needs a site to ship from: set 'fulfillment_location_id'.";
    throw fail("unprocessable", message, {
      errors: [{ pointer: "/fulfillment_location_id", code: "required", message }],
    });
  }
  return {
    ...order,
    lines: order.lines.map((line, i) => ({
      ...line,
      shipped: line.shipped + quantities[i]!,
      allocated: Math.max(0, line.allocated - quantities[i]!),
    })),
  };
}

/** SO-3: invoices quantities shipped and not invoiced, with their part of the broker's fee and costs. */
export function invoiced(order: Order, { today }: At): Order {
  const quantities = toInvoice(order.lines);
  if (quantities.every((quantity) => quantity === 0)) return order;
  const counted = order.invoices.filter(({ reversed_on }) => reversed_on === null);
  const taken = {
    amount: sum(counted.map(({ amount }) => amount)),
    broker_fees: sum(counted.map(({ broker_fees }) => broker_fees)),
    costs: sum(counted.map(({ costs }) => costs)),
  };
  const parts = invoiceParts({ ...order, broker_fees: order.broker_fees ?? 0 }, taken, quantities);
  const number = `${order.number}-${order.invoices.length + 1}`;
  const made = { id: newId(), number, invoiced_on: today, ...parts, paid_on: null, reversed_on: null };
  return {
    ...order,
    invoices: [...order.invoices, made],
    lines: order.lines.map((line, i) => ({ ...line, invoiced: line.invoiced + quantities[i]! })),
  };
}

/** SO-3: settles the invoices. What was shipped since the last one is invoiced first, so that nothing stays unpaid. */
function paid(order: Order, at: At): Order {
  const all = order.lines.some((line) => line.shipped > line.invoiced) ? invoiced(order, at) : order;
  const settle = (each: Invoice): Invoice =>
    each.paid_on === null && each.reversed_on === null ? { ...each, paid_on: at.today } : each;
  return { ...all, invoices: all.invoices.map(settle) };
}

function complete(order: Order): Order {
  const fulfillment_status = fulfillmentOf(order.lines);
  if (fulfillment_status !== "fulfilled") throw notFulfilled({ fulfillment_status });
  return order;
}

/** SO-3: first returns shipped goods; reverses unpaid invoices. */
function rejected(order: Order, { today }: At): Order {
  const out = totalShipped(order);
  if (out > 0) throw goodsOut({ shipped: out });
  if (order.invoices.some(({ paid_on }) => paid_on !== null))
    throw fail("locked", "This order has been paid: it can no longer be rejected.");
  return {
    ...order,
    invoices: order.invoices.map((each) => ({ ...each, reversed_on: each.reversed_on ?? today })),
    lines: order.lines.map((line) => ({ ...line, allocated: 0, invoiced: 0 })),
  };
}
