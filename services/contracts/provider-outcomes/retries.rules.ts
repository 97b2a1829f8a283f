/** When a call that was not answered is made again. Milliseconds. */

const FIRST_MS = 2000;
const LONGEST_MS = 10 * 60_000;
/** Providers keep keys for a day; afterwards the same call could move the money again. */
const KEYS_LAST_MS = 23 * 60 * 60_000;

/** Longer than any call takes; a call that comes twice is harmless. */
export const CLAIM_MS = 12_000;

/** The time of the next attempt after this many; null when the call must not be repeated. */
export function nextTry(tries: number, now: number, made: number): number | null {
  const next = now + Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(tries - 1, 20));
  return next - made > KEYS_LAST_MS ? null : next;
}
