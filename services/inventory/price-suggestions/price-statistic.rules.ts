/** The statistic of a level of comparables (18.2): fence, effective number, weighted quantiles. All in whole numbers. */
import { rnd } from "../../../shared/money.ts";
import { ageOn, type Comparable, weightOf } from "./price-comparables.rules.ts";

/** With at least this many sales, outliers are left out. */
const FENCED_FROM = 8;
/** A level is good enough with this many sales in effect. */
export const ENOUGH = 5;

export type Statistic = {
  /** Sales within the fence. */
  kept: Comparable[];
  n: number;
  /** (Σw)²/Σw²: how many equally fresh sales they are worth. */
  n_eff: number;
  low: number;
  mid: number;
  high: number;
};

const ascending = (a: number, b: number) => a - b;

/** Four times the linearly interpolated quartile, which is whole. */
function quartile4(sorted: readonly number[], quarter: 1 | 3): number {
  const position = (sorted.length - 1) * quarter;
  const below = sorted[Math.floor(position / 4)]!;
  const above = sorted[Math.min(Math.floor(position / 4) + 1, sorted.length - 1)]!;
  return 4 * below + (above - below) * (position % 4);
}

/** 18.2 step 1: the least and the greatest price that stay, Q1 − 1.5·IQR and Q3 + 1.5·IQR; null below eight prices. */
export function fenceOf(prices: readonly number[]): { from: number; to: number } | null {
  if (prices.length < FENCED_FROM) return null;
  const sorted = [...prices].sort(ascending);
  const [q1, q3] = [quartile4(sorted, 1), quartile4(sorted, 3)];
  return { from: (2 * q1 - 3 * (q3 - q1)) / 8, to: (2 * q3 + 3 * (q3 - q1)) / 8 };
}

/** 18.2 step 2. */
export function effectiveNumber(weights: readonly number[]): number {
  const [total, squares] = weights.reduce(([t, s], w) => [t + w, s + w * w], [0, 0] as [number, number]);
  return squares === 0 ? 0 : (total * total) / squares;
}

export type Weighted = { price: number; weight: number };

/** 18.2 step 3: the smallest price whose cumulated weight reaches `quarter`/4 of all; prices ascending. */
export function weightedQuantile(sorted: readonly Weighted[], quarter: 1 | 2 | 3): number {
  const total = sorted.reduce((all, { weight }) => all + weight, 0);
  let reached = 0;
  for (const { price, weight } of sorted) {
    reached += weight;
    if (4 * reached >= quarter * total) return price;
  }
  throw new RangeError("a quantile needs at least one price");
}

/** 18.2: the statistic of these sales on a day; null when none of them counts on it. */
export function statisticOf(rows: readonly Comparable[], as_of: string): Statistic | null {
  const counted = rows.flatMap((row) => {
    const age = ageOn(as_of, row.sold_on);
    return age === null ? [] : [{ row, price: row.price, weight: weightOf(age) }];
  });
  const fence = fenceOf(counted.map(({ price }) => price));
  const weighted = counted
    .filter(({ price }) => !fence || (price >= fence.from && price <= fence.to))
    .sort((a, b) => a.price - b.price);
  if (weighted.length === 0) return null;
  return {
    kept: weighted.map(({ row }) => row),
    n: weighted.length,
    n_eff: effectiveNumber(weighted.map(({ weight }) => weight)),
    low: weightedQuantile(weighted, 1),
    mid: weightedQuantile(weighted, 2),
    high: weightedQuantile(weighted, 3),
  };
}

/** The median; 0 for an empty list. */
export function medianOf(values: readonly number[]): number {
  if (values.length === 0) return 0;
  const sorted = [...values].sort(ascending);
  const half = Math.floor(sorted.length / 2);
  return sorted.length % 2 ? sorted[half]! : rnd(sorted[half - 1]! + sorted[half]!, 2);
}
