/** What a well-formed id, instant, date and time zone look like. */

export const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
export const INSTANT = /^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;
const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;

/** A lower-case UUID, as every id of ours is. */
export const isUuid = (value: string): boolean => UUID.test(value);

/** ISO 8601, UTC, exactly three decimals: the one spelling whose text order is the order of time. */
export function isInstant(value: string): boolean {
  return INSTANT.test(value) && !Number.isNaN(Date.parse(value)) && new Date(value).toISOString() === value;
}

/** A date that exists in the calendar. */
export function isLocalDate(value: string): boolean {
  const parts = DATE.exec(value);
  if (!parts) return false;
  const at = new Date(`${value}T00:00:00.000Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(value);
}

const zones = new Map<string, boolean>();

/** A zone that this runtime's time zone database knows. */
export function isTimeZone(value: string): boolean {
  let known = zones.get(value);
  if (known === undefined) {
    try {
      new Intl.DateTimeFormat("en", { timeZone: value });
      known = /^[A-Za-z]/.test(value);
    } catch {
      known = false;
    }
    if (zones.size < 1000) zones.set(value, known);
  }
  return known;
}
