/** Converts a list query into a MongoDB filter and sort by the resource's table. It refuses everything that the table does not offer. */
import { invalidField } from "../errors.ts";
import { type AnyField, compileInput, type FieldTable } from "../fields/index.ts";
import {
  type Condition,
  type CursorScope,
  DEFAULT_LIMIT,
  type ListQuery,
  openCursor,
  sealCursor,
} from "../page.ts";
import type { AnyResource } from "./resource.ts";
import { fold, folded, keyedValue, pathOf } from "./words.ts";

export type MongoFilter = Record<string, unknown>;

const NO_TENANT = "A query without a tenant cannot be built.";

/** The tenant's id. Throws without one (INV-28). */
export function tenantOf(org: unknown): string {
  if (typeof org !== "string" || org.length !== 36) throw new TypeError(NO_TENANT);
  return org;
}

/** Adds the tenant to a filter; refuses to run without one (INV-28, TEN-2). */
export function scoped(org: unknown, filter: MongoFilter, resource?: AnyResource): MongoFilter {
  tenantOf(org);
  if ("org_id" in filter) throw new TypeError("The tenant of a query is not the caller's to choose.");
  return { org_id: resource?.shared ? { $in: [org, null] } : org, ...filter };
}

const scalarOps: Record<string, string> = {
  eq: "$eq",
  ne: "$ne",
  gt: "$gt",
  gte: "$gte",
  lt: "$lt",
  lte: "$lte",
};

/** A filter of a resource: its name, path and field. */
export type Filter = { name: string; path: string; field: AnyField };

const filters = new WeakMap<object, Map<string, Filter>>();

/** The offered filters by name: of the columns, and of the fields inside groups and lists of groups that have an alias. */
export function filtersOf(resource: AnyResource): Map<string, Filter> {
  let offered = filters.get(resource);
  if (!offered) {
    const named = Object.entries(resource.columns as FieldTable).flatMap(namedIn);
    const own = named.filter(({ field }) => field.facets.filter);
    offered = new Map(own.map((each) => [each.name, each]));
    filters.set(resource, offered);
  }
  return offered;
}

/** A column, and the fields inside it that have an alias, by the names under which they may be filtered. */
function namedIn([column, field]: [string, AnyField]): Filter[] {
  const inside = Object.entries(field.fields ?? {}).flatMap(([name, inner]) =>
    inner.facets.alias ? [{ name: inner.facets.alias, path: `${column}.${name}`, field: inner }] : [],
  );
  return [{ name: field.facets.alias ?? column, path: column, field }, ...inside];
}

type Check = (input: unknown) => { value: unknown } | null;
const checks = new WeakMap<object, Check>();

/** The stored form of a value by the field's rule. It never accepts an operator object. */
function storedOf(declared: AnyField, value: unknown): { value: unknown } | null {
  let check = checks.get(declared);
  if (!check) {
    const rule = (declared.kind === "list" ? declared.rule.items : declared.rule) as AnyField["rule"];
    const alone = { ...rule, least: 0, min: undefined, optional: false, nullable: false };
    const validate = compileInput({ value: { ...declared, facets: {}, rule: alone } });
    check = (input) => {
      const checked = validate({ value: input });
      return checked.ok ? { value: checked.value.value } : null;
    };
    checks.set(declared, check);
  }
  return check(value);
}

/** The filter of one condition, by the field's rule and operators. */
export function conditionOf(resource: AnyResource, { field: name, op, value }: Condition): MongoFilter {
  const filter = filtersOf(resource).get(name);
  if (!filter) {
    const allowed = [...filtersOf(resource).keys()].join(", ");
    throw invalidField(name, "unknown_filter", `There is no filter '${name}' here. Allowed: ${allowed}.`);
  }
  const { field, path } = filter;
  if (field.facets.derived) throw new TypeError(`The filter '${name}' is its operation's to translate.`);
  const offered = allowedOps(field.facets.filter!);
  if (!offered.includes(op)) {
    throw invalidField(
      name,
      "unknown_operator",
      `'${name}' does not offer '${op}'. Allowed: ${offered.join(", ")}.`,
    );
  }
  if (op === "starts" || op === "contains") return { [pathOf(resource, path)]: partOf(name, op, value) };
  const values = op === "in" ? value : [value];
  // Null has no order.
  const nullable = field.facets.optional === true && ["eq", "ne", "in"].includes(op);
  const read = (one: unknown) => (one !== null ? storedOf(field, one) : nullable ? { value: null } : null);
  const fitting = Array.isArray(values) && values.length <= 100 ? values.map(read) : [null];
  const stored = fitting.flatMap((one) => (one ? [one.value] : []));
  if (stored.length < fitting.length) {
    const wanted = op === "in" ? "1 to 100 values" : "one value";
    throw invalidField(name, "invalid_filter", `'${name}' must be ${wanted} of kind ${field.kind}.`);
  }
  const compared = field.facets.typed ? stored.map(keyedValue) : stored;
  const test = op === "in" ? { $in: compared } : { [scalarOps[op] ?? "$eq"]: compared[0] };
  return { [pathOf(resource, path)]: test };
}

const LONGEST_PART = 200;

/** Typed texts that begin with a text or have it inside, without regard to case; the key of a text begins with its folded form. */
function partOf(name: string, op: "starts" | "contains", value: unknown): MongoFilter {
  const fits = typeof value === "string" && value.length > 0 && value.length <= LONGEST_PART;
  if (!fits || value.includes("\0"))
    throw invalidField(name, "invalid_filter", `'${name}' must be 1 to ${LONGEST_PART} characters.`);
  const escaped = folded(value).replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return { $regex: op === "starts" ? `^${escaped}` : `^[^\u0001]*${escaped}` };
}

