/** What lists and rows of freight have in common: filters as JSON, columns of a table, two addresses for each change (MRC-FRT-1…4). */
import { notFound } from "../../../shared/errors.ts";
import type { Condition } from "../../../shared/page.ts";
import { allowedOps, filtersOf } from "../../../shared/resource/query.ts";
import type { AnyResource } from "../../../shared/resource/resource.ts";
import { type Area, manyById } from "../../kit/area.ts";
import type { Behavior } from "../../kit/behavior.ts";
import { change, create, get, idOf, openView, remove } from "../../kit/builders.ts";
import type { DialectContext } from "../../kit/context.ts";
import type { FilterWord } from "../../kit/filters.ts";
import { ANY_KEY } from "../../kit/index.ts";
import { titleOf } from "../../kit/list-export.ts";
import type { Query } from "../../kit/request.ts";
import type { Body } from "../../shapes/body.ts";
import type { Wire } from "../../shapes/codecs.ts";
import type { Shape } from "../../shapes/shape.ts";
import { ofNamed, ofPresent, openObject, reading, removedById } from "./area.ts";
import { listing } from "./listing.ts";
import { snake } from "./shapes/common.ts";

type Asked = { field: string; operator: string; values: readonly unknown[] };

const operators: Readonly<
  Record<string, (values: readonly unknown[]) => readonly [Condition["op"], unknown][]>
> = {
  is_any_of: (values) => [["in", values]],
  is_not_any_of: (values) => values.map((value) => ["ne", value]),
  equals: ([value]) => [["eq", value]],
  not_equals: ([value]) => [["ne", value]],
  contains: ([value]) => [["contains", value]],
  is_empty: () => [["eq", null]],
  is_not_empty: () => [["ne", null]],
  greater_than: ([value]) => [["gt", value]],
  less_than: ([value]) => [["lt", value]],
  greater_than_or_equal: ([value]) => [["gte", value]],
  less_than_or_equal: ([value]) => [["lte", value]],
  is_true: () => [["eq", true]],
  is_false: () => [["eq", false]],
};

function askedIn(text: string): Asked[] {
  try {
    const given: unknown = JSON.parse(text);
    const all = Array.isArray(given) ? given.slice(0, 20) : [];
    return all.flatMap((each) =>
      typeof each?.field === "string" && typeof each.operator === "string"
        ? [{ ...each, values: Array.isArray(each.values) ? each.values.slice(0, 100) : [] }]
        : [],
    );
  } catch {
    return [];
  }
}

/** `filters=[{field, operator, values}]`; what the list does not offer, and JSON that is none, filters nothing (MRC-FRT-1). */
export function jsonFilters(resource: AnyResource, { fields }: Shape): FilterWord {
  const offered = new Map([...filtersOf(resource).values()].map((each) => [each.path, each]));
  const byName = new Map(
    Object.entries(fields).flatMap(
      ([name, each]) =>
        [
          [name, each],
          [snake(name), each],
        ] as const,
    ),
  );
  const conditionsOf = ({ field, operator, values }: Asked, wire: Wire): Condition[] => {
    const of = byName.get(field);
    const filter = of && offered.get(of.path);
    if (!of?.codec.in || !filter) return [];
    const read = values.flatMap((value) => {
      const found = of.codec.in!(value, wire);
      return "value" in found ? [found.value] : [];
    });
    const able = allowedOps(filter.field.facets.filter ?? []);
    const nullable = filter.field.facets.optional === true;
    return (operators[operator]?.(read) ?? []).flatMap(([op, value]) =>
      able.includes(op) && value !== undefined && (value !== null || nullable)
        ? [{ field: filter.name, op, value }]
        : [],
    );
  };
  return {
    ...{ field: "id", ops: ["eq"], schema: { type: "string" }, read: (text) => ({ value: text }) },
    conditions: (text, wire) => askedIn(text).flatMap((each) => conditionsOf(each, wire)),
  };
}

const other = new Map([
  ["q", "search"],
  ["limit", "pageSize"],
]);

