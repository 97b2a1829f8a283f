/** Orders and lines from a caller's input; a line without a price gets one (ORD-3). */
import { invalidField } from "../../../shared/errors.ts";
import type { Received } from "../../../shared/fields/index.ts";
import { newId } from "../../../shared/ids.ts";
import { inState } from "../../../shared/resource/order-table.ts";
import { numberIn, padded } from "../../../shared/service/numbers.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import type { Call } from "../../../shared/service/reference.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { businessCustomer } from "../../accounts/public.ts";
import type { createSalesOrder } from "./declarations.ts";
import { type At, moved, type Order, type OrderLine, withFigures } from "./order.ts";
import { type OrderStatus, openingStatuses } from "./rules/status.ts";
import { salesOrder } from "./sales-order.ts";

export type Input = Received<typeof createSalesOrder.input>;

type GivenLine = { sku_id: string; quantity: number; unit_price?: number | null | undefined };

/** The price of each SKU in this customer's latest order, else 0; only for lines without a price. */
async function latestPrices(
  reader: Reader,
  business_customer_id: string,
  given: readonly GivenLine[],
): Promise<Map<string, number>> {
  const open = [...new Set(given.filter(({ unit_price }) => unit_price == null).map(({ sku_id }) => sku_id))];
  const found = await Promise.all(
    open.map(async (sku_id): Promise<[string, number]> => {
      const [order] = await reader.find(
        salesOrder,
        { business_customer_id, "lines.sku_id": sku_id, deleted_at: null },
        { sort: { created_at: -1, _id: -1 }, limit: 1 },
      );
      return [sku_id, order?.lines.findLast((line) => line.sku_id === sku_id)?.unit_price ?? 0];
    }),
  );
  return new Map(found);
}

export async function newLines(
  reader: Reader,
  business_customer_id: string,
  given: readonly GivenLine[],
): Promise<OrderLine[]> {
  const latest = await latestPrices(reader, business_customer_id, given);
  return given.map(({ sku_id, quantity, unit_price }) => ({
    ...{ id: newId(), sku_id, quantity, unit_price: unit_price ?? latest.get(sku_id) ?? 0 },
    ...{ allocated: 0, shipped: 0, invoiced: 0, cost: 0 },
  }));
}

const PREFIX = "SO-";

/** Gaps are allowed (ID-2). */
export const numberOf = async (tx: Tx): Promise<string> => PREFIX + padded(await tx.number(salesOrder.name));

/** Leaves a number to a customer's order; false if a sales order has it, or is about to (MRC-INV-8). */
export async function leavesNumber(tx: Tx, number: string): Promise<boolean> {
  const own = number.startsWith(PREFIX) ? numberIn(number.slice(PREFIX.length)) : null;
  return own === null ? (await tx.count(salesOrder, { number })) === 0 : tx.claimNumber(salesOrder.name, own);
}

type Own = { id: string; number: string; at: At; broker: Awaited<ReturnType<typeof brokerOf>> };

/** A new order in its status, with its figures. */
export async function newOrder(
  reader: Reader,
  input: Input,
  { id, number, at, broker }: Own,
): Promise<Order> {
  const { lines: given, status, ...rest } = input;
  const begins = input.historical ? status : "received";
  const draft = {
    ...{ ...emptyOf(rest), ...broker, id, number, status: begins, history: [] },
    ...{ order_date: input.order_date ?? at.today, currency: reader.org.currency },
    lines: await newLines(reader, input.business_customer_id, given),
  };
  const order = inState(draft, begins, at);
  return withFigures(input.historical || status === "received" ? order : moved(order, status, at));
}

/** Omitted fields become null. */
const emptyOf = <T extends object>(given: T) => ({
  ...{ fulfillment_location_id: null, must_arrive_by: null, notes: null, accounting_ref: null },
  ...{ received_at: null, entered_at: null, shipped_at: null, invoiced_at: null, paid_at: null },
  ...{ rejected_at: null, in_dispute_at: null, completed_at: null },
  ...{ invoices: [], subtotal: 0, net_revenue: 0, cost_of_goods: 0, margin: 0, deleted_at: null },
  ...{ status_word: null, line_count: 0, grand_gross: 0, placed_at: null },
  ...given,
});

/** PO-1, SO-1: only orders taken over from elsewhere may begin in late states. */
export function refuseLate({ historical, status, fulfillment_status }: Input): void {
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

/** 9.9: broker and percentage default to the customer's; an explicit null means none. */
export async function brokerOf(call: Call, input: Input) {
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
