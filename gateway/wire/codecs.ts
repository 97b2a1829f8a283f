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

/** What spelling depends on beside the value. */
export type Wire = {
  /** Slug of the organization. */
  organization: string;
  currency: string;
  /** Decimals of the currency's minor unit. */
  exponent: number;
  timezone: string;
  /** The variant of the dialect, where it has several. */
  profile: string;
  /** Whether names that the dialect does not know are refused, at every level. */
  strict: boolean;
  /** Whether what has no value is shown as null, whatever a document calls nullable (D35). */
  nulls: boolean;
};

/** A value read, or what would have been allowed, or what is wrong inside it. */
export type Read = { value: unknown } | { allowed: string } | { violations: Violation[] };

export type Codec = {
  schema: JsonSchema;
  /** Where a variant of the dialect spells it otherwise. */
  variants?: Record<string, JsonSchema>;
  out(value: unknown, wire: Wire): unknown;
  /** `body`: what the value stands in, where its meaning depends on a neighbour. */
  in(given: unknown, wire: Wire, body?: Record<string, unknown>): Read;
  /** Reads a query parameter; the text itself is read when left out. */
  text?(given: string, wire: Wire): Read;
};

const same = (value: unknown) => value;
const readAs =
  <T>(accepts: (given: unknown) => given is T, allowed: string) =>
  (given: unknown): Read =>
    accepts(given) ? { value: given } : { allowed };

const isText = (given: unknown): given is string => typeof given === "string";
const isWhole = (given: unknown): given is number => Number.isSafeInteger(given);
const isFlag = (given: unknown): given is boolean => typeof given === "boolean";
const isObject = (given: unknown): given is object =>
  typeof given === "object" && given !== null && !Array.isArray(given);

export const text: Codec = { schema: { type: "string" }, out: same, in: readAs(isText, "text") };

export const email: Codec = { ...text, schema: { type: "string", format: "email" } };

export const uuid: Codec = {
  schema: { type: "string", format: "uuid" },
  out: same,
  in(given) {
    const value = isText(given) ? readUuid(given) : undefined;
    return value === undefined ? { allowed: "a UUID" } : { value };
  },
};

function wholeText(given: string, allowed: string): Read {
  const value = readWhole(given);
  return Number.isSafeInteger(value) ? { value } : { allowed };
}

export const integer: Codec = {
  schema: { type: "integer" },
  out: same,
  in: readAs(isWhole, "a whole number"),
  text: (given) => wholeText(given, "a whole number"),
};

export const number: Codec = {
  schema: { type: "number" },
  out: same,
  in: (given) => (typeof given === "number" ? { value: given } : { allowed: "a number" }),
  text: (given) =>
    /^-?\d{1,15}(\.\d{1,15})?$/.test(given) ? { value: Number(given) } : { allowed: "a number" },
};

export const flag: Codec = {
  schema: { type: "boolean" },
  out: same,
  in: readAs(isFlag, "true or false"),
  text(given) {
    const value = readFlag(given);
    return value === undefined ? { allowed: "true or false" } : { value };
  },
};

export const object: Codec = {
  schema: { type: "object", additionalProperties: true },
  out: same,
  in: readAs(isObject, "an object"),
};

