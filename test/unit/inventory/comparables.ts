/** Sold lines for tests of suggested prices, and a shop that sells by chance from a fixed seed. */
import type { Comparable } from "../../../services/inventory/price-suggestions/price-comparables.rules.ts";
import type { Attributes } from "../../../services/inventory/price-suggestions/price-levels.rules.ts";
import { addDays } from "../../../shared/dates.ts";

export const AS_OF = "2027-06-30";

let made = 0;
/** A sale `age` days before AS_OF. */
export const soldAt = (price: number, age: number, more: Partial<Comparable> = {}): Comparable => ({
  id: `line-${String(made++).padStart(5, "0")}`,
  price,
  sold_on: addDays(AS_OF, -age),
  days_on_shelf: 10,
  brand_id: "brand",
  category_id: "coats",
  size_id: null,
  condition: null,
  ...more,
});

export const piece = (more: Partial<Attributes> = {}): Attributes => ({
  category_id: "coats",
  brand_id: "brand",
  size_id: null,
  condition: null,
  attractiveness: null,
  ...more,
});

/** Numbers in 0…1 that look random and are the same on every machine (mulberry32). */
export function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const conditions = ["like_new", "good", "fair"] as const;
const worth = { like_new: 1.2, good: 1, fair: 0.75 } as const;

/** Sales in the order of time: what a piece brings depends on category, brand and condition, drifts, and varies. */
export function seededShop(seed: number, sales: number): Comparable[] {
  const next = chance(seed);
  const pick = (length: number) => Math.floor(next() * length);
  const base = Array.from({ length: 6 }, () => 1500 + pick(8000));
  const brands = Array.from({ length: 8 }, () => 0.5 + 1.5 * next());
  return Array.from({ length: sales }, (_, i) => {
    const [category, brand, condition] = [pick(6), pick(8), conditions[pick(3)]!];
    const drift = 1 + (0.2 * i) / sales;
    const noise = 0.8 + 0.4 * next();
    const price = base[category]! * brands[brand]! * worth[condition] * drift * noise;
    return soldAt(Math.max(50, Math.round(price / 50) * 50), Math.floor((700 * (sales - i)) / sales), {
      category_id: `category-${category}`,
      brand_id: `brand-${brand}`,
      condition,
      days_on_shelf: pick(90),
    });
  });
}
