/** The native spelling of lists in the query string (API-4, API-5, API-6), read by the resource's own table. */
import leven from "leven";
import { addDays, startOfDate } from "../shared/dates.ts";
import { invalidField } from "../shared/errors.ts";
import { type FilterOp, isLocalDate } from "../shared/fields/index.ts";
import { type Condition, type ListQuery, MAX_LIMIT } from "../shared/page.ts";
import { allowedOps, type Filter, filtersOf } from "../shared/resource/query.ts";
import type { AnyResource } from "../shared/resource/resource.ts";

const OPS: readonly FilterOp[] = ["eq", "ne", "gt", "gte", "lt", "lte", "in"];
const MAX_PARAMETERS = 100;
type Query = [string, string][];

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
      throw invalidField("", "malformed_query", "The query string is not well encoded.");
    }
  });
}

const decode = (text: string) => decodeURIComponent(text.replaceAll("+", " "));

/** "tag_price:gte", "tag_price[gte]" and "tag_price_gte" all name the same filter. */
function filterName(resource: AnyResource, name: string): { filter: Filter; op: FilterOp } | null {
  const offered = filtersOf(resource);
  const plain = offered.get(name);
  if (plain) return { filter: plain, op: "eq" };
  const parts = /^(.+?)(?::([a-z]+)|\[([a-z]+)\])$/.exec(name) ?? /^(.+)_(eq|ne|gte?|lte?|in)()$/.exec(name);
  if (!parts) return null;
  const op = (parts[2] || parts[3]) as FilterOp;
  const filter = offered.get(parts[1]!);
  return filter && OPS.includes(op) ? { filter, op } : null;
}

function conditionOf(resource: AnyResource, name: string, value: string, zone: string): Condition | null {
  const named = filterName(resource, name);
  if (!named) return null;
  const { op, filter } = named;
  const { field } = filter;
  const read = (text: string) => {
    if (text === "")
      throw emptyFilter(name, field.facets.optional ? "'null' finds what has none" : undefined);
    if (text === "null" && field.facets.optional) return null;
    // A bare date stands for its whole business day when an instant is compared.
    if (field.kind === "instant" && isLocalDate(text) && /^[gl]te?$/.test(op)) return dayEdge(text, op, zone);
    const parsed = field.parse ? field.parse(text) : undefined;
    if (parsed === undefined) {
      const words = (field.schema.enum as unknown[] | undefined)?.filter((each) => each !== null).join(", ");
      const allowed = words ? `one of: ${words}` : `a value of kind ${field.kind}`;
      throw invalidField(name, "invalid_filter", `'${name}' must be ${allowed}.`);
    }
    return parsed;
  };
  return { field: filter.name, op, value: op === "in" ? value.split(",").map(read) : read(value) };
}

/** A filter without a value looks for nothing: most often a variable that was not set. */
export const emptyFilter = (name: string, instead?: string) =>
  invalidField(
    name,
    "empty_filter",
    `'${name}' has no value: leave the filter out, or give it one${instead ? `; ${instead}` : ""}.`,
  );

/** What is given twice contradicts itself, unless both can hold: lists that have both words, neither of two values. */
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

const PAGING = new Set(["limit", "cursor", "sort", "search", "deleted"]);
const isWordList = (key: string) => /^(include|expand)(\[\])?$/.test(key);

function bounded(name: string, value: string, low: number, high: number): number {
  const number = /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN;
  if (!(number >= low && number <= high))
    throw invalidField(name, "out_of_range", `'${name}' must be a whole number from ${low} to ${high}.`);
  return number;
}

/** The list query of a native request; `zone` is where a bare date begins and ends. */
export function listQuery(resource: AnyResource, query: Query, zone = "UTC"): ListQuery {
  const read: ListQuery = {};
  const conditions: Condition[] = [];
  const seen = new Set<string>();
  for (const [name, value] of query) {
    if (isWordList(name)) continue;
    if (PAGING.has(name)) refuseTwice(seen, name);
    if (name === "limit") read.limit = bounded(name, value, 1, MAX_LIMIT);
    else if (name === "cursor") read.cursor = value;
    else if (name === "sort") read.sort = value;
    else if (name === "search" && resource.search) read.search = value;
    else if (name === "deleted" && !resource.hard) read.deleted = deletedOf(value);
    else {
      const condition = conditionOf(resource, name, value, zone);
      if (!condition) throw unknownParameter(name, listParameters(resource));
      const { facets, kind } = filtersOf(resource).get(condition.field)!.field;
      const either = allowedOps(facets.filter!).includes("in");
      refuseTwice(seen, name, { ...condition, lists: kind === "list", either });
      conditions.push(condition);
    }
  }
  if (conditions.length) read.conditions = conditions;
  if (wordsOf(query, "include", ["count"]).length) read.count = true;
  return read;
}

function deletedOf(value: string): "include" | "only" | "exclude" {
  if (value === "include" || value === "only" || value === "exclude") return value;
  throw invalidField("deleted", "invalid_value", "'deleted' must be one of: exclude, include, only.");
}

/** More names than this are no help in a sentence: the documentation has them. */
const MOST_NAMES = 12;
/** A name further off than this is no slip of the keyboard. */
const MOST_SLIPS = 3;

/** What was probably meant: the same letters but for a few, or the beginning of the other. */
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

export const listParameters = (resource: AnyResource): string[] => [
  "limit",
  "cursor",
  "sort",
  "include",
  "expand",
  ...(resource.search ? ["search"] : []),
  ...(resource.hard ? [] : ["deleted"]),
  ...[...filtersOf(resource).values()].flatMap(({ name, field }) => [
    name,
    ...allowedOps(field.facets.filter!)
      .filter((op) => op !== "eq")
      .map((op) => `${name}:${op}`),
  ]),
];
