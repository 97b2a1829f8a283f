/** Query strings: split, bounded, and refused with a hint at the closest known name (API-4, API-5, API-6). */
import leven from "leven";
import { addDays, startOfDate } from "../../shared/dates.ts";
import { invalidField } from "../../shared/errors.ts";
import type { FilterOp } from "../../shared/fields/index.ts";
import type { Query } from "./request.ts";

const MAX_PARAMETERS = 100;

/** Decoded query parameters in order; too many or badly encoded ones are refused. */
export function splitQuery(text: string): Query {
  if (text === "") return [];
  const parts = text.split("&").filter(Boolean);
  if (parts.length > MAX_PARAMETERS)
    throw invalidField("", "too_many_parameters", `At most ${MAX_PARAMETERS} query parameters.`);
  return parts.map((part) => {
    const cut = part.indexOf("=");
    const [name, value] = cut < 0 ? [part, ""] : [part.slice(0, cut), part.slice(cut + 1)];
    try {
      return [decode(name), decode(value)];
    } catch {
      throw invalidField("", "malformed_query", "The query string has invalid percent-encoding.");
    }
  });
}

const decode = (text: string) => decodeURIComponent(text.replaceAll("+", " "));

/** Refuses a filter without a value: most often an unset variable in the client. */
export const emptyFilter = (name: string, instead?: string) =>
  invalidField(
    name,
    "empty_filter",
    `'${name}' has no value: leave the filter out, or give it one${instead ? `; ${instead}` : ""}.`,
  );

/** Refuses a filter that is given twice, unless both can match: lists that contain both, or `ne` twice. */
export function refuseTwice(seen: Set<string>, name: string, what: FilterUse = { field: name }): void {
  const { field, op, lists = false, either = false } = what;
  const key = `${field} ${op ?? ""}`;
  if (seen.has(key) && op !== "ne" && !lists) {
    const hint = either ? ` '${field}:in=a,b' finds either value.` : "";
    throw invalidField(name, "duplicate", `'${name}' is given twice.${hint}`);
  }
  seen.add(key);
}

/** What a parameter compares: `lists` whether rows have several values of it, `either` whether `in` is offered. */
type FilterUse = { field: string; op?: FilterOp; lists?: boolean; either?: boolean };

/** Where a whole business day begins or ends, for a comparison with it. */
export function dayEdge(day: string, op: FilterOp, zone: string): string {
  if (op === "gte" || op === "lt") return startOfDate(day, zone);
  return new Date(Date.parse(startOfDate(addDays(day, 1), zone)) - 1).toISOString();
}

/** Words of `include` and `expand`: repeated, `[]`-suffixed and comma forms are one list. */
export function wordsOf(query: Query, name: string, allowed: readonly string[]): string[] {
  const words = query
    .filter(([key]) => key === name || key === `${name}[]`)
    .flatMap(([, value]) => value.split(","))
    .filter(Boolean);
  for (const word of words) {
    if (!allowed.includes(word)) {
      throw invalidField(
        name,
        `unknown_${name}`,
        `'${word}' cannot be asked for here. Allowed: ${allowed.join(", ") || "nothing"}.`,
      );
    }
  }
  return [...new Set(words)];
}

/** A whole number of a query parameter within bounds. */
export function wholeNumber(name: string, text: string, low: number, high: number): number {
  const number = /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
  if (number >= low && number <= high) return number;
  throw invalidField(name, "out_of_range", `'${name}' must be a whole number from ${low} to ${high}.`);
}

/** Error messages list at most this many names. */
const MOST_NAMES = 12;
/** A name at a larger distance is not a typing error. */
const MOST_SLIPS = 3;

/** The probably intended name: a few letters differ, or one is the beginning of the other. */
function nearest(name: string, allowed: readonly string[]): string | undefined {
  const plain = name.toLowerCase();
  const [first] = allowed
    .map((each) => ({ each, slips: each.startsWith(plain) ? 1 : leven(plain, each) }))
    .sort((a, b) => a.slips - b.slips);
  return first && first.slips <= Math.min(MOST_SLIPS, plain.length / 2) ? first.each : undefined;
}

export function unknownParameter(name: string, allowed: readonly string[]) {
  const meant = nearest(name, allowed);
  const hint = meant === undefined ? "" : ` Did you mean '${meant}'?`;
  const list =
    allowed.length > MOST_NAMES
      ? "The documentation page /docs lists those that there are."
      : `Allowed: ${allowed.join(", ") || "none"}.`;
  const message = `There is no query parameter '${name}' here.${hint} ${list}`;
  return invalidField(name, "unknown_parameter", message);
}
