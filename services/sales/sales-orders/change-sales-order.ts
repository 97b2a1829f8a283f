import { fail, invalidField } from "../../../shared/errors.ts";
import { refusedTransition } from "../../../shared/machine.ts";
import { realChanges } from "../../../shared/service/differences.ts";
import { flow } from "../../../shared/service/operation.ts";
import * as declared from "./declarations.ts";
import { priceFixed } from "./errors.ts";
import { type At, isInvoiced, moved, type Order, outstandingOf, shipped, totalShipped } from "./order.ts";
import { orderMachine } from "./rules/status.ts";
import { loadOrder, workOn } from "./work-on-order.ts";

/**
 * A named status requests a transition, carried out in the same write (ORD-2). A client that sends back the whole order
 * requests only what differs from it.
 */
export const changeSalesOrder = flow(declared.changeSalesOrder, async (context, { id, ...given }) => {
  const { status, fulfillment_status, ...changes } = given;
  const before = await loadOrder(context.reader, id);
  return workOn(context, declared.changeSalesOrder.name, before, (order, at) => {
    // First the changes: the transition uses the new site and costs.
    const changed = withChanges(order, changes);
    const there = status ? moved(changed, status, at) : changed;
    const ships = fulfillment_status && fulfillment_status !== order.fulfillment_status;
    return {
      ...(ships ? fulfilled(there, fulfillment_status, at) : there),
      ...datesOf(realChanges(order, changes)),
    };
  });
});

type Changes = Partial<Order>;

const terms = ["broker_id", "broker_fee_ppm", "broker_fees"] as const;
const costs = ["fulfillment_costs", "freight_costs", "promo_costs", "other_costs"] as const;

function withChanges(order: Order, { order_date, ...given }: Changes): Order {
  const differs = (name: keyof typeof given & string) =>
    given[name] !== undefined && given[name] !== order[name];
  const priced = [...terms, ...costs, "business_customer_id" as const].find(differs);
  if (isInvoiced(order) && priced) throw priceFixed({}, [{ pointer: `/${priced}` }]);
  if (differs("fulfillment_location_id") && totalShipped(order) > 0)
    throw fail("locked", "Goods of this order have been shipped: its site can no longer change.");
  return {
    ...order,
    ...given,
    broker_fees_source: feesSource(order, given),
    broker_fees: given.broker_fees ?? order.broker_fees,
    order_date: order_date ?? order.order_date,
  };
}

/** BRK-1: a given percentage recomputes the fee; a given fee makes it manual. Both unchanged together decide nothing. */
function feesSource(order: Order, { broker_fees, broker_fee_ppm }: Changes): Order["broker_fees_source"] {
  const hasFee = broker_fees !== undefined && broker_fees !== null;
  const hasPercent = broker_fee_ppm !== undefined;
  if (hasFee && (!hasPercent || broker_fees !== order.broker_fees)) return "manual";
  const isSame = hasFee && broker_fee_ppm === order.broker_fee_ppm;
  return hasPercent && !isSame ? "computed" : order.broker_fees_source;
}

/** Date stamps are notes for people: the caller's values take precedence over the transition's stamps. */
const datesOf = (given: Changes) =>
  Object.fromEntries(Object.entries(given).filter(([name]) => /_at$/.test(name)));

/** SO-1: `fulfilled` ships the outstanding quantities; `partial` does not say which. */
function fulfilled(order: Order, to: Order["fulfillment_status"], at: At): Order {
  if (order.historical) return { ...order, fulfillment_status: to };
  if (to === "pending") throw invalidFulfillment();
  if (to === "partial")
    throw fail("unprocessable", "'partial' does not say what is shipped: ship lines instead.", {
      errors: [
        {
          pointer: "/fulfillment_status",
          code: "unprocessable",
          message: "'partial' does not say what is shipped: ship lines instead.",
        },
      ],
    });
  if (orderMachine.isFinal(order.status))
    throw refusedTransition("sales order", orderMachine.refuse(order.status, "shipped"));
  const entered = order.status === "received" ? moved(order, "entered", at) : order;
  return shipped(entered, entered.lines.map(outstandingOf));
}

const invalidFulfillment = () =>
  fail("invalid_transition", "Goods of this order have been shipped: it is no longer pending.", {
    errors: [
      invalidField("/fulfillment_status", "shipped", "Goods of this order have been shipped.").data
        .errors![0]!,
    ],
  });
