/** Prices as shops write them (18.5): the ladder of steps to which a suggested price is rounded. */

/** Prices below `up_to` are multiples of `step`; both in minor units. */
export type LadderStep = { up_to: number; step: number };

/** 18.5: below 10.00 by 0.50, below 50.00 by 1.00, below 200.00 by 5.00, else by 10.00. */
export const defaultLadder: LadderStep[] = [
  { up_to: 1000, step: 50 },
  { up_to: 5000, step: 100 },
  { up_to: 20_000, step: 500 },
  { up_to: Number.MAX_SAFE_INTEGER, step: 1000 },
];

/**
 * 18.5: the nearest multiple of the step, halves up, at least one step. The first row above the price decides, the last
 * one for what lies beyond all of them. Minor units.
 */
export function ladderStep(price: number, ladder: LadderStep[]): number {
  const row = ladder.find(({ up_to }) => price < up_to) ?? ladder.at(-1);
  if (!row || row.step <= 0) throw new RangeError("a price ladder needs steps above 0");
  return Math.max(1, Math.floor(price / row.step + 0.5)) * row.step;
}
