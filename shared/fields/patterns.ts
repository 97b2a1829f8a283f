/** What a text must look like: the test, and the words of a refusal after "must be". */
export type Pattern = { regex: RegExp; allowed: string };

const of = (regex: RegExp, allowed: string): Pattern => ({ regex, allowed });

/** Patterns that fields of several resources have. A pattern of one field stands at the field. */
export const patterns = {
  slug: of(
    /^[a-z0-9]+(-[a-z0-9]+)*$/,
    "lower-case letters (a to z) and digits, in words joined by hyphens, such as winter-coats",
  ),
  code: of(
    /^[a-z0-9]+([-_][a-z0-9]+)*$/,
    "lower-case letters (a to z) and digits, in words joined by hyphens or underscores, such as winter_coats",
  ),
  key: of(/^[a-z0-9_-]+$/, "lower-case letters (a to z), digits, hyphens and underscores"),
  name: of(/^[A-Za-z0-9._-]+$/, "letters (A to Z, a to z), digits, dots, hyphens and underscores"),
  cardCode: of(/^[A-Za-z0-9-]+$/, "letters (A to Z, a to z), digits and hyphens"),
  color: of(/^#[0-9a-fA-F]{6}$/, "a color such as #1e90ff"),
  timeOfDay: of(/^([01]\d|2[0-3]):[0-5]\d$/, "a time from 00:00 to 23:59"),
  country: of(/^[A-Z]{2}$/, "an ISO 3166 country code of two capital letters, such as DE"),
  locale: of(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, "the tag of a language, such as en or de-AT"),
} as const;
