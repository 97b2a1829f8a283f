/** Computes the suggested price from a level (18.3–18.5). Minor units; factors and the spread in ppm. */
import { PPM, rnd } from "../../../shared/money.ts";
import { ladderStep, type PriceLadder } from "../prices/price-ladder.rules.ts";
import { ageOn, type Comparable } from "./price-comparables.rules.ts";
import { type Attributes, type Chosen, keysOf, type Level, levels } from "./price-levels.rules.ts";
import { ENOUGH, medianOf, statisticOf } from "./price-statistic.rules.ts";

/** The version of the algorithm: it changes when the same sales would give another price. */
export const METHOD_VERSION = "statistic-1";

export type Adjustment = { name: "condition" | "demand" | "attractiveness"; factor: number };

/** Items of the level that have been on the floor for longer than this are slow (18.3). */
export const SLOW_DAYS = 30;
const YEAR_DAYS = 365;
const MAX_SHOWN = 20;

const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));

/** 18.3: the price ratio of this condition to the category; 1 if either side has too few sales. */
export function conditionFactor(
  condition: string | null,
  category: readonly Comparable[],
  as_of: string,
): number {
  const own = statisticOf(
    category.filter((row) => row.condition === condition),
    as_of,
  );
  const all = statisticOf(category, as_of);
  if (!condition || !own || !all || own.n_eff < ENOUGH || all.n_eff < ENOUGH) return PPM;
  return clamp(rnd(BigInt(own.mid) * BigInt(PPM), all.mid), 750_000, 1_250_000);
}

/** 18.3: str30, the share of the year's pieces that went within 30 days; 1 below eight pieces. */
export function demandFactor(rows: readonly Comparable[], slow_active: number, as_of: string): number {
  const year = rows.filter(({ sold_on }) => {
    const age = ageOn(as_of, sold_on);
    return age !== null && age <= YEAR_DAYS;
  });
  const fast = year.filter(({ days_on_shelf }) => days_on_shelf <= SLOW_DAYS).length;
  const all = year.length + slow_active;
  if (all < 8) return PPM;
  if (4 * fast < all) return 950_000;
  return 4 * fast > 3 * all ? 1_050_000 : PPM;
}

/** 18.3: two percent for each point above or below five. */
export const attractivenessFactor = (points: number | null): number =>
  points === null ? PPM : PPM + 20_000 * (points - 5);

/** 18.3: the product of the factors, within 0.80…1.20. */
export function combined(adjustments: readonly Adjustment[]): number {
  const product = adjustments.reduce((all, { factor }) => (all * BigInt(factor)) / BigInt(PPM), BigInt(PPM));
  return clamp(Number(product), 800_000, 1_200_000);
}

/** 18.4. `spread` is (high − low)/mid in ppm. */
export function confidenceOf(found: { level: Level; n_eff: number; spread: number; good: boolean }) {
  const { n_eff, spread, good } = found;
  const depth = levels.indexOf(found.level) + 1;
  if (!good) return "low";
  if (depth <= 2 && n_eff >= 12 && spread <= PPM / 2) return "high";
  return depth <= 4 && n_eff >= ENOUGH && spread <= PPM ? "medium" : "low";
}

const newestFirst = (a: Comparable, b: Comparable) =>
  a.sold_on === b.sold_on ? (a.id < b.id ? 1 : -1) : a.sold_on < b.sold_on ? 1 : -1;

type Grounds = {
  piece: Attributes;
  chosen: Chosen;
  /** Sales of the piece's category, whatever their condition. */
  category: readonly Comparable[];
  /** Unsold items of the level that are slow. */
  slow_active: number;
  as_of: string;
  ladder: PriceLadder;
};

export type Suggestion = ReturnType<typeof suggestionOf>;

/** 18.3–18.5: the price with all intermediate values. The same input gives the same output. */
export function suggestionOf({ piece, chosen, category, slow_active, as_of, ladder }: Grounds) {
  const { level, statistic } = chosen;
  const { kept, n, n_eff, low, mid, high } = statistic;
  const heeded = keysOf(level).includes("condition");
  const all: Adjustment[] = [
    { name: "condition", factor: heeded ? PPM : conditionFactor(piece.condition, category, as_of) },
    { name: "demand", factor: demandFactor(chosen.rows, slow_active, as_of) },
    { name: "attractiveness", factor: attractivenessFactor(piece.attractiveness) },
  ];
  const adjustments = all.filter(({ factor }) => factor !== PPM);
  const spread = rnd(BigInt(high - low) * BigInt(PPM), mid);
  const dates = kept.map(({ sold_on }) => sold_on).sort();
  return {
    price: ladderStep((mid * combined(adjustments)) / PPM, ladder),
    low,
    mid,
    high,
    confidence: confidenceOf({ level, n_eff, spread, good: chosen.good }),
    level,
    n,
    n_eff: Math.round(n_eff * 100) / 100,
    spread,
    oldest_sale: dates[0]!,
    newest_sale: dates.at(-1)!,
    median_days_on_shelf: medianOf(kept.map(({ days_on_shelf }) => days_on_shelf)),
    comparable_ids: [...kept]
      .sort(newestFirst)
      .slice(0, MAX_SHOWN)
      .map(({ id }) => id),
    adjustments,
    method_version: METHOD_VERSION,
  } as const;
}
