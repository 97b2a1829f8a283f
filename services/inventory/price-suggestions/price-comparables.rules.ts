/** Prices of sold lines for suggestions (18.1). Prices in minor units, per unit, in the terms of the tag. */
import { daysBetween } from "../../../shared/dates.ts";
import type { conditions } from "../items/item.ts";

/** Older sales do not count. */
export const MAX_AGE_DAYS = 730;

/** One sold line, as input of a suggestion. */
export type Comparable = {
  id: string;
  price: number;
  /** Business date. */
  sold_on: string;
  days_on_shelf: number;
  brand_id: string | null;
  category_id: string | null;
  size_id: string | null;
  condition: (typeof conditions)[number] | null;
};

const HALF_LIFE_DAYS = 180;
const BITS = 20;

/**
 * The whole number nearest to 2^20 · 2^(−age/180), found without a float: w is the greatest for which w − ½ is not above
 * it, which is (2w − 1)^180 ≤ 2^(21·180 − age).
 */
function halved(age_days: number): number {
  const limit = 1n << BigInt((BITS + 1) * HALF_LIFE_DAYS - age_days);
  const fits = (w: number) => BigInt(2 * w - 1) ** BigInt(HALF_LIFE_DAYS) <= limit;
  let w = Math.round(2 ** (BITS - age_days / HALF_LIFE_DAYS));
  while (!fits(w)) w -= 1;
  while (fits(w + 1)) w += 1;
  return Math.max(1, w);
}

const weights = new Map<number, number>();

/** 18.1: the weight of a sale `age_days` ago, half as much after 180 days; the same whole number on every machine. */
export function weightOf(age_days: number): number {
  const known = weights.get(age_days);
  if (known !== undefined) return known;
  const made = halved(age_days);
  weights.set(age_days, made);
  return made;
}

/** Days between a sale and the day of the suggestion, or null when the sale does not count on that day. */
export function ageOn(as_of: string, sold_on: string): number | null {
  const age = daysBetween(sold_on, as_of);
  return age >= 0 && age <= MAX_AGE_DAYS ? age : null;
}
