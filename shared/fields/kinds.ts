/** Kinds of single values: texts, numbers, flags and choices. A new kind is a function here or beside it. */
import type { Facets, Field } from "./field.ts";
import { readFlag, readWhole } from "./formats.ts";
import { checked, field } from "./make-field.ts";
import type { Pattern } from "./patterns.ts";

const MAX_TEXT = 65_536;

/** The number of Unicode characters. They are counted only if the number of UTF-16 units does not decide. */
const lengthOf = (value: string): number =>
  /[\ud800-\udfff]/.test(value) ? [...value].length : value.length;

/** Refuses NUL and lone surrogates, which not every store and reader preserves. */
const isPlainText = (value: string) => !value.includes("\u0000") && value.isWellFormed();

/** A visible character: neither white space, nor blank, nor a mark without a width. */
const SEEN = /[^\s\u00ad\u061c\u115f\u1160\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0]/;

const VISIBLE: Pattern = {
  regex: SEEN,
  allowed: "text without NUL, with a character that is not white space",
};

/** Whether a text has a visible character. */
export const isSaid = (value: string | null | undefined): boolean => SEEN.test(value ?? "");

/** What text must be besides its length, and the phrase for it. */
function plainText(pattern: Pattern | undefined): [(value: string) => boolean, string] {
  if (!pattern) return [isPlainText, "text without NUL"];
  if (pattern !== VISIBLE)
    return [(value) => isPlainText(value) && pattern.regex.test(value), pattern.allowed];
  const said = (value: string) => isPlainText(value) && (value === "" || isSaid(value));
  return [said, pattern.allowed];
}

/** Unicode text of 0…`max` characters (by default 65,536). With a minimum length it must have a visible character. */
export function text<const F extends Facets>(facets: F = {} as F): Field<string, string, F> {
  const {
    min = facets.optional ? 0 : 1,
    max = MAX_TEXT,
    pattern = min > 0 ? VISIBLE : undefined,
  } = facets as Facets;
  return field("text", facets, {
    rule: checked("string", { least: min, most: max, lengthOf }, ...plainText(pattern)),
    path: { type: String },
    schema: {
      type: "string",
      minLength: min,
      maxLength: max,
      ...(pattern ? { pattern: pattern.regex.source } : {}),
    },
    parse: (value) => value,
  });
}

/** A field of whole numbers. */
function integer<const F extends Facets>(kind: string, facets: F, low: number, high: number) {
  const { min = low, max = high } = facets as Facets;
  return field<number, number, F>(kind, facets, {
    rule: checked(
      "number",
      { min, max },
      Number.isSafeInteger,
      "a whole number within 2^53 in absolute value",
    ),
    path: { type: Number },
    schema: { type: "integer", minimum: min, maximum: max },
    parse: readWhole,
  });
}

/** Bounds of an amount that may be negative: `money(signed)`. */
export const signed = { min: -1e13, max: 1e13 } as const;

/** An amount in minor units of the object's currency (MON-1), by default 0…10^12. */
export const money = <const F extends Facets>(facets: F = {} as F) => integer("money", facets, 0, 1e12);

/** A rate in parts per million (MON-3), by default 0…1,000,000. */
export const rate = <const F extends Facets>(facets: F = {} as F) => integer("rate", facets, 0, 1e6);

/** A whole number, by default 0…10^9. */
export const count = <const F extends Facets>(facets: F = {} as F) => integer("count", facets, 0, 1e9);

/** Millionths: a quantity of stock (1,500,000 is 1.5) or a unit cost of the major unit (QTY-2); 0…10^15 unless told. */
export const micro = <const F extends Facets>(facets: F = {} as F) => {
  const { schema, ...made } = integer("micro", facets, 0, 1e15);
  const about = [facets.about, "In millionths: 1500000 is 1.5."].filter(Boolean).join(" ");
  return { ...made, schema: { ...schema, description: about } };
};

/** An amount in ten-thousandths of the major unit, which is finer than a currency: 125000 is 12.50; 0…9·10^15. */
export const money4 = <const F extends Facets>(facets: F = {} as F) => {
  const { schema, ...made } = integer("money4", facets, 0, 9e15);
  const about = [facets.about, "In ten-thousandths of the major unit: 125000 is 12.50."]
    .filter(Boolean)
    .join(" ");
  return { ...made, schema: { ...schema, description: about } };
};

/** Bounds of a quantity that may be below zero: `micro(signedMicro)`. */
export const signedMicro = { min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER } as const;

/** A measured number with at most three decimals, such as a weight; 0…10^9 unless told. */
export function decimal<const F extends Facets>(facets: F = {} as F): Field<number, number, F> {
  const { min = 0, max = 1e9 } = facets as Facets;
  return field<number, number, F>("decimal", facets, {
    rule: checked(
      "number",
      { min, max },
      // By its text, because a float times a thousand is not always a whole number.
      (value: number) => /^-?\d+(\.\d{1,3})?$/.test(String(value)),
      "a number with at most three decimals",
    ),
    path: { type: Number },
    schema: { type: "number", minimum: min, maximum: max },
    parse: (value) => (/^-?\d{1,12}(\.\d{1,3})?$/.test(value) ? Number(value) : undefined),
  });
}

/** true or false. */
export function flag<const F extends Facets>(facets: F = {} as F): Field<boolean, boolean, F> {
  return field("flag", facets, {
    rule: { type: "boolean" },
    path: { type: Boolean },
    schema: { type: "boolean" },
    parse: readFlag,
  });
}

/** One of a closed list of words. */
export function choice<const V extends string, const F extends Facets>(
  values: readonly V[],
  facets: F = {} as F,
): Field<V, V, F> {
  return field("choice", facets, {
    rule: { type: "enum", values: [...values] },
    path: { type: String },
    schema: { type: "string", enum: [...values] },
    parse: (value) => (values.includes(value as V) ? value : undefined),
  });
}
