/** Numbers that look like chance and are the same in every run. */
export type Chance = {
  /** A whole number from `low` to `high`. */
  whole(low: number, high: number): number;
  one<T>(of: readonly T[]): T;
  /** True so often of 100 times. */
  percent(often: number): boolean;
};

/** The generator "mulberry32" (public domain). */
export function chanceOf(seed: number): Chance {
  let state = seed;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const whole = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));
  return {
    whole,
    one: (of) => of[whole(0, of.length - 1)]!,
    percent: (often) => next() * 100 < often,
  };
}
