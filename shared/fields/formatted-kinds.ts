/** Kinds of text of one form: ids, dates, moments, zones, addresses. */
import type { Facets, Field, JsonSchema } from "./field.ts";
import {
  ANY_UUID,
  DATE,
  DATE_TIME,
  isLocalDate,
  isTimeZone,
  readInstant,
  readInstantInQuery,
  readUuid,
} from "./formats.ts";
import { checked, field, fits } from "./make-field.ts";

type Spelling = { accepts: (value: string) => boolean; allowed: string; schema: JsonSchema };

/** A text of one form. `read` returns the stored form of an accepted spelling; `parse` reads a query parameter. */
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

/** A UUID (ID-1), stored in lower case. */
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

/** A calendar date or a moment in input. The code that knows the time zone converts one into the other (TIM-2). */
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

/** A character class of white space and invisible characters. */
const UNSEEN =
  "\\s@\\u0000-\\u001f\\u007f-\\u009f\\u00ad\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u2069\\ufeff";
const EMAIL = new RegExp(`^[^${UNSEEN}]{1,64}@[^${UNSEEN}.]+(\\.[^${UNSEEN}.]+)+$`);

export const isEmail = (value: string): boolean => EMAIL.test(value);

/** An e-mail address, stored unchanged. Comparisons must fold its case. */
export const email = <const F extends Facets>(facets: F = {} as F) =>
  format("email", facets, {
    accepts: isEmail,
    allowed: "an e-mail address",
    schema: { pattern: EMAIL.source },
  });

const SCOPE = /^[a-z_]+:[a-z_]+$/;

/** A scope (section 12). The declarations of all services define the scopes; documents list them. */
export const scope = <const F extends Facets>(facets: F = {} as F) =>
  format("scope", facets, {
    accepts: (value) => SCOPE.test(value),
    allowed: "a scope like read:items",
    schema: { format: "scope", pattern: SCOPE.source },
  });
