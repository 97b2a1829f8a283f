/** When a delivery is tried again, and what an answer means for its endpoint (WHK-2, WHK-3). Pure. */

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** How long after the attempt before it each attempt follows; the last one 75:37:35 after the first. */
export const delaysMs = [
  0,
  5 * SECOND,
  30 * SECOND,
  2 * MINUTE,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
] as const;

const JITTER = 0.1;

/** While an endpoint fails its oldest delivery is tried this often beside the schedule, and none more often (WHK-3a). */
export const PROBE_MS = 5 * MINUTE;
/** Failing without one success for so long disables. */
export const DISABLE_MS = 5 * 24 * HOUR;
/** Deliveries that are pulled forward follow each other at this distance: 20 in a second. */
export const PULL_GAP_MS = 50;
export const PULLED_AT_ONCE = 20;
/** Both secrets sign for so long after a rotation. */
export const ROTATION_MS = 24 * HOUR;
/** Deliveries can be looked at and replayed for so long. */
export const KEPT_MS = 30 * 24 * HOUR;

const SLOW_MS = 10 * SECOND;
const LONGEST_PAUSE_MS = HOUR;

/** When attempt number `made + 1` follows one made at `now`; null after the last. `random` is 0…1. */
export function nextAttempt(made: number, now: number, random: number): number | null {
  const delay = delaysMs[made];
  return delay === undefined ? null : now + Math.round(delay * (1 - JITTER + 2 * JITTER * random));
}

/** What came of one attempt. */
export type Outcome = {
  status_code: number | null;
  retry_after: string | null;
};

export const succeeded = ({ status_code }: Outcome): boolean =>
  status_code !== null && status_code >= 200 && status_code < 300;

/** 410: nobody lives there any more. */
export const isGone = ({ status_code }: Outcome): boolean => status_code === 410;

const busy = new Set([429, 502, 503, 504]);

/** Seconds or a date (RFC 9110, 10.2.3) as an instant; null when it is neither. */
function readRetryAfter(text: string, now: number): number | null {
  if (/^\d{1,9}$/.test(text.trim())) return now + Number(text) * SECOND;
  const date = Date.parse(text);
  return Number.isNaN(date) ? null : date;
}

/** Until when an endpoint is left alone after this answer: what it asks for, at most an hour; null when it is not. */
export function slowUntil(outcome: Outcome, now: number): number | null {
  if (succeeded(outcome)) return null;
  const asked = outcome.retry_after === null ? null : readRetryAfter(outcome.retry_after, now);
  if (asked !== null && asked > now) return Math.min(asked, now + LONGEST_PAUSE_MS);
  return outcome.status_code !== null && busy.has(outcome.status_code) ? now + SLOW_MS : null;
}

/** Five days without one success. */
export const isDead = (failing_since: number, now: number): boolean => now - failing_since >= DISABLE_MS;

/** How a queue is pulled forward: a success spares what fails alone, a test that was asked for leaves nothing waiting. */
export const pulls = ["no", "gently", "all"] as const;
export type Pull = (typeof pulls)[number];

/** Tries so far up to which one is taken for a victim of the outage that has just ended, and comes at once. */
export const EARLY_TRIES = 4;
const EARLY_REST_MS = 5 * SECOND;

/** How long one rests after its own last attempt, so that what fails alone is not tried at every success of the others. */
export const restOf = (tries: number): number => (tries <= EARLY_TRIES ? EARLY_REST_MS : PROBE_MS);

/** When the n-th of those that are pulled forward is tried: at their distance, gently none before its rest is over. */
export function pulledTo(
  n: number,
  now: number,
  { tries, last_attempt }: { tries: number; last_attempt: number | null },
  pulling: Pull,
): number {
  const turn = now + n * PULL_GAP_MS;
  return last_attempt === null || pulling === "all" ? turn : Math.max(turn, last_attempt + restOf(tries));
}
