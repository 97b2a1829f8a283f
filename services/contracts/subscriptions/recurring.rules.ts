/** Recurring revenue of subscriptions, and the cost of a price change. Amounts in minor units. */
import { daysBetween } from "../../../shared/dates.ts";
import { rnd } from "../../../shared/money.ts";
import type { Cycle } from "./periods.rules.ts";

/** Invoices of a year. */
const perYear: Readonly<Record<Cycle, number>> = { weekly: 52, monthly: 12, quarterly: 4, yearly: 1 };

/** SUB-7: a year is a whole number of invoices, so that only the month is rounded, and once. */
export function recurring(prices: readonly { cycle: Cycle; price: number }[]): { mrr: number; arr: number } {
  const year = prices.reduce((sum, { cycle, price }) => sum + BigInt(price) * BigInt(perYear[cycle]), 0n);
  return { mrr: rnd(year, 12), arr: rnd(year, 1) };
}

type Change = { from: number; to: number; today: string; period: readonly [start: string, end: string] };

/** SUB-6: what the next invoice bears for the whole days that are left of the period. */
export function proration({ from, to, today, period: [start, end] }: Change): number {
  const length = daysBetween(start, end);
  const remaining = Math.min(length, Math.max(0, daysBetween(today, end)));
  return share(to, remaining, length) - share(from, remaining, length);
}

const share = (price: number, remaining: number, length: number): number =>
  rnd(BigInt(price) * BigInt(remaining), length);
