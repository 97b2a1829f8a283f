/** The bounds of counters (STK-2, LNK-3), as a test of a level and as the condition of the deciding write. */
import { emptyLevel, type Level } from "./effects.ts";

/** Additions to the counters of a level. */
export type LevelChange = Partial<Level>;

type Weights = Partial<Record<keyof Level, 1 | -1>>;

/** A sum of counters that stays at 0 or above. `stock`: may go below 0 where negative stock is allowed. */
type Bound = { name: string; weights: Weights; stock?: true };

const bounds: readonly Bound[] = [
  { name: "on_hand", weights: { on_hand: 1 }, stock: true },
  { name: "available", weights: { on_hand: 1, allocated: -1, reserved: -1 }, stock: true },
  { name: "on_order", weights: { on_order: 1 } },
  { name: "in_transit", weights: { in_transit: 1 } },
  { name: "allocated", weights: { allocated: 1 } },
  { name: "demand", weights: { demand: 1, allocated: -1 } },
];

const weighed = (weights: Weights, values: Partial<Level>): number =>
  Object.entries(weights).reduce(
    (total, [name, weight]) => total + weight * (values[name as keyof Level] ?? 0),
    0,
  );

/** The bounds that a change approaches: a level already below a bound may rise. */
const concerned = (change: LevelChange, mayBeNegative: boolean): Bound[] =>
  bounds.filter(({ weights, stock }) => weighed(weights, change) < 0 && !(stock && mayBeNegative));

/** The first bound that a change would violate, or null. */
export const brokenBound = (level: Level, change: LevelChange, mayBeNegative: boolean): string | null =>
  concerned(change, mayBeNegative).find(
    ({ weights }) => weighed(weights, level) + weighed(weights, change) < 0,
  )?.name ?? null;

const names = Object.keys(emptyLevel) as (keyof Level)[];

const grown = (change: LevelChange): { name: keyof Level; by: number }[] =>
  names.flatMap((name) => ((change[name] ?? 0) > 0 ? [{ name, by: change[name] ?? 0 }] : []));

/** Whether a counter would exceed the exactly stored integers. */
export const isTooMuch = (level: Level, change: LevelChange): boolean =>
  grown(change).some(({ name, by }) => level[name] + by > Number.MAX_SAFE_INTEGER);

/** Both tests as a MongoDB condition on the stored level. */
export function boundsCondition(change: LevelChange, mayBeNegative: boolean): Record<string, unknown> {
  const above = concerned(change, mayBeNegative).map(({ weights }) => ({
    $gte: [
      { $add: Object.entries(weights).map(([name, weight]) => ({ $multiply: [`$${name}`, weight] })) },
      -weighed(weights, change),
    ],
  }));
  const below = grown(change).map(({ name, by }) => ({
    $lte: [`$${name}`, Number.MAX_SAFE_INTEGER - by],
  }));
  return { $expr: { $and: [...above, ...below] } };
}
