/** The levels from the closest comparables to the widest (18.2): the sales of each level, and the choice of a level. */
import type { conditions } from "../items/item.ts";
import { ageOn, type Comparable } from "./price-comparables.rules.ts";
import { ENOUGH, type Statistic, statisticOf } from "./price-statistic.rules.ts";

export type Attributes = {
  category_id: string | null;
  brand_id: string | null;
  size_id: string | null;
  condition: (typeof conditions)[number] | null;
  /** 1…10. */
  attractiveness: number | null;
};

export const levels = ["L1", "L2", "L3", "L4", "L5", "L6", "L7"] as const;
export type Level = (typeof levels)[number];

type Key = "brand_id" | "category_id" | "size_id" | "condition";

/** Attributes that the sales of a level share with the piece. The caller provides L6 and L7. */
const shared: readonly [Level, readonly Key[]][] = [
  ["L1", ["brand_id", "category_id", "size_id", "condition"]],
  ["L2", ["brand_id", "category_id", "condition"]],
  ["L3", ["brand_id", "category_id"]],
  ["L4", ["category_id", "condition"]],
  ["L5", ["category_id"]],
];

/** The attributes of a level's items; for L6 and L7 none of the piece's own. */
export const keysOf = (level: Level): readonly Key[] => shared.find(([name]) => name === level)?.[1] ?? [];

export type Candidate = { level: Level; rows: readonly Comparable[] };
export type Chosen = { level: Level; rows: readonly Comparable[]; statistic: Statistic; good: boolean };

/** L1–L5 out of sales of the piece's category; a level whose attribute the piece lacks is skipped. */
export function nearLevels(piece: Attributes, rows: readonly Comparable[]): Candidate[] {
  return shared
    .filter(([, keys]) => keys.every((key) => piece[key] !== null))
    .map(([level, keys]) => ({
      level,
      rows: rows.filter((row) => keys.every((key) => row[key] === piece[key])),
    }));
}

const counted = ({ rows }: Candidate, as_of: string) =>
  rows.filter(({ sold_on }) => ageOn(as_of, sold_on) !== null);

/** 18.2: the first level with enough sales in effect. */
export function firstGood(candidates: readonly Candidate[], as_of: string): Chosen | null {
  for (const candidate of candidates) {
    const rows = counted(candidate, as_of);
    const statistic = statisticOf(rows, as_of);
    if (statistic && statistic.n_eff >= ENOUGH)
      return { level: candidate.level, rows, statistic, good: true };
  }
  return null;
}

/** 18.2: where no level is good enough, the one of L1–L5 with most sales in effect, if there are two; ties to the closer. */
export function bestOfFew(candidates: readonly Candidate[], as_of: string): Chosen | null {
  let best: Chosen | null = null;
  for (const candidate of candidates.filter(({ level }) => keysOf(level).length > 0)) {
    const rows = counted(candidate, as_of);
    const statistic = statisticOf(rows, as_of);
    if (!statistic || statistic.n < 2) continue;
    if (!best || statistic.n_eff > best.statistic.n_eff)
      best = { level: candidate.level, rows, statistic, good: false };
  }
  return best;
}

/** How many sales the widest of these levels has on the day. */
export const mostOf = (candidates: readonly Candidate[], as_of: string): number =>
  Math.max(0, ...candidates.map((each) => counted(each, as_of).length));
