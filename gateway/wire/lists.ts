/** Lists in a dialect's words: its paging and its filters, read by the same tables that spell its objects. */
import { invalid, invalidField } from "../../shared/errors.ts";
import type { FilterOp } from "../../shared/fields/index.ts";
import type { Condition, ListQuery, Page } from "../../shared/page.ts";
import { allowedOps, filtersOf, sortsOf } from "../../shared/resource/query.ts";
import type { AnyResource } from "../../shared/resource/resource.ts";
import { dayEdge, emptyFilter, refuseTwice, unknownParameter } from "../query.ts";
import type { Parameter } from "../row.ts";
import { type Codec, text, type Wire } from "./codecs.ts";
import type { Row, Shape } from "./shape.ts";
import type { Query, Speech, Talk } from "./talk.ts";

/** A filter as the dialect spells it. A codec may read one word as several values. */
export type WireFilter = {
  field: string;
  codec: Codec;
  ops: readonly string[];
  /** Where a word of the dialect is no value of one field: the conditions that it stands for. */
  conditions?: (value: string, wire: Wire) => Condition[] | { allowed: string };
};

/** What a list offers: its filters and its sorts by the dialect's names for our fields. */
export type Offered = { filters: Map<string, WireFilter>; sorts: ReadonlyMap<string, string> };

export const nothingOffered: Offered = { filters: new Map(), sorts: new Map() };

/** What a shape makes of the filters and sorts of its resource, and the filters that a dialect adds. */
export function offeredBy(
  shape: Shape,
  resource: AnyResource,
  more: Record<string, WireFilter> = {},
): Offered {
  const sortable = new Set(sortsOf(resource));
  const sorts = Object.entries(shape.fields).flatMap(([name, { path }]) =>
    sortable.has(path) ? [[name, path] as const] : [],
  );
  return { filters: wireFilters(shape, resource, more), sorts: new Map(sorts) };
}

/** The filters that a shape makes of those of its resource, and those a dialect adds. */
export function wireFilters(
  shape: Shape,
  resource: AnyResource,
  more: Record<string, WireFilter> = {},
): Map<string, WireFilter> {
  const byPath = new Map([...filtersOf(resource).values()].map((each) => [each.path, each]));
  const own = Object.entries(shape.fields).flatMap(([name, { path, codec, filter, term }]) => {
    const offered = filter === false || term ? undefined : byPath.get(path);
    return offered
      ? [[name, { field: offered.name, codec, ops: allowedOps(offered.field.facets.filter!) }] as const]
      : [];
  });
  return new Map<string, WireFilter>([...own, ...Object.entries(more)]);
}

const NAMED = /^(.+?)(?::([a-z]+)|\[([a-z]+)\])$/;
const UNDERSCORED = /^(.+)_(eq|ne|gte?|lte?|in)()$/;

function filterNamed(
  filters: Map<string, WireFilter>,
  name: string,
): { filter: WireFilter; op: FilterOp } | null {
  const plain = filters.get(name);
  if (plain && !plain.ops.includes("eq"))
    throw invalidField(
      name,
      "unknown_operator",
      `'${name}' is compared by: ${plain.ops.map((op) => `${name}:${op}`).join(", ")}.`,
    );
  if (plain) return { filter: plain, op: "eq" };
  const parts = NAMED.exec(name) ?? UNDERSCORED.exec(name);
  const filter = parts && filters.get(parts[1]!);
  const op = (parts?.[2] || parts?.[3]) as FilterOp | undefined;
  return filter && op && filter.ops.includes(op) ? { filter, op } : null;
}

