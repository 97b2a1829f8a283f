/**
 * Lines of a purchase order: their value, their landed cost and their open quantity (LND-1…3, RCV-1).
 * Quantities in millionths.
 */
import { addUp, valueAt } from "../../../../shared/micro.ts";
import { allocate, apportion, mulRate, sum } from "../../../../shared/money.ts";
import type { Stockable } from "../../costing/rules/stockable.ts";

export type PurchaseLine = Stockable & {
  id: string;
  quantity: number;
  /** Millionths of the major unit. */
  unit_cost: number;
  /** Quantity times unit cost, rounded to minor units once. */
  value: number;
  /** With its share of the extra costs, for `landed_quantity`; fixed by the order's first receipt (LND-3). */
  landed_value: number | null;
  landed_quantity: number | null;
  received: number;
  billed: number;
};

export type ExtraCosts = { shipping_costs: number; setup_costs: number; other_costs: number };

export const extraOf = ({ shipping_costs, setup_costs, other_costs }: ExtraCosts): number =>
  sum([shipping_costs, setup_costs, other_costs]);

/** What bills may ask beside the goods: with the costs that arrived after them (LND-3). */
export const billableExtraOf = (order: ExtraCosts & { late_costs: number }): number =>
  sum([extraOf(order), order.late_costs]);

type Ordered = Stockable & Pick<PurchaseLine, "id" | "quantity" | "unit_cost">;

export const orderedLine = (ordered: Ordered, currency: string): PurchaseLine => ({
  ...ordered,
  value: valueAt(ordered.quantity, ordered.unit_cost, currency),
  ...{ landed_value: null, landed_quantity: null, received: 0, billed: 0 },
});

/** LND-1: each line's share of the extra costs; by quantity if no line has a value. */
export function extraShares(
  extra: number,
  lines: readonly Pick<PurchaseLine, "value" | "quantity">[],
): number[] {
  const values = lines.map(({ value }) => value);
  const weights = values.some((value) => value > 0) ? values : lines.map(({ quantity }) => quantity);
  return allocate(extra, weights);
}

export const isLanded = (lines: readonly PurchaseLine[]): boolean =>
  lines.some(({ landed_value }) => landed_value !== null);

/** LND-3: the first receipt fixes the cost of goods. A line added later has no share of extra costs. */
export function landed(lines: readonly PurchaseLine[], extra: number): PurchaseLine[] {
  const shares = isLanded(lines) ? lines.map(() => 0) : extraShares(extra, lines);
  return lines.map((line, i) =>
    line.landed_value === null
      ? { ...line, landed_value: line.value + shares[i]!, landed_quantity: line.quantity }
      : line,
  );
}

/** Without any receipt left, costs can change again. */
export const unlanded = (lines: readonly PurchaseLine[]): PurchaseLine[] =>
  lines.every(({ received }) => received === 0)
    ? lines.map((line) => ({ ...line, landed_value: null, landed_quantity: null }))
    : [...lines];

export type Arrival = { value: number; relieved: number; after: PurchaseLine };

/**
 * LND-2, MON-7: the value of an arriving quantity, also beyond the ordered one, and the quantity by which it
 * relieves the order. The line must be landed.
 */
export function arrive(line: PurchaseLine, quantity: number): Arrival {
  const { landed_value, landed_quantity, received } = line;
  if (landed_value === null || landed_quantity === null) throw new TypeError("The line is not landed.");
  const after = addUp(received, quantity);
  return {
    value: apportion(landed_value, received, after, landed_quantity),
    relieved: Math.min(quantity, openOf(line)),
    after: { ...line, received: after },
  };
}

/** The quantity still to arrive. */
export const openOf = ({ quantity, received }: Pick<PurchaseLine, "quantity" | "received">): number =>
  Math.max(0, quantity - received);

/** RCV-1: the most that may arrive for a line in total. */
export const mostReceived = (quantity: number, over_receipt_ppm: number): number =>
  quantity + mulRate(quantity, over_receipt_ppm);

/** The value of billed goods at the order's cost, without extra costs (MON-7). */
export const billedValue = (line: PurchaseLine, to: number): number =>
  apportion(line.value, line.billed, to, line.quantity);

/** 4.6: the status that receipts give an order; `before` is its status without receipts. */
export function receiptStatus<S extends string>(
  lines: readonly PurchaseLine[],
  before: S,
): S | "partial" | "received" {
  if (lines.every((line) => line.received === 0)) return before;
  return lines.every((line) => line.received >= line.quantity) ? "received" : "partial";
}
