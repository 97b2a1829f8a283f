/** The kinds of field. A new kind is a function here and a line in CONTRIBUTING.md's example. */
import type { Changes, Facets, Field, FieldTable, Given, JsonSchema, Rule, Values } from "./field.ts";
import {
  ANY_UUID,
  DATE,
  DATE_TIME,
  isLocalDate,
  isTimeZone,
  readFlag,
  readInstant,
  readInstantInQuery,
  readUuid,
  readWhole,
} from "./formats.ts";

const MAX_TEXT = 65_536;

function field<Out, In, F extends Facets>(
  kind: string,
  facets: F,
  parts: Omit<Field<Out, In, F>, "kind" | "facets" | "types">,
): Field<Out, In, F> {
  const nullable = facets.optional === true;
  const rule: Rule = { ...parts.rule, nullable };
  if (nullable || facets.default !== undefined) rule.optional = true;
  return { ...parts, kind, facets, rule, schema: describe(parts.schema, facets) };
}

function describe(schema: JsonSchema, facets: Facets): JsonSchema {
  const out: JsonSchema = { ...schema };
  if (facets.optional && typeof out.type === "string") out.type = [out.type, "null"];
  if (facets.optional && Array.isArray(out.enum)) out.enum = [...out.enum, null];
  if (facets.about) out.description = facets.about;
  if (facets.default !== undefined) out.default = facets.default;
  if (facets.readonly) out.readOnly = true;
  return out;
}

/** A rule with a check beyond its built-in type, told as one line of what is allowed. */
const checked = (type: string, rule: object, accepts: (value: never) => boolean, allowed: string): Rule => ({
  type,
  ...rule,
  accepts,
  allowed,
});

/** Whether a reader reads it. */
const fits =
  (read: (value: string) => unknown) =>
  (value: string): boolean =>
    read(value) !== undefined;

/** Unicode characters; counted only where the number of UTF-16 units does not tell already. */
const lengthOf = (value: string): number =>
  /[\ud800-\udfff]/.test(value) ? [...value].length : value.length;

/** No NUL and no lone surrogate: neither survives every store and every reader. */
const isPlainText = (value: string) => !value.includes("\u0000") && value.isWellFormed();

/** Something that can be seen: neither white space, nor blank by its shape, nor a mark without a width. */
const VISIBLE =
  /[^\s\u00ad\u061c\u115f\u1160\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0]/;

/** Whether a text says anything; one of blanks is as good as none. */
export const isSaid = (value: string | null | undefined): boolean => VISIBLE.test(value ?? "");

/** Unicode text, 0…`max` characters (65,536 unless told); one that must have any has one that can be seen. */
export function text<const F extends Facets>(facets: F = {} as F): Field<string, string, F> {
  const {
    min = facets.optional ? 0 : 1,
    max = MAX_TEXT,
    pattern = min > 0 ? VISIBLE : undefined,
  } = facets as Facets;
  const blank = pattern === VISIBLE;
  return field("text", facets, {
    rule: checked(
      "string",
      { least: min, most: max, lengthOf, ...(pattern && !blank ? { pattern } : {}) },
      blank ? (value: string) => isPlainText(value) && (value === "" || isSaid(value)) : isPlainText,
      blank ? "text without NUL, with a character that is not white space" : "text without NUL",
    ),
    path: { type: String },
    schema: {
      type: "string",
      minLength: min,
      maxLength: max,
      ...(pattern ? { pattern: pattern.source } : {}),
    },
    parse: (value) => value,
  });
}

