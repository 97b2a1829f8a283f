/** Exact moments of expiry and collection from a caller. They are stored unchanged, with the terms that follow from them. */
import { businessDate } from "../../../shared/dates.ts";
import { fail } from "../../../shared/errors.ts";
import { isLocalDate } from "../../../shared/fields/index.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import { zoneIn } from "../stores/zones.ts";
import { type DatedTerms, keptMoments, withNamedDates } from "../terms/named-dates.rules.ts";

type Given = {
  schedule_start?: string | null | undefined;
  expiry_days?: number | null | undefined;
  pick_up_days?: number | null | undefined;
  expires_at?: string | null | undefined;
  pick_up_at?: string | null | undefined;
};

type Before = {
  expires_on: string | null;
  pick_up_until: string | null;
  expires_at: string | null;
  pick_up_at: string | null;
};

type Sources = Record<string, string> | null;
type Place = { timezone: string | null } | null;

const why = {
  before_start: "It is before the day on which the item starts.",
  before_expiry: "It is before the item expires.",
  contradiction: "It contradicts the date that is named beside it.",
};

/** A date from a request: a date, or a moment on that date. */
export const dateIn = (zone: string, named: string): string =>
  isLocalDate(named) ? named : businessDate(named, zone);

/** The moment from a request; null for a date. */
const exact = (named: string | null): string | null => (named && !isLocalDate(named) ? named : null);

/**
 * Dates, days and sources after a request with moments (2.3, TRM-5); throws 422 for impossible ones. `before` is null for a
 * new item. Returns nothing if the request has no dates.
 */
export function momentsOf<S extends Sources>(
  reader: Reader,
  place: Place,
  given: Given,
  resolved: DatedTerms & { terms_source: S },
  before: Before | null,
): Partial<DatedTerms> & { terms_source: S; expires_at: string | null; pick_up_at: string | null } {
  const zone = zoneIn(reader, place);
  const dayOf = (moment: string | null | undefined) => (moment ? dateIn(zone, moment) : null);
  const found = withNamedDates(resolved, {
    expires_on: dayOf(given.expires_at),
    pick_up_until: dayOf(given.pick_up_at),
    given,
  });
  if (!found.ok) {
    const { pointer, code } = found;
    throw fail("unprocessable", why[code], { errors: [{ pointer, code, message: why[code] }] });
  }
  const { dates } = found;
  const days = (name: "schedule_start" | "expiry_days" | "pick_up_days") => name in given;
  const reckoned = days("schedule_start") || days("expiry_days");
  const kept = before
    ? keptMoments(before, dates, { expiry: reckoned, pick_up: reckoned || days("pick_up_days") })
    : { expires_at: null, pick_up_at: null };
  const { expires_at = kept.expires_at, pick_up_at = kept.pick_up_at } = {
    ...(given.expires_at === undefined ? {} : { expires_at: exact(given.expires_at) }),
    ...(given.pick_up_at === undefined ? {} : { pick_up_at: exact(given.pick_up_at) }),
  };
  const source = {
    ...resolved.terms_source,
    ...(given.expires_at ? { expiry_days: "item" } : {}),
    ...(given.pick_up_at ? { pick_up_days: "item" } : {}),
  };
  return { ...dates, terms_source: source, expires_at, pick_up_at };
}
