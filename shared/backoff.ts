/** The pauses between attempts at work that failed. Pure functions. */

const JITTER = 0.1;
const LONGEST_ASKED_MS = 3_600_000;

/** Seconds or a date (RFC 9110, 10.2.3) as an instant; null when it is neither. */
function readRetryAfter(text: string, now: number): number | null {
  if (/^\d{1,9}$/.test(text.trim())) return now + Number(text) * 1000;
  const date = Date.parse(text);
  return Number.isNaN(date) ? null : date;
}

/** The end of the pause that an answer asks for by `Retry-After`, at most an hour; null without one. */
export function askedPause(retry_after: string | null, now: number): number | null {
  const asked = retry_after === null ? null : readRetryAfter(retry_after, now);
  return asked !== null && asked > now ? Math.min(asked, now + LONGEST_ASKED_MS) : null;
}

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
