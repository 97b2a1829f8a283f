/**
 * Dates of an item that a request sets as exact moments (2.3). The terms in days follow them, so that TRM-5 holds. Dates here
 * are the business dates of those moments in the store's time zone.
 */
import { addDays, daysBetween } from "../../../shared/dates.ts";

export type DatedTerms = {
  schedule_start: string;
  expiry_days: number;
  pick_up_days: number;
  expires_on: string;
  pick_up_until: string;
};

export type NamedDates = {
  expires_on?: string | null | undefined;
  pick_up_until?: string | null | undefined;
  /** Other terms in the request, which the dates must not contradict. */
  given: {
    schedule_start?: string | null | undefined;
    expiry_days?: number | null | undefined;
    pick_up_days?: number | null | undefined;
  };
};

export type NamedDatesResult =
  | { ok: true; dates: DatedTerms }
  | { ok: false; pointer: string; code: "before_start" | "before_expiry" | "contradiction" };

const refuse = (
  pointer: string,
  code: "before_start" | "before_expiry" | "contradiction",
): NamedDatesResult => ({
  ok: false,
  pointer,
  code,
});

const contradicts = (given: number | null | undefined, days: number): boolean =>
  given !== null && given !== undefined && given !== days;

/**
 * TRM-5 read backwards: `expiry_days` = expires_on − schedule_start, `pick_up_days` = pick_up_until − expires_on. An
 * expiry before the start moves a start that the request does not set to that day.
 */
export function withNamedDates(resolved: DatedTerms, named: NamedDates): NamedDatesResult {
  const { given } = named;
  const expires_on = named.expires_on ?? resolved.expires_on;
  const late = expires_on < resolved.schedule_start;
  if (late && given.schedule_start) return refuse("/expires_at", "before_start");
  const schedule_start = late ? expires_on : resolved.schedule_start;
  const expiry_days = daysBetween(schedule_start, expires_on);
  if (named.expires_on && contradicts(given.expiry_days, expiry_days))
    return refuse("/expiry_days", "contradiction");
  const pick_up_until = named.pick_up_until ?? addDays(expires_on, resolved.pick_up_days);
  if (pick_up_until < expires_on) return refuse("/pick_up_at", "before_expiry");
  const pick_up_days = daysBetween(expires_on, pick_up_until);
  if (named.pick_up_until && contradicts(given.pick_up_days, pick_up_days))
    return refuse("/pick_up_days", "contradiction");
  return { ok: true, dates: { schedule_start, expiry_days, pick_up_days, expires_on, pick_up_until } };
}

type Moments = {
  expires_on?: string | null;
  pick_up_until?: string | null;
  expires_at?: string | null;
  pick_up_at?: string | null;
};

/** A moment applies until its date changes or is computed from days again. */
export function keptMoments(
  before: Moments,
  after: { expires_on: string; pick_up_until: string },
  reckoned: { expiry: boolean; pick_up: boolean },
): { expires_at: string | null; pick_up_at: string | null } {
  const expiry = !reckoned.expiry && after.expires_on === before.expires_on;
  const pick_up = !reckoned.pick_up && after.pick_up_until === before.pick_up_until;
  return {
    expires_at: expiry ? (before.expires_at ?? null) : null,
    pick_up_at: pick_up ? (before.pick_up_at ?? null) : null,
  };
}
