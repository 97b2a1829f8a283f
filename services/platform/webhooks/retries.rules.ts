/** When a delivery is tried again, and the effect of an answer on its endpoint (WHK-2, WHK-3). Pure. */
import { askedPause, backoff } from "../../../shared/backoff.ts";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** The pause before each further attempt. The last attempt is 75:37:35 after the first. */
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

/** While an endpoint fails, its oldest delivery is also tried at this interval, outside the schedule (WHK-3a). */
export const PROBE_MS = 5 * MINUTE;
/** An endpoint that fails for this long without a success is disabled. */
export const DISABLE_MS = 5 * 24 * HOUR;
/** The interval between deliveries that are pulled forward: 20 per second. */
export const PULL_GAP_MS = 50;
export const PULLED_AT_ONCE = 20;
/** The time after a rotation during which both secrets sign. */
export const ROTATION_MS = 24 * HOUR;
/** The time for which deliveries are kept and can be replayed. */
export const KEPT_MS = 30 * 24 * HOUR;

const SLOW_MS = 10 * SECOND;

/** The time of attempt number `made + 1`; null after the last. */
export const nextAttempt = backoff(delaysMs);

/** The result of one attempt. */
export type Outcome = {
  status_code: number | null;
  retry_after: string | null;
};

export const succeeded = ({ status_code }: Outcome): boolean =>
  status_code !== null && status_code >= 200 && status_code < 300;

/** 410: the receiver is gone for good. */
export const isGone = ({ status_code }: Outcome): boolean => status_code === 410;

const busy = new Set([429, 502, 503, 504]);

/** The end of the pause that this answer asks for, at most an hour; null without one. */
export function slowUntil(outcome: Outcome, now: number): number | null {
  if (succeeded(outcome)) return null;
  const asked = askedPause(outcome.retry_after, now);
  if (asked !== null) return asked;
  return outcome.status_code !== null && busy.has(outcome.status_code) ? now + SLOW_MS : null;
}

/** Whether it failed for five days without a success. */
export const isDead = (failing_since: number, now: number): boolean => now - failing_since >= DISABLE_MS;

/** How a queue is pulled forward: after a success without deliveries that fail by themselves, after a requested test completely. */
export const pulls = ["no", "gently", "all"] as const;
export type Pull = (typeof pulls)[number];

/** A delivery with at most this many attempts probably failed because of the outage, and is tried at once. */
export const EARLY_TRIES = 4;
const EARLY_REST_MS = 5 * SECOND;

/**
 * The pause after a delivery's own last attempt, so that a delivery that keeps failing is not retried at every success of
 * others.
 */
export const restOf = (tries: number): number => (tries <= EARLY_TRIES ? EARLY_REST_MS : PROBE_MS);

/** The time of the n-th delivery that is pulled forward: at the interval, and in the gentle mode not before its pause is over. */
export function pulledTo(
  n: number,
  now: number,
  { tries, last_attempt }: { tries: number; last_attempt: number | null },
  pulling: Pull,
): number {
  const turn = now + n * PULL_GAP_MS;
  return last_attempt === null || pulling === "all" ? turn : Math.max(turn, last_attempt + restOf(tries));
}
