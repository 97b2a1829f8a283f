/** The value and costs of a sales order (9.9), the part that an invoice takes (SO-3), and by what it is listed. Minor units. */
import { apportion, exponentOf, mulRate, sum, times } from "../../../../shared/money.ts";
import { type FulfillmentStatus, type OrderStatus, statusWord } from "./status.ts";

export type PricedLine = {
  quantity: number;
  unit_price: number;
  shipped: number;
  invoiced: number;
  cost: number;
};

export type Costs = {
  fulfillment_costs: number;
  freight_costs: number;
  promo_costs: number;
  other_costs: number;
};

export type BrokerTerms = {
  broker_id: string | null;
  broker_fee_ppm: number | null;
  broker_fees: number;
  broker_fees_source: "manual" | "computed";
};

export const subtotalOf = (lines: readonly Pick<PricedLine, "quantity" | "unit_price">[]): number =>
  sum(lines.map(({ quantity, unit_price }) => times(unit_price, quantity)));

export const costsOf = (costs: Costs): number =>
  sum([costs.fulfillment_costs, costs.freight_costs, costs.promo_costs, costs.other_costs]);

/** BRK-1: a percentage applies while a broker is named; a manual fee stays. */
export function brokerFeesOf(
  { broker_id, broker_fee_ppm, broker_fees, broker_fees_source }: BrokerTerms,
  subtotal: number,
): number {
  if (broker_fees_source === "manual") return broker_fees;
  return broker_id && broker_fee_ppm ? mulRate(subtotal, broker_fee_ppm) : 0;
}

export type Figures = { subtotal: number; net_revenue: number; cost_of_goods: number; margin: number };

/** 9.9: the margin is net revenue less the cost of the shipped goods. */
export function figuresOf(order: Costs & { lines: readonly PricedLine[]; broker_fees: number }): Figures {
  const subtotal = subtotalOf(order.lines);
  const net_revenue = subtotal - order.broker_fees - costsOf(order);
  const cost_of_goods = sum(order.lines.map(({ cost }) => cost));
  return { subtotal, net_revenue, cost_of_goods, margin: net_revenue - cost_of_goods };
}

/** The quantities of an invoice made now: shipped and not invoiced; all, if the order has shipped nothing. */
export function toInvoice(lines: readonly PricedLine[]): number[] {
  const shipped = lines.some((line) => line.shipped > 0);
  return lines.map((line) => Math.max(0, (shipped ? line.shipped : line.quantity) - line.invoiced));
}

export type InvoiceParts = { amount: number; broker_fees: number; costs: number };

/** The fields a body may set; read-only ones are left out. */
export function invoiceParts(
  order: Costs & { lines: readonly PricedLine[]; broker_fees: number },
  before: InvoiceParts,
  quantities: readonly number[],
): InvoiceParts {
  const subtotal = subtotalOf(order.lines);
  const amount = sum(order.lines.map(({ unit_price }, i) => times(unit_price, quantities[i]!)));
  const last = order.lines.every(({ quantity, invoiced }, i) => invoiced + quantities[i]! >= quantity);
  const part = (total: number, taken: number): number => {
    if (last || subtotal === 0) return total - taken;
    return apportion(total, before.amount, before.amount + amount, subtotal);
  };
  return {
    amount,
    broker_fees: part(order.broker_fees, before.broker_fees),
    costs: part(costsOf(order), before.costs),
  };
}

const MOST = 9e15;

/** Minor units as ten-thousandths of the major unit, at most what is stored. */
export const tenThousandths = (amount: number, currency: string): number =>
  Math.min(amount * 10 ** (4 - exponentOf(currency)), MOST);

type Listed = {
  status: OrderStatus;
  fulfillment_status: FulfillmentStatus;
  order_date?: string | null;
  currency: string;
  lines: readonly unknown[];
  subtotal: number;
};

/** By what it is found and sorted among the documents of customers (MRC-ONE-4, MRC-DOC-8); stored with it. */
export const listedAs = ({ status, fulfillment_status, order_date, currency, lines, subtotal }: Listed) => ({
  status_word: statusWord(status, fulfillment_status),
  line_count: lines.length,
  grand_gross: tenThousandths(subtotal, currency),
  placed_at: order_date ? `${order_date}T00:00:00.000Z` : null,
});
