/** When something that failed is tried again. Pure. */

const JITTER = 0.1;

/**
 * The time of attempt number `made + 1` after one at `now`, by the pause before each attempt in milliseconds; null after the
 * last. Each pause varies by a tenth; `random` is 0…1.
 */
export const backoff =
  (delays_ms: readonly number[]) =>
  (made: number, now: number, random: number): number | null => {
    const delay = delays_ms[made];
    return delay === undefined ? null : now + Math.round(delay * (1 - JITTER + 2 * JITTER * random));
  };