/** `q` is `search`, and `limit` is `pageSize`, unless these are named as well. */
const renamed = (query: Query): Query =>
  query.flatMap(([name, value]) => {
    const usual = other.get(name);
    if (usual === undefined) return [[name, value] as const];
    return query.some(([each]) => each === usual) ? [] : [[usual, value] as const];
  });

const parameters = [...other.keys()].map((name) => ({ name, schema: { type: "string" } }));

const listed = (of: Area): Behavior => {
  const does = listing(of);
  return {
    ...does,
    parameters: (dialect) => [...(does.parameters?.(dialect) ?? []), ...parameters],
    run: (ctx) => does.run({ ...ctx, request: { ...ctx.request, query: renamed(ctx.request.query) } }),
  };
};

type Seven<N extends string> = {
  [id in `${"get" | "post" | "put" | "delete"}${N}` | `${"get" | "put" | "delete"}${N}ById`]: Behavior;
};

/** The features of the document decide, since two of them share a noun. */
const byFeature = (does: Behavior): Behavior => ({ ...does, scope: ANY_KEY });

/** A new row is answered whole. */
const created = (of: Area): Behavior => {
  const does = create(of);
  return {
    ...does,
    async run(ctx) {
      const { created: _, ...dialect } = ctx.dialect;
      return does.run({ ...ctx, dialect });
    },
  };
};

const changed = (of: Area): Behavior => {
  const does = change(of);
  return {
    ...does,
    response: () => openObject,
    run: async (ctx) => ({ ...((await does.run(ctx)) as Body), ok: true }),
  };
};

/** Whether a row is one of the area. */
const isOf =
  ({ options }: Area) =>
  (row: Body): boolean =>
    (options.only ?? []).every(({ field, value }) => row[field] === value);

/** What one row alone is shown with. */
type Parts = (ctx: DialectContext, row: Body) => Promise<Body>;

/** The seven operations of a collection of freight; what the area shows `only` has equal values. */
export function freight<const N extends string>(
  name: N,
  of: Area,
  parts: Parts = async () => ({}),
): Seven<N> {
  const shown: Behavior = {
    ...get(of),
    response: () => openObject,
    async run(ctx) {
      const id = idOf(ctx, of.resource.name);
      const row = (await manyById(ctx, of.resource, [id])).get(id);
      if (!row || row.deleted_at || !isOf(of)(row)) throw notFound(of.resource.name, id);
      const [body] = await openView(ctx, of.view).present([row]);
      return { ...body, ...(await parts(ctx, row)) };
    },
  };
  const present = (does: Behavior) => ofPresent(of, does, isOf(of));
  const put = ofNamed(present(changed(of)));
  const all = {
    ...{ [`get${name}`]: listed(of), [`post${name}`]: created(of), [`get${name}ById`]: shown },
    ...{ [`put${name}`]: put, [`put${name}ById`]: put },
    ...{ [`delete${name}`]: removedById(of, isOf(of)), [`delete${name}ById`]: present(remove(of)) },
  };
  return Object.fromEntries(Object.entries(all).map(([id, each]) => [id, byFeature(each)])) as Seven<N>;
}

/** A list that shows what two areas write. */
export const browsed = (of: Area): Behavior => byFeature(listed(of));

const kinds: Readonly<Record<string, [type: string, width: number]>> = {
  ...{ number: ["numeric", 110], integer: ["numeric", 110], boolean: ["checkbox", 80] },
};

/** The columns of a table of these rows, as they follow from their fields (MRC-FRT-2). */
export function tableConfig({ shape }: Area): Behavior {
  const columns = Object.entries(shape.fields).flatMap(([data, { codec, ...field }]) => {
    const { type, format, enum: source } = codec.schema;
    if (type === "object" || data === "id") return [];
    const [kind, width] = Array.isArray(source)
      ? ["dropdown", 140]
      : (kinds[String(type)] ?? (String(format).startsWith("date") ? ["date", 130] : ["text", 160]));
    const readOnly = "readonly" in field && field.readonly ? { readOnly: true } : {};
    return [
      {
        data,
        title: titleOf(data),
        width,
        type: kind,
        ...(Array.isArray(source) ? { source } : {}),
        ...readOnly,
      },
    ];
  });
  return reading(ANY_KEY, async () => ({ columns, meta: {} }), openObject);
}
