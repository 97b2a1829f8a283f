import { nowInstant } from "../../../shared/clock.ts";
import { invalidField } from "../../../shared/errors.ts";
import type { Received } from "../../../shared/fields/index.ts";
import { newId } from "../../../shared/ids.ts";
import { inState } from "../../../shared/resource/order-table.ts";
import { padded } from "../../../shared/service/numbers.ts";
import { type FlowContext, flow } from "../../../shared/service/operation.ts";
import { businessCustomer } from "../../accounts/public.ts";
import * as declared from "./declarations.ts";
import { newLines } from "./new-lines.ts";
import { type At, atOf, moved, type Order, withFigures } from "./order.ts";
import { type OrderStatus, openingStatuses } from "./rules/status.ts";
import { salesOrder } from "./sales-order.ts";
import { carryOutNew } from "./work-on-order.ts";

type Input = Received<typeof declared.createSalesOrder.input>;

export const createSalesOrder = flow(declared.createSalesOrder, (context, input) =>
  createOrder(context, input, newId()),
);

/** A row of an import: the same one again is the order that is there (BLK-2). */
export const createSalesOrderAs = flow(declared.createSalesOrderAs, async (context, { id, ...input }) => {
  const there = await context.reader.get(salesOrder, id);
  return there ?? createOrder(context, input, id);
});

async function createOrder(context: FlowContext, input: Input, id: string) {
  refuseLate(input);
  const at = atOf(context.meta, nowInstant());
  const order = await draftOf(context, input, { at, id });
  const { status, historical } = input;
  const after = historical || status === "received" ? order : moved(order, status, at);
  return carryOutNew(context, declared.createSalesOrder.name, {
    before: null,
    after: withFigures(after),
    at,
  });
}

/** PO-1, SO-1: late states belong to orders that are taken over. */
function refuseLate({ historical, status, fulfillment_status }: Input): void {
  if (historical) return;
  if (!(openingStatuses as readonly OrderStatus[]).includes(status))
    throw invalidField(
      "/status",
      "not_opening",
      `A new order is ${openingStatuses.join(" or ")}; any other status needs historical: true.`,
    );
  if (fulfillment_status !== "pending")
    throw invalidField(
      "/fulfillment_status",
      "not_opening",
      "A new order is pending; any other fulfillment status needs historical: true.",
    );
}

async function draftOf(
  context: FlowContext,
  input: Input,
  { at, id }: { at: At; id: string },
): Promise<Order> {
  const { reader, meta } = context;
  const { lines: given, status, ...rest } = input;
  const begins = input.historical ? status : "received";
  const draft = {
    ...emptyOf(rest),
    ...(await brokerOf(context, input)),
    ...{ id, number: await numberFor(context), status: begins, history: [] },
    ...{ order_date: input.order_date ?? at.today, currency: meta.org.currency },
    lines: await newLines(reader, input.business_customer_id, given),
  };
  return inState(draft, begins, at);
}

/** Before the order is there: what its stock entries refer to. Gaps are allowed (ID-2). */
const numberFor = ({ transact, meta }: FlowContext): Promise<string> =>
  transact(
    meta,
    { action: declared.createSalesOrder.name },
    async (tx) => `SO-${padded(await tx.number("sales_order"))}`,
  );

/** What nobody named is null. */
const emptyOf = <T extends object>(given: T) => ({
  ...{ fulfillment_location_id: null, must_arrive_by: null, notes: null, accounting_ref: null },
  ...{ received_at: null, entered_at: null, shipped_at: null, invoiced_at: null, paid_at: null },
  ...{ rejected_at: null, in_dispute_at: null, completed_at: null },
  ...{ invoices: [], subtotal: 0, net_revenue: 0, cost_of_goods: 0, margin: 0, deleted_at: null },
  ...given,
});

/** 9.9: broker and percentage are the customer's unless the order names its own; null is none. */
async function brokerOf({ call }: FlowContext, input: Input) {
  const { broker_id, broker_fee_ppm, broker_fees } = input;
  const customer =
    broker_id === undefined || broker_fee_ppm === undefined
      ? await call(businessCustomer.actions.get, { id: input.business_customer_id })
      : null;
  return {
    broker_id: broker_id === undefined ? (customer?.broker_id ?? null) : broker_id,
    broker_fee_ppm: broker_fee_ppm === undefined ? (customer?.broker_fee_ppm ?? null) : broker_fee_ppm,
    broker_fees: broker_fees ?? 0,
    broker_fees_source: broker_fees === undefined || broker_fees === null ? "computed" : "manual",
  } as const;
}
