/** A dialect's filter words, each of which means conditions on the fields of a resource. */
import { invalid, invalidField } from "../../shared/errors.ts";
import { type AnyField, type FilterOp, isLocalDate, type JsonSchema } from "../../shared/fields/index.ts";
import type { Condition } from "../../shared/page.ts";
import { allowedOps, filtersOf, sortsOf } from "../../shared/resource/query.ts";
import type { AnyResource } from "../../shared/resource/resource.ts";
import type { Codec, Read, Wire } from "../shapes/codecs.ts";
import type { Shape } from "../shapes/shape.ts";
import type { DialectContext } from "./context.ts";
import { dayEdge, emptyFilter, refuseTwice, unknownParameter } from "./query.ts";
import type { Parameter, Query } from "./request.ts";

/** A filter word. */
export type FilterWord = {
  /** Our filter's name. */
  field: string;
  ops: readonly string[];
  schema: JsonSchema;
  /** Reads one value; a list means any of its values. */
  read(text: string, wire: Wire): Read<unknown>;
  /** Rows have several values of it, so two filters can both match. */
  lists?: boolean;
  /** `null` finds rows without a value. */
  nullable?: boolean;
  /** A bare date means its whole business day in comparisons. */
  days?: boolean;
  /** For a word that is not a value of one field: its conditions. */
  conditions?(text: string, wire: Wire): Condition[] | { allowed: string };
};
export type FilterWords = ReadonlyMap<string, FilterWord>;

/** A word that a codec reads. */
export const filterBy = <V>(field: string, codec: Codec<V>, ops: readonly string[] = ["eq"]): FilterWord => ({
  ...{ field, ops, schema: codec.schema },
  read: (text, wire) => (codec.text ?? codec.in)(text, wire),
  lists: codec.schema.type === "array",
  days: codec.schema.format === "date-time",
});

/** A word with conditions of its own, read by a codec. */
export const filterByConditions = (field: string, codec: Codec<readonly Condition[]>): FilterWord => ({
  ...filterBy(field, codec),
  conditions(text, wire) {
    const read = codec.in(text, wire);
    return "value" in read ? [...read.value] : { allowed: "allowed" in read ? read.allowed : "valid" };
  },
});

/** The resource's own filters under its own names. */
export const ownFilters = (resource: AnyResource): FilterWords =>
  new Map([...filtersOf(resource).values()].map(({ name, field }) => [name, ownFilter(name, field)]));

/** The allowed values of a field, for error messages. */
export function allowedIn({ kind, schema }: Pick<AnyField, "kind" | "schema">): string {
  const words = Array.isArray(schema.enum) ? schema.enum.filter((each) => each !== null).join(", ") : "";
  return words ? `one of: ${words}` : phraseOf(kind);
}

function ownFilter(name: string, field: AnyField): FilterWord {
  const { facets, kind, schema, parse } = field;
  const allowed = allowedIn(field);
  return {
    ...{ field: name, ops: allowedOps(facets.filter ?? []) },
    schema: kind === "list" ? (schema.items as JsonSchema) : schema,
    lists: kind === "list",
    nullable: facets.optional === true,
    days: kind === "instant",
    read: (text) => {
      const value = parse?.(text);
      return value === undefined ? { allowed } : { value };
    },
  };
}

const phrases: Record<string, string> = {
  instant: "a date-time like 2027-01-31T09:30:00Z",
  date: "a date like 2027-01-31",
  id: "an id (UUID)",
  ref: "an id (UUID)",
  flag: "true or false",
  count: "a whole number",
  money: "a whole number of minor units",
  rate: "a whole number of parts per million",
  micro: "a whole number of millionths",
  money4: "a whole number of ten-thousandths of the major unit",
  decimal: "a number",
};

const phraseOf = (kind: string): string => phrases[kind] ?? `a ${kind}`;

/** The resource's filters under the names of a shape. */
export function filtersBy({ fields }: Shape, resource: AnyResource): [string, FilterWord][] {
  const byPath = new Map([...filtersOf(resource).values()].map((each) => [each.path, each]));
  return Object.entries(fields).flatMap(([name, { path, codec, filter, link }]) => {
    const offered = filter === false || link || !codec.in ? undefined : byPath.get(path);
    return offered
      ? [
          [
            name,
            filterBy(offered.name, codec as Codec<unknown>, allowedOps(offered.field.facets.filter ?? [])),
          ] as const satisfies [string, FilterWord],
        ]
      : [];
  });
}

/** The resource's sort fields under the names of a shape. */
export function sortsBy({ fields }: Shape, resource: AnyResource): ReadonlyMap<string, string> {
  const sortable = new Set(sortsOf(resource));
  const entries = Object.entries(fields).map(([name, { path }]): [string, string] => [name, path]);
  return new Map(entries.filter(([, path]) => sortable.has(path)));
}

const OPS: readonly string[] = ["eq", "ne", "gt", "gte", "lt", "lte", "in", "starts", "contains"];
const NAMED = /^(.+?)(?::([a-z]+)|\[([a-z]+)\])$/;
const UNDERSCORED = /^(.+)_(eq|ne|gte?|lte?|in)()$/;

