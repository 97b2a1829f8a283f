/** Codecs: how one value is spelled on a dialect's wire, in both directions (MON-8). Stored: minor units, ppm, instants. */
import { atWallClock, businessDate, startOfDate } from "../../shared/dates.ts";
import {
  isLocalDate,
  type JsonSchema,
  readFlag,
  readInstant,
  readInstantInQuery,
  readUuid,
  readWhole,
} from "../../shared/fields/index.ts";
import { formatScaled, isCurrency, MAX_AMOUNT, parseScaled } from "../../shared/money.ts";
import type { Codec, Encoder, Read, Wire } from "./codec.ts";

export type * from "./codec.ts";
export * from "./country.ts";
export * from "./word-codecs.ts";

const same = (value: unknown) => value;
const readAs =
  <T>(accepts: (given: unknown) => given is T, allowed: string) =>
  (given: unknown): Read<T> =>
    accepts(given) ? { value: given } : { allowed };

const isText = (given: unknown): given is string => typeof given === "string";
const isWhole = (given: unknown): given is number => Number.isSafeInteger(given);
const isNumber = (given: unknown): given is number => typeof given === "number";
const isFlag = (given: unknown): given is boolean => typeof given === "boolean";
const isObject = (given: unknown): given is Record<string, unknown> =>
  typeof given === "object" && given !== null && !Array.isArray(given);

export const text: Codec<string> = { schema: { type: "string" }, out: same, in: readAs(isText, "text") };

/** Text of at most `max` characters. */
export const textUpTo = (max: number): Codec<string> => ({
  ...text,
  in: (given, wire) =>
    isText(given) && [...given].length > max
      ? { allowed: `text of at most ${max} characters` }
      : text.in(given, wire),
});

export const url: Codec<string> = { ...text, schema: { type: "string", format: "uri" } };

export const email: Codec<string> = { ...text, schema: { type: "string", format: "email" } };

export const uuid: Codec<string> = {
  schema: { type: "string", format: "uuid" },
  out: same,
  in(given) {
    const value = isText(given) ? readUuid(given) : undefined;
    return value === undefined ? { allowed: "a UUID" } : { value };
  },
};

function wholeText(given: string, allowed: string): Read<number> {
  const value = readWhole(given);
  return isWhole(value) ? { value } : { allowed };
}

export const integer: Codec<number> = {
  schema: { type: "integer" },
  out: same,
  in: readAs(isWhole, "a whole number"),
  text: (given) => wholeText(given, "a whole number"),
};

export const number: Codec<number> = {
  schema: { type: "number" },
  out: same,
  in: readAs(isNumber, "a number"),
  text: (given) =>
    /^-?\d{1,15}(\.\d{1,15})?$/.test(given) ? { value: Number(given) } : { allowed: "a number" },
};

export const flag: Codec<boolean> = {
  schema: { type: "boolean" },
  out: same,
  in: readAs(isFlag, "true or false"),
  text(given) {
    const value = readFlag(given);
    return value === undefined ? { allowed: "true or false" } : { value };
  },
};

export const object: Codec<Record<string, unknown>> = {
  schema: { type: "object", additionalProperties: true },
  out: same,
  in: readAs(isObject, "an object"),
};

const anyValue = { type: ["string", "number", "boolean", "object", "array", "null"], items: true };
type Pair = { [part: string]: unknown };

/** An object with names of a caller's own, as a list of its entries: [{slug, value}]. */
export function pairs(name: string, value: string): Codec<Record<string, unknown>> {
  const isPair = (each: unknown): each is Pair => isObject(each) && isText(each[name]) && value in each;
  const properties = { [name]: { type: "string" }, [value]: anyValue };
  return {
    schema: { type: "array", items: { type: "object", properties, required: [name, value] } },
    out: (all) => Object.entries(all).map(([key, each]) => ({ [name]: key, [value]: each })),
    in: (given) =>
      Array.isArray(given) && given.every(isPair)
        ? { value: Object.fromEntries(given.map((each) => [each[name], each[value]])) }
        : { allowed: `a list of {${name}, ${value}}` },
  };
}

/** Any JSON value, unchanged. */
export const anything: Encoder<unknown> = { schema: {}, out: same };

/** A number with up to `places` decimals, stored as an integer scaled by 10^places. */
function scaled(
  schema: JsonSchema,
  placesOf: (wire: Wire) => number,
  most: number,
  what: (wire: Wire) => string,
): Codec<number> {
  const parse = (given: string, wire: Wire): Read<number> => {
    const parsed = parseScaled(given, placesOf(wire));
    return parsed.ok && Math.abs(parsed.value) <= most ? { value: parsed.value } : { allowed: what(wire) };
  };
  return {
    schema,
    out: (value, wire) => (isWhole(value) ? Number(formatScaled(value, placesOf(wire))) : value),
    in: (given, wire) => (isNumber(given) ? parse(String(given), wire) : { allowed: what(wire) }),
    text: parse,
  };
}

/** An amount as a decimal number of whole units: 120.99. */
export const decimalMoney = scaled(
  { type: "number" },
  (wire) => wire.exponent,
  MAX_AMOUNT,
  ({ exponent, currency }) => `an amount in ${currency} with at most ${exponent} decimals`,
);

/** An amount that is stored in ten-thousandths, as a decimal number not finer than the currency (MON-8). */
export const decimalMoney4: Codec<number> = {
  ...decimalMoney,
  out: (value) => (isWhole(value) ? Number(formatScaled(value, 4)) : value),
  in(given, wire) {
    const read = decimalMoney.in(given, wire);
    if (!("value" in read)) return read;
    const value = read.value * 10 ** (4 - wire.exponent);
    return isWhole(value) && value >= 0 ? { value } : { allowed: `an amount in ${wire.currency} from 0` };
  },
};

