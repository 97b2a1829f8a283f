/** The pauses between attempts at work that failed. Pure functions. */

const JITTER = 0.1;

/**
 * The time of attempt number `made + 1` after an attempt at `now`; null after the last attempt. `delays_ms`
 * lists the pause before each attempt in milliseconds. Each pause varies by a tenth; `random` is 0…1.
 */
export const backoff =
  (delays_ms: readonly number[]) =>
  (made: number, now: number, random: number): number | null => {
    const delay = delays_ms[made];
    return delay === undefined ? null : now + Math.round(delay * (1 - JITTER + 2 * JITTER * random));
  };
