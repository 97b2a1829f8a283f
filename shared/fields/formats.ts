/** The forms of ids, instants, dates and time zones. */

export const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/** The same, in upper or lower case. */
export const ANY_UUID = /^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$/;
export const DATE_TIME =
  /^(\d{4}-\d{2}-\d{2})[Tt ](?:[01]\d|2[0-3]):[0-5]\d(?::(?:[0-5]\d|60)(?:\.\d{1,9})?)?(?:[Zz]|[+-](?:[01]\d|2[0-3]):?[0-5]\d)$/;
export const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Returns the stored form of a UUID in any case. */
export function readUuid(value: string): string | undefined {
  return ANY_UUID.test(value) ? value.toLowerCase() : undefined;
}

/** Whether it is a lower-case UUID, like every stored id. */
export const isUuid = (value: string): boolean => UUID.test(value);

/**
 * Returns the stored form of any RFC 3339 date-time: UTC with exactly three decimals, whose text order is the order of time
 * (TIM-1). Undefined for anything that is not a date and time with an offset.
 */
export function readInstant(value: string): string | undefined {
  const [, date] = DATE_TIME.exec(value) ?? [];
  if (!date || !isLocalDate(date)) return undefined;
  // A leap second counts as the first second of the next day, because our clocks have none.
  const leap = /:\d{2}:60/.test(value);
  const time = Date.parse((leap ? value.replace(":60", ":59") : value).toUpperCase().replace(" ", "T"));
  const at = new Date(time + (leap ? 1000 : 0));
  if (leap && at.getTime() % 86_400_000 >= 1000) return undefined;
  const year = at.getUTCFullYear();
  return year >= 1 && year <= 9999 ? at.toISOString() : undefined;
}

/** The same for a query parameter, in which an unencoded "+" arrives as a space. */
export const readInstantInQuery = (text: string): string | undefined =>
  readInstant(text.replace(/ (\d{2}:?\d{2})$/, "+$1"));

/** true and false, also as Python and .NET write them, and PHP's 1 and 0. */
export function readFlag(text: string): boolean | undefined {
  if (/^(true|1)$/i.test(text)) return true;
  return /^(false|0)$/i.test(text) ? false : undefined;
}

/** A whole number. Some clients write it with decimals: 5.0. */
export const readWhole = (text: string): number | undefined =>
  /^-?\d{1,16}(\.0+)?$/.test(text) ? Number(text) : undefined;

/** A date that exists in the calendar. */
export function isLocalDate(value: string): boolean {
  const parts = DATE.exec(value);
  if (!parts) return false;
  const at = new Date(`${value}T00:00:00.000Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(value);
}

const zones = new Map<string, boolean>();

/** Whether the runtime's time zone database has this zone. */
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
