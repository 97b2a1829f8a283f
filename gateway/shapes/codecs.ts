/** Codecs: how one value is spelled on a dialect's wire, in both directions (MON-8). Stored: minor units, ppm, instants. */
import { businessDate } from "../../shared/dates.ts";
import {
  isLocalDate,
  type JsonSchema,
  readFlag,
  readInstant,
  readInstantInQuery,
  readUuid,
  readWhole,
  type Violation,
} from "../../shared/fields/index.ts";
import { formatScaled, MAX_AMOUNT, parseScaled } from "../../shared/money.ts";

/** The context of a codec. */
export type Wire = {
  /** Slug of the organization. */
  organization: string;
  currency: string;
  /** Decimals of the currency's minor unit. */
  exponent: number;
  timezone: string;
  /** The variant of the dialect, where it has several. */
  profile: string;
  /** Whether the dialect refuses names that it does not know, at every level. */
  strict: boolean;
  /** Whether a missing value is shown as null, whatever the document calls nullable (D35). */
  nulls: boolean;
};

/** The value that was read; or a phrase for what is allowed ("a whole number"); or what is wrong inside the value. */
export type Read<V> = { value: V } | { allowed: string } | { violations: Violation[] };

/** What a variant of a dialect shows. */
export type Variant = { profile: string; nulls: boolean };

/** How a stored value is shown. */
export type Encoder<V> = {
  schema: JsonSchema;
  /** Schemas of the variants that spell it differently. */
  variants?: Record<string, JsonSchema>;
  /** The schema in a variant, where it has parts that every variant shows in its own way. */
  shownIn?(variant: Variant): JsonSchema;
  out(value: V, wire: Wire): unknown;
};

/** How a value is shown and read. */
export type Codec<V> = Encoder<V> & {
  /** `body` is the object around the value, for a value whose meaning depends on a neighbor. */
  in(given: unknown, wire: Wire, body?: Record<string, unknown>): Read<V>;
  /** The schema of what is read, where it is more than what is shown. */
  taken?: JsonSchema;
  /** Reads a query parameter; without it, `in` reads the text. */
  text?(given: string, wire: Wire): Read<V>;
};

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

/** Any JSON value, as it is. */
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

/** A business date; a date with a time stands for its day in the organization's zone. */
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

/**
 * Words of the dialect (keys) for words of ours (values). `readOnly`: further spellings that are accepted in requests;
 * `shownOnly`: further words of ours, with the dialect's word that shows them.
 */
export function enumMap<
  const T extends Record<string, string>,
  const M extends Record<string, string> = Record<never, never>,
>(table: T, readOnly: M = {} as M, shownOnly: Record<string, string> = {}): Codec<T[keyof T] | M[keyof M]> {
  const ours = new Map([
    ...Object.entries(table).map(([wire, own]): [string, string] => [own, wire]),
    ...Object.entries(shownOnly),
  ]);
  const read = new Map<unknown, T[keyof T] | M[keyof M]>(
    Object.entries({ ...table, ...readOnly }) as [string, T[keyof T] | M[keyof M]][],
  );
  const allowed = `one of: ${[...read.keys()].join(", ")}`;
  return {
    schema: { type: "string", enum: Object.keys(table) },
    out: (value) => ours.get(value) ?? value,
    in: (given) => {
      const value = read.get(given);
      return value === undefined ? { allowed } : { value };
    },
  };
}

/** Words that are spelled the same here and there. */
export const choiceOf = <const V extends string>(values: readonly V[]): Codec<V> => ({
  schema: { type: "string", enum: [...values] },
  out: same,
  in(given) {
    const value = values.find((each) => each === given);
    return value === undefined ? { allowed: `one of: ${values.join(", ")}` } : { value };
  },
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