/** `eq` includes `ne` and `in`. */
export const allowedOps = (ops: readonly string[]): string[] => [
  ...new Set(ops.flatMap((op) => (op === "eq" ? ["eq", "ne", "in"] : [op]))),
];

export const sortsOf = (resource: AnyResource): string[] =>
  Object.entries(resource.columns as FieldTable)
    .filter(([, field]) => field.facets.sort)
    .map(([name]) => name);

/** Soft-deleted rows, which have an index of their own. */
export const DELETED = { deleted_at: { $gt: "" } };

const hidesDeleted = (resource: AnyResource, query: ListQuery): boolean =>
  !resource.hardDelete && (query.deleted ?? "exclude") === "exclude";

/** One test for each word of a search, on the words that a row has. */
export function wordsFilter(search: string): MongoFilter[] {
  const words = fold(search).slice(0, 10);
  if (words.length === 0)
    throw invalidField("search", "invalid_search", "Search for at least one letter or digit.");
  return words.map((word) => ({ words: { $regex: `^${word}` } }));
}

/** Rows that are not deleted, in a form that an index answers alone; of null it would ask the row. */
const PRESENT = { deleted_at: { $not: DELETED.deleted_at } };

/** The filter that a list query asks for, without the tenant. */
function filterOf(
  resource: AnyResource,
  query: ListQuery,
  present: MongoFilter = { deleted_at: null },
): MongoFilter {
  const all: MongoFilter[] = (query.conditions ?? []).map((condition) => conditionOf(resource, condition));
  if (query.ids) all.push({ _id: { $in: query.ids } });
  if (!resource.hardDelete) {
    if (query.deleted === "only") all.push(DELETED);
    else if (query.deleted !== "include") all.push(present);
  }
  if (query.search !== undefined) {
    if (!resource.search) throw invalidField("search", "unknown_parameter", "This list offers no search.");
    all.push(...wordsFilter(query.search));
  }
  return all.length === 0 ? {} : all.length === 1 ? all[0]! : { $and: all };
}

export type PlanContext = {
  org: string;
  /** Signs cursors. */
  secret: string;
  /** Conditions of the operation. */
  where?: MongoFilter | undefined;
};

export type Plan = {
  filter: MongoFilter;
  sort: Record<string, 1 | -1>;
  limit: number;
  skip: number;
  /** The same filter without the cursor, for passing over rows by their keys. */
  passing: MongoFilter;
  /** The same filter without the cursor, for counting. */
  counted: Counted;
  cursorAfter: (last: { _id: string; [field: string]: unknown }) => string;
};

/** Rows to count: those that match, less those among them that are deleted. Whether a row is deleted is in no index of the filters, so that asking it of each would read the row. */
export type Counted = { matching: MongoFilter; less_deleted: boolean };

/** A page's filter, sort and limit. The limit is one row more, which shows whether there is a next page. */
export function planOf(
  resource: AnyResource,
  query: ListQuery,
  { org, secret, where = {} }: PlanContext,
): Plan {
  const asked = query.sort ?? "-created_at";
  const name = asked.replace(/^-/, "");
  if (!sortsOf(resource).includes(name)) {
    throw invalidField(
      "sort",
      "unknown_sort",
      `Cannot sort by '${name}'. Allowed: ${sortsOf(resource).join(", ")}, each also with a leading '-'.`,
    );
  }
  const direction = asked.startsWith("-") ? -1 : 1;
  const path = pathOf(resource, name);
  const within = (asked: MongoFilter) => (Object.keys(where).length ? { $and: [asked, where] } : asked);
  const matching = within(filterOf(resource, query));
  const less_deleted = hidesDeleted(resource, query);
  const scope: CursorScope = {
    org,
    list: `${resource.service}.${resource.name}`,
    query: JSON.stringify([
      ...[query.conditions ?? [], query.deleted ?? "exclude", query.search ?? "", where],
      ...(query.ids ? [query.ids] : []),
    ]),
    sort: asked,
  };
  const limit = query.limit ?? DEFAULT_LIMIT;
  return {
    filter: query.cursor
      ? { $and: [matching, behind(resource, name, direction, openCursor(secret, scope, query.cursor))] }
      : matching,
    passing: within(filterOf(resource, query, PRESENT)),
    counted: {
      matching: less_deleted ? within(filterOf(resource, { ...query, deleted: "include" })) : matching,
      less_deleted,
    },
    sort: { [path]: direction, _id: direction },
    limit,
    skip: query.skip ?? 0,
    cursorAfter: (last) => sealCursor(secret, scope, [at(last, path), last._id]),
  };
}

/** The value of a row at a path. */
const at = (row: Record<string, unknown>, path: string): unknown =>
  path.split(".").reduce<unknown>((value, name) => (value as MongoFilter | null)?.[name], row) ?? null;

/**
 * Rows behind a position. The bound on the sort key is outside the `$or`, so that MongoDB enters the index at the position
 * and not at its beginning. MongoDB sorts null before every value, and a bound never finds it.
 */
export function behind(
  resource: AnyResource,
  name: string,
  direction: 1 | -1,
  [key, id]: [unknown, string],
): MongoFilter {
  const op = direction === 1 ? "$gt" : "$lt";
  const path = pathOf(resource, name);
  const tie = { [path]: key, _id: { [op]: id } };
  if (key === null) return direction === 1 ? { $or: [{ [path]: { $ne: null } }, tie] } : tie;
  const bounded = { [path]: { [`${op}e`]: key }, $or: [{ [path]: { [op]: key } }, tie] };
  const nullable = (resource.columns as FieldTable)[name]?.facets.optional === true;
  return nullable && direction === -1 ? { $or: [bounded, { [path]: null }] } : bounded;
}