/** A share of one: 0.5 for 500,000 ppm. */
export const fraction = scaled(
  { type: "number", minimum: 0, maximum: 1 },
  () => 6,
  1_000_000,
  () => "a fraction from 0 to 1 with at most 6 decimals",
);

/** A percentage: 10 for 100,000 ppm. */
export const percent = scaled(
  { type: "number", minimum: 0, maximum: 100 },
  () => 4,
  1_000_000,
  () => "a percentage from 0 to 100 with at most 4 decimals",
);

/** Any factor with at most six decimals, in ppm: 1.1 for 1,100,000. */
export const factor = scaled(
  { type: "number", minimum: 0 },
  () => 6,
  1e12,
  () => "a positive number with at most 6 decimals",
);

/** An amount in hundredths, whatever the currency (MON-8): 100000 for 1000 ISK. */
export const hundredths: Codec<number> = {
  schema: { type: "integer" },
  out: (value, { exponent }) => (isWhole(value) ? value * 10 ** (2 - exponent) : value),
  in: (given, { exponent, currency }) => {
    const minor = isWhole(given) ? given / 10 ** (2 - exponent) : Number.NaN;
    return isWhole(minor) && Math.abs(minor) <= MAX_AMOUNT
      ? { value: minor }
      : { allowed: `a whole number of hundredths, not finer than the smallest unit of ${currency}` };
  },
  text(given, wire) {
    const read = wholeText(given, "a whole number of hundredths");
    return "value" in read ? hundredths.in(read.value, wire) : read;
  },
};

const instantOf =
  (read: (given: string) => string | undefined) =>
  (given: unknown): Read<string> => {
    const value = isText(given) ? read(given) : undefined;
    return value === undefined ? { allowed: "a date and time like 2027-01-31T09:30:00Z" } : { value };
  };

/** An instant with its offset, stored as UTC with milliseconds (TIM-1). */
export const instant: Codec<string> = {
  schema: { type: "string", format: "date-time" },
  out: same,
  in: instantOf(readInstant),
  text: instantOf(readInstantInQuery),
};

/** A date-time without an offset. */
const WALL_CLOCK = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?)$/;

const onWallClock =
  (read: ReturnType<typeof instantOf>) =>
  (given: unknown, { wall_clock, timezone }: Wire): Read<string> =>
    read(isText(given) && WALL_CLOCK.test(given) ? atWallClock(given, wall_clock ?? timezone) : given);

/**
 * An instant that is shown without milliseconds. Without an offset it is the wall clock of the caller's zone; a time that
 * the clocks skip is shifted forward, one that they show twice is the first (TIM-4).
 */
export const instantSeconds: Codec<string> = {
  schema: instant.schema,
  out: (value) => String(value).replace(/\.\d+Z$/, "Z"),
  in: onWallClock(instantOf(readInstant)),
  text: onWallClock(instantOf(readInstantInQuery)),
};

/** A business date; a date-time means its day in the organization's zone. */
export const date: Codec<string> = {
  schema: { type: "string", format: "date" },
  out: same,
  in: (given, wire) => {
    if (isText(given) && isLocalDate(given)) return { value: given };
    const read = instant.in(given, wire);
    return "value" in read
      ? { value: businessDate(read.value, wire.timezone) }
      : { allowed: "a date like 2027-01-31" };
  },
};

/** A business date as the instant at which it begins, without milliseconds; read from a date or a date-time. */
export const dayStart: Codec<string> = {
  schema: { type: "string", format: "date-time" },
  taken: { type: "string" },
  out: (value, { timezone }) => startOfDate(String(value), timezone).replace(/\.\d+Z$/, "Z"),
  in(given, wire) {
    if (isText(given) && isLocalDate(given)) return { value: given };
    const read = instantSeconds.in(given, wire);
    return "value" in read ? { value: businessDate(read.value, wire.timezone) } : read;
  },
};

/** An ISO currency code in lower case, as payment providers write it. */
export const currency: Codec<string> = {
  schema: { type: "string" },
  out: (value) => String(value).toLowerCase(),
  in: (given) =>
    isText(given) && isCurrency(given.toUpperCase())
      ? { value: given.toUpperCase() }
      : { allowed: "the code of a currency, such as usd" },
};

/** A date or a moment; the service knows the zone that turns one into the other. */
export const dateOrInstant = (
  schema: JsonSchema,
  variants: Record<string, JsonSchema> = {},
): Codec<string> => ({
  schema,
  variants,
  out: same,
  in: (given, wire) => (isText(given) && isLocalDate(given) ? { value: given } : instant.in(given, wire)),
});

/** A list of values of one kind. */
export function listOf<V>(item: Codec<V>): Codec<V[]> {
  const one = item.text ?? item.in;
  return {
    schema: { type: "array", items: item.schema },
    out: (value, wire) => (Array.isArray(value) ? value.map((each) => item.out(each, wire)) : value),
    in: (given, wire) => {
      if (!Array.isArray(given)) return { allowed: "a list" };
      const values: V[] = [];
      for (const each of given) {
        const read = item.in(each, wire);
        if ("allowed" in read) return { allowed: `a list, each ${read.allowed}` };
        if ("violations" in read) return read;
        values.push(read.value);
      }
      return { value: values };
    },
    // A query parameter names one element.
    text(given, wire) {
      const read = one(given, wire);
      return "value" in read ? { value: [read.value] } : read;
    },
  };
}

/** A list that is only shown. */
export const shownList = <V>(item: Encoder<V>): Encoder<readonly V[]> => ({
  schema: { type: "array", items: item.schema },
  out: (value, wire) => value.map((each) => item.out(each, wire)),
});