function whole<const F extends Facets>(kind: string, facets: F, low: number, high: number) {
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

/** Bounds of an amount that may be below zero: `money(signed)`. */
export const signed = { min: -1e13, max: 1e13 } as const;

/** An amount in minor units of the object's currency (MON-1), 0…10^12 unless told. */
export const money = <const F extends Facets>(facets: F = {} as F) => whole("money", facets, 0, 1e12);

/** A rate in parts per million (MON-3), 0…1,000,000 unless told. */
export const rate = <const F extends Facets>(facets: F = {} as F) => whole("rate", facets, 0, 1e6);

/** A whole number, 0…10^9 unless told. */
export const count = <const F extends Facets>(facets: F = {} as F) => whole("count", facets, 0, 1e9);

/** A measured number with at most three decimals, such as a weight; 0…10^9 unless told. */
export function decimal<const F extends Facets>(facets: F = {} as F): Field<number, number, F> {
  const { min = 0, max = 1e9 } = facets as Facets;
  return field<number, number, F>("decimal", facets, {
    rule: checked(
      "number",
      { min, max },
      // Through text, as a float times a thousand is not always whole.
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

type Spelling = { accepts: (value: string) => boolean; allowed: string; schema: JsonSchema };

/** A text of one form. `read` makes the stored spelling of any that is taken; `parse` reads it from an address. */
function format<const F extends Facets>(
  kind: string,
  facets: F,
  { accepts, allowed, schema }: Spelling,
  {
    read,
    parse = read,
  }: { read?: (value: string) => string | undefined; parse?: (text: string) => unknown } = {},
): Field<string, string, F> {
  return field(kind, facets, {
    rule: { ...checked("string", { max: 255 }, accepts, allowed), ...(read ? { read } : {}) },
    path: { type: String },
    schema: { type: "string", maxLength: 255, ...schema },
    parse: parse ?? ((value) => (accepts(value) ? value : undefined)),
  });
}

/** A UUID (ID-1), in lower case whatever case it is written in. */
export const id = <const F extends Facets>(facets: F = {} as F) =>
  format(
    "id",
    facets,
    { accepts: fits(readUuid), allowed: "a UUID", schema: { format: "uuid", pattern: ANY_UUID.source } },
    { read: readUuid },
  );

/** The id of an entity of `target` ("service.resource") of the same tenant; checked to exist before it is stored. */
export function ref<const F extends Facets>(target: string, facets: F = {} as F): Field<string, string, F> {
  return { ...id(facets), kind: "ref", target };
}

/** An instant (TIM-1): any RFC 3339 date-time is read, UTC with milliseconds is stored and shown. */
export const instant = <const F extends Facets>(facets: F = {} as F) =>
  format(
    "instant",
    facets,
    {
      accepts: fits(readInstant),
      allowed: "a date and time with an offset like 2027-01-31T09:30:00Z",
      schema: { format: "date-time", pattern: DATE_TIME.source },
    },
    { read: readInstant, parse: readInstantInQuery },
  );

/** A calendar date in the zone of the store (TIM-2). */
export const date = <const F extends Facets>(facets: F = {} as F) =>
  format("date", facets, {
    accepts: isLocalDate,
    allowed: "a date like 2027-01-31",
    schema: { format: "date" },
  });

const readDay = (value: string) => (isLocalDate(value) ? value : readInstant(value));

/** A calendar date or a moment, in what a caller says: whoever knows the zone makes the one of the other (TIM-2). */
export const dateOrInstant = <const F extends Facets>(facets: F = {} as F) =>
  format(
    "date_or_instant",
    facets,
    {
      accepts: fits(readDay),
      allowed: "a date like 2027-01-31, or a date and time with an offset like 2027-01-31T09:30:00Z",
      schema: { pattern: `${DATE.source}|${DATE_TIME.source}` },
    },
    { read: readDay },
  );

/** An IANA time zone. */
export const timezone = <const F extends Facets>(facets: F = {} as F) =>
  format("timezone", facets, {
    accepts: isTimeZone,
    allowed: "an IANA time zone like Europe/Berlin",
    schema: {},
  });

/** White space and characters that cannot be seen, as a class. */
const UNSEEN =
  "\\s@\\u0000-\\u001f\\u007f-\\u009f\\u00ad\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u2069\\ufeff";
const EMAIL = new RegExp(`^[^${UNSEEN}]{1,64}@[^${UNSEEN}.]+(\\.[^${UNSEEN}.]+)+$`);

/** An e-mail address, kept as given; compared case-folded by who compares. */
export const email = <const F extends Facets>(facets: F = {} as F) =>
  format("email", facets, {
    accepts: (value) => EMAIL.test(value),
    allowed: "an e-mail address",
    schema: { pattern: EMAIL.source },
  });

/** A list of at most `max` (5,000 unless told) values of one kind. */
export function list<Out, In, G extends Facets, const F extends Facets>(
  item: Field<Out, In, G>,
  facets: F = {} as F,
): Field<Out[], In[], F> {
  const { min = 0, max = 5000 } = facets as Facets;
  return field<Out[], In[], F>("list", facets, {
    // An element that is null is told with its place, by the list.
    rule: {
      type: "array",
      items: { ...item.rule, nullable: true, optional: true },
      sparse: item.facets.optional === true,
      min,
      max,
    },
    path: { type: [item.fields ? item.path.type : item.path] },
    schema: { type: "array", items: item.schema, minItems: min, maxItems: max },
    ...(item.target ? { target: item.target } : {}),
    ...(item.fields ? { fields: item.fields } : {}),
    ...(item.parse ? { parse: item.parse } : {}),
  });
}

/** Fields inside a field. */
export function group<const T extends FieldTable, const F extends Facets>(
  fields: T,
  facets: F = {} as F,
): Field<Values<T>, Given<T>, F> {
  return field<Values<T>, Given<T>, F>("group", facets, {
    rule: { type: "object", strict: true, properties: rulesOf(fields) },
    path: { type: Object },
    schema: objectSchema(fields),
    fields,
  });
}

/** Changes of an entity's fields inside another body: everything may be absent, no default applies (RFC 7396). */
export function changes<const T extends FieldTable, const F extends Facets>(
  fields: T,
  facets: F = {} as F,
): Field<Changes<T>, Changes<T>, F> {
  const given = Object.entries(fields).filter(
    ([, f]) => !f.facets.readonly && !f.facets.hidden && !f.facets.fixed,
  );
  return field<Changes<T>, Changes<T>, F>("changes", facets, {
    rule: { type: "object", strict: true, properties: changeRulesOf(fields) },
    path: { type: Object },
    schema: {
      type: "object",
      additionalProperties: false,
      properties: Object.fromEntries(given.map(([name, f]) => [name, f.schema])),
    },
    fields,
  });
}

/** The caller's own JSON object: at most 50 keys and 16 KiB (`metadata`), merged key-wise on PATCH. */
export function json<const F extends Facets>(
  facets: F = {} as F,
): Field<Record<string, unknown>, Record<string, unknown>, F> {
  const { keys = 50, bytes = 16_384 } = facets as Facets;
  const fits = (value: object) =>
    Object.keys(value).length <= keys && Buffer.byteLength(JSON.stringify(value)) <= bytes;
  return field("json", facets, {
    rule: checked("object", {}, fits, `an object of at most ${keys} keys and ${bytes} bytes`),
    path: { type: Object },
    schema: { type: "object", maxProperties: keys },
  });
}

/**
 * A JSON value whose shape is a type of ours. Only for calls between services: nothing of it is checked, so no operation
 * with a route may take one.
 */
export function value<T>(): Field<T, T, Facets> {
  return { kind: "value", facets: {}, rule: { type: "any" }, path: { type: Object }, schema: {} };
}

const units = count({ min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER });

/** A map from words to values of one kind, such as units by status. */
export function tally<const F extends Facets>(
  facets: F = {} as F,
): Field<Record<string, number>, Record<string, number>, F> {
  return field("tally", facets, {
    rule: { type: "record", key: "string", value: { ...units.rule } },
    path: { type: Object },
    schema: { type: "object", additionalProperties: units.schema },
  });
}

/** The rules of the fields that a caller may give; naming any other field is an error. */
export function rulesOf(fields: FieldTable): Record<string, Rule> {
  const rules: Record<string, Rule> = {};
  for (const [name, f] of Object.entries(fields)) {
    if (!f.facets.readonly && !f.facets.hidden) rules[name] = f.rule;
  }
  return rules;
}

/** For a change nothing is required and no default applies; null clears only what may be null. */
export function changeRulesOf(fields: FieldTable): Record<string, Rule> {
  const rules = rulesOf(fields);
  for (const [name, f] of Object.entries(fields)) {
    if (f.facets.fixed) delete rules[name];
    else if (rules[name]) rules[name] = { ...rules[name], optional: true };
  }
  return rules;
}

/** The JSON Schema of a table; what is required is what an answer always shows. */
export function objectSchema(fields: FieldTable, only: (f: Facets) => boolean = () => true): JsonSchema {
  const shown = Object.entries(fields).filter(([, f]) => !f.facets.hidden && only(f.facets));
  const required = shown.filter(([, f]) => !f.facets.optional && f.facets.default === undefined);
  return {
    type: "object",
    additionalProperties: false,
    properties: Object.fromEntries(shown.map(([name, f]) => [name, f.schema])),
    ...(required.length ? { required: required.map(([name]) => name) } : {}),
  };
}