/** Any number of decimals up to `places`, as an integer scaled by 10^places. */
function scaled(
  schema: JsonSchema,
  placesOf: (wire: Wire) => number,
  most: number,
  what: (wire: Wire) => string,
): Codec {
  const parse = (given: string, wire: Wire): Read => {
    const parsed = parseScaled(given, placesOf(wire));
    return parsed.ok && Math.abs(parsed.value) <= most ? { value: parsed.value } : { allowed: what(wire) };
  };
  return {
    schema,
    out: (value, wire) => (isWhole(value) ? Number(formatScaled(value, placesOf(wire))) : value),
    in: (given, wire) => (typeof given === "number" ? parse(String(given), wire) : { allowed: what(wire) }),
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

/** An amount in hundredths, whatever the currency (MON-8): 100000 for 1000 ISK. */
export const hundredths: Codec = {
  schema: { type: "integer" },
  out: (value, { exponent }) => (isWhole(value) ? value * 10 ** (2 - exponent) : value),
  in: (given, { exponent, currency }) => {
    const minor = isWhole(given) ? given / 10 ** (2 - exponent) : Number.NaN;
    return Number.isSafeInteger(minor) && Math.abs(minor) <= MAX_AMOUNT
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
  (given: unknown): Read => {
    const value = isText(given) ? read(given) : undefined;
    return value === undefined ? { allowed: "a date and time like 2027-01-31T09:30:00Z" } : { value };
  };

/** An instant with its offset, kept as UTC with milliseconds (TIM-1). */
export const instant: Codec = {
  schema: { type: "string", format: "date-time" },
  out: same,
  in: instantOf(readInstant),
  text: instantOf(readInstantInQuery),
};

/** A business date; a date with a time stands for its day in the organization's zone. */
export const date: Codec = {
  schema: { type: "string", format: "date" },
  out: same,
  in: (given, { timezone }) => {
    if (isText(given) && isLocalDate(given)) return { value: given };
    const read = instant.in(given, {} as Wire);
    return "value" in read
      ? { value: businessDate(read.value as string, timezone) }
      : { allowed: "a date like 2027-01-31" };
  },
};

/** A date or a moment, where a service knows the zone that makes the one of the other. */
export const dateOrInstant = (schema: JsonSchema, variants: Record<string, JsonSchema> = {}): Codec => ({
  schema,
  variants,
  out: same,
  in: (given, wire) => (isText(given) && isLocalDate(given) ? { value: given } : instant.in(given, wire)),
});

/** Words of the dialect for words of ours; `more` are spellings that are only read, `also` words that are only shown. */
export function words(
  table: Record<string, string>,
  more: Record<string, string> = {},
  also: Record<string, string> = {},
): Codec {
  const ours = new Map([
    ...Object.entries(table).map(([wire, own]): [string, string] => [own, wire]),
    ...Object.entries(also),
  ]);
  const read = new Map(Object.entries({ ...table, ...more }));
  const allowed = `one of: ${[...read.keys()].join(", ")}`;
  return {
    schema: { type: "string", enum: Object.keys(table) },
    out: (value) => ours.get(String(value)) ?? value,
    in: (given) => (isText(given) && read.has(given) ? { value: read.get(given) } : { allowed }),
  };
}

/** Words that are the same here and there. */
export const choiceOf = (values: readonly string[]): Codec =>
  words(Object.fromEntries(values.map((each) => [each, each])));

const names = new Intl.DisplayNames(["en"], { type: "region" });
const letters = Array.from({ length: 26 }, (_, i) => String.fromCharCode(65 + i));
const codes = new Map(
  letters
    .flatMap((a) => letters.map((b) => a + b))
    .map((code): [string, string] => [names.of(code) ?? code, code])
    .filter(([name, code]) => name !== code)
    .map(([name, code]) => [name.toLowerCase(), code]),
);

/** A country by its ISO code or its English name; shown by `show`. */
export const country = (show: "code" | "name"): Codec => ({
  schema: { type: "string" },
  out: (value) => (show === "name" && isText(value) ? (names.of(value) ?? value) : value),
  in: (given) => {
    const code = !isText(given)
      ? undefined
      : /^[A-Za-z]{2}$/.test(given)
        ? given.toUpperCase()
        : codes.get(given.trim().toLowerCase());
    return code ? { value: code } : { allowed: "a country: two letters, or its English name" };
  },
});

/** A list of values of one kind. */
export const listOf = (item: Codec): Codec => ({
  schema: { type: "array", items: item.schema },
  out: (value, wire) => (Array.isArray(value) ? value.map((each) => item.out(each, wire)) : value),
  in: (given, wire) => {
    if (!Array.isArray(given)) return { allowed: "a list" };
    const read = given.map((each) => item.in(each, wire));
    const wrong = read.find((each): each is { allowed: string } => "allowed" in each);
    return wrong
      ? { allowed: `a list, each ${wrong.allowed}` }
      : { value: read.map((each) => (each as { value: unknown }).value) };
  },
  // A filter compares with one of them.
  text: item.text ?? item.in,
});