function conditionsOf(
  filter: WireFilter,
  op: FilterOp,
  name: string,
  value: string,
  wire: Wire,
): Condition[] {
  const { codec, field } = filter;
  if (filter.conditions) {
    const found = filter.conditions(value, wire);
    if (Array.isArray(found)) return found;
    throw invalidField(name, "invalid_filter", `'${name}' must be ${found.allowed}.`);
  }
  const read = (given: string): unknown => {
    if (given === "") throw emptyFilter(name);
    const edge = codec.schema.format === "date-time" && /^\d{4}-\d{2}-\d{2}$/.test(given) && op !== "eq";
    const found = edge ? { value: dayEdge(given, op, wire.timezone) } : (codec.text ?? codec.in)(given, wire);
    if ("value" in found) return found.value;
    if ("violations" in found) throw invalid(found.violations);
    throw invalidField(name, "invalid_filter", `'${name}' must be ${found.allowed}.`);
  };
  const values = (op === "in" ? value.split(",") : [value]).flatMap(read);
  if (op === "in") return [{ field, op, value: values }];
  if (values.length === 1) return [{ field, op, value: values[0] }];
  // A word that stands for several of ours.
  return op === "ne"
    ? values.map((each) => ({ field, op, value: each }))
    : [{ field, op: "in", value: values }];
}

/** Named filters as conditions; what is none of them is refused or told as ignored. */
export function conditionsOfNames(
  speech: Speech,
  talk: Talk,
  filters: Map<string, WireFilter>,
  pairs: Query,
  also: readonly string[] = [],
): Condition[] {
  const conditions: Condition[] = [];
  const seen = new Set<string>();
  const left: Query = [];
  for (const [name, value] of pairs) {
    const named = speech.refuses?.(name, talk.wire) ? null : filterNamed(filters, name);
    if (!named) {
      left.push([name, value]);
      continue;
    }
    const { filter, op } = named;
    refuseTwice(seen, name, { field: filter.field, op, lists: filter.codec.schema.type === "array" });
    conditions.push(...conditionsOf(filter, op, name, value, talk.wire));
  }
  refuseRest(speech, talk, left, () => [...also, ...filters.keys()]);
  return conditions;
}

/** The list that a request asks for. */
export function listOf(speech: Speech, talk: Talk, { filters, sorts }: Offered): ListQuery {
  const names = speech.paging.parameters.map((each) => each.name);
  const given = talk.asked.query.map(([name]) => name).filter((name) => names.includes(name));
  const twice = given.find((name, i) => given.indexOf(name) !== i);
  if (twice) throw invalidField(twice, "duplicate", `'${twice}' is given twice.`);
  const { list, rest } = speech.paging.read(talk.asked.query, sorts);
  const conditions = [...(list.conditions ?? []), ...conditionsOfNames(speech, talk, filters, rest, names)];
  return conditions.length ? { ...list, conditions } : list;
}

/** Query parameters that nobody has read. */
export function refuseRest(speech: Speech, talk: Talk, left: Query, allowed: () => string[]): void {
  for (const [name] of left) {
    if (speech.unknown === "refuse") throw unknownParameter(name, allowed());
    talk.ignored.add(name);
  }
}

/** A page in the dialect's words. */
export async function pageIn(
  speech: Speech,
  talk: Talk,
  shape: Shape,
  action: string,
  list: ListQuery,
  include?: ReadonlySet<string>,
  expand: (rows: Row[]) => Promise<void> = async () => undefined,
): Promise<object> {
  const page = await talk.speaking(shape, () => talk.call<Page<Row>>(action, list, { trial: true }));
  await expand(page.data);
  return speech.paging.body({ ...page, data: await talk.showEach(shape, page.data, include) }, list);
}

/** What documentation says of a list's filters. */
export const filterParameters = (filters: Map<string, WireFilter>): Parameter[] =>
  [...filters].flatMap(([name, { codec, ops }]) => {
    const compared = ops.filter((op) => ["gt", "gte", "lt", "lte"].includes(op));
    return compared.length === 0
      ? [{ name, schema: codec.schema }]
      : [
          {
            name,
            style: "deepObject" as const,
            schema: {
              type: "object",
              properties: Object.fromEntries(
                [...compared, ...(ops.includes("eq") ? ["eq", "ne"] : [])].map((op) => [op, codec.schema]),
              ),
            },
          },
        ];
  });

/** A filter that compares with text in any way. */
export const plainFilter = (
  field: string,
  codec: Codec = text,
  ops: readonly string[] = ["eq"],
): WireFilter => ({
  field,
  codec,
  ops,
});