/** "tag_price:gte", "tag_price[gte]" and "tag_price_gte" all name the same filter. */
function filterNamed(filters: FilterWords, name: string): { word: FilterWord; op: FilterOp } | null {
  const plain = filters.get(name);
  if (plain) return { word: plain, op: "eq" };
  const parts = NAMED.exec(name) ?? UNDERSCORED.exec(name);
  const word = parts && filters.get(parts[1]!);
  const op = (parts?.[2] || parts?.[3]) as FilterOp | undefined;
  return word && op && OPS.includes(op) ? { word, op } : null;
}

function conditionsOf(name: string, text: string, word: FilterWord, op: FilterOp, wire: Wire): Condition[] {
  const { field } = word;
  if (word.conditions) {
    const found = word.conditions(text, wire);
    if (Array.isArray(found)) return found;
    throw invalidField(name, "invalid_filter", `'${name}' must be ${found.allowed}.`);
  }
  if (!word.ops.includes(op)) {
    const message =
      op === "eq"
        ? `'${name}' is compared by: ${word.ops.map((each) => `${name}:${each}`).join(", ")}.`
        : `'${name}' does not offer '${op}'. Allowed: ${word.ops.join(", ")}.`;
    throw invalidField(name, "unknown_operator", message);
  }
  if (op === "starts" || op === "contains") return [{ field, op, value: text }];
  const values = (op === "in" ? text.split(",") : [text]).flatMap((each) =>
    valuesOf(name, each, word, op, wire),
  );
  if (op === "in") return [{ field, op, value: values }];
  if (values.length === 1) return [{ field, op, value: values[0] }];
  // A word that means several of ours.
  return op === "ne"
    ? values.map((each) => ({ field, op, value: each }))
    : [{ field, op: "in", value: values }];
}

function valuesOf(name: string, text: string, word: FilterWord, op: FilterOp, wire: Wire): unknown[] {
  if (text === "") throw emptyFilter(name, word.nullable ? "'null' finds rows without a value" : undefined);
  if (text === "null" && word.nullable) return [null];
  if (word.days && op !== "eq" && op !== "ne" && op !== "in" && isLocalDate(text))
    return [dayEdge(text, op, wire.timezone)];
  const read = word.read(text, wire);
  if ("value" in read) return [read.value].flat();
  if ("violations" in read) throw invalid(read.violations);
  throw invalidField(name, "invalid_filter", `'${name}' must be ${read.allowed}.`);
}

/** Filters of a query as conditions; other parameters are refused or reported as ignored. */
export function conditionsIn(
  ctx: DialectContext,
  filters: FilterWords,
  query: Query,
  also: readonly string[] = [],
): Condition[] {
  const seen = new Set<string>();
  const rest: Query = [];
  const conditions = query.flatMap(([name, text]) => {
    const named = ctx.dialect.refusesFilter?.(name, ctx.wire) ? null : filterNamed(filters, name);
    if (!named) {
      rest.push([name, text]);
      return [];
    }
    const { word, op } = named;
    const either = word.ops.includes("in");
    // Words with conditions of their own may be about one field together.
    const field = word.conditions ? name : word.field;
    refuseTwice(seen, name, { field, op, lists: word.lists === true, either });
    return conditionsOf(name, text, word, op, ctx.wire);
  });
  refuseRest(ctx, rest, () => [...also, ...filters.keys()]);
  return conditions;
}

/** Query parameters that no reader has consumed. */
export function refuseRest(ctx: DialectContext, rest: Query, allowed: () => string[]): void {
  for (const [name] of rest) {
    if (ctx.dialect.unknown === "refuse") throw unknownParameter(name, allowed());
    ctx.ignored.add(name);
  }
}

const COMPARED = ["gt", "gte", "lt", "lte"];

/** The schema of a value in a query: one entry of a list, without the parts that only stored fields have. */
function askedSchema({ schema, lists }: FilterWord): JsonSchema {
  const one = lists && schema.type === "array" ? (schema.items as JsonSchema) : schema;
  const { readOnly: _readOnly, default: _default, ...rest } = one;
  return withoutNull(rest);
}

/** The schema of a value that cannot be null: text in a query is none. */
export function withoutNull({ type, ...rest }: JsonSchema): JsonSchema {
  const types = [type].flat().filter((each) => each !== "null" && each !== undefined);
  return {
    ...(types.length ? { type: types.length === 1 ? types[0] : types } : {}),
    ...rest,
    ...(Array.isArray(rest.enum) ? { enum: rest.enum.filter((each) => each !== null) } : {}),
  };
}

/** Filters in documents: comparisons as a deep object, any other word unchanged. */
export const filterParameters = (filters: FilterWords): Parameter[] =>
  [...filters].map(([name, word]) => {
    const { ops } = word;
    const schema = askedSchema(word);
    const abouts = [
      ...(ops.includes("in") ? [`Several values: \`${name}:in=a,b\`.`] : []),
      ...(ops.includes("contains") ? [`Parts: \`${name}:starts=a\`, \`${name}:contains=a\`.`] : []),
    ];
    const several = abouts.length ? { about: abouts.join(" ") } : {};
    const compared = ops.filter((op) => COMPARED.includes(op));
    if (compared.length === 0) return { name, schema, ...several };
    const all = [...compared, ...(ops.includes("eq") ? ["eq", "ne"] : [])];
    const properties = Object.fromEntries(all.map((op) => [op, schema]));
    return { name, style: "deepObject" as const, schema: { type: "object", properties }, ...several };
  });
