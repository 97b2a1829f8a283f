/** The operations that Pharus has on most of its objects, under the names of its document. */
import { notFound } from "../../../shared/errors.ts";
import type { Condition } from "../../../shared/page.ts";
import type { AnyResource } from "../../../shared/resource/resource.ts";
import type { Lookup } from "../../../shared/service/lookup.ts";
import type { AnyOperation } from "../../../shared/service/operation.ts";
import type { ActionRef } from "../../../shared/service/reference.ts";
import type { Import } from "../../../shared/service/rows.ts";
import type { InUse } from "../../../shared/service/uses.ts";
import { actionFor } from "../../kit/actions.ts";
import { eachUnder } from "../../kit/answer.ts";
import { type Area, type AreaOptions, area as areaOf, manyById } from "../../kit/area.ts";
import type { Behavior } from "../../kit/behavior.ts";
import { change, create, idOf, list, openView, remove } from "../../kit/builders.ts";
import type { DialectContext } from "../../kit/context.ts";
import { handle } from "../../kit/operation.ts";
import { removing } from "../../kit/parts.ts";
import { importing, type ShownRow } from "../../kit/rows.ts";
import { searching } from "../../kit/search-view.ts";
import { listed } from "../../kit/whole.ts";
import type { Body } from "../../shapes/body.ts";
import type { Codec } from "../../shapes/codecs.ts";
import { listUnder } from "../../shapes/schema.ts";
import type { Shape } from "../../shapes/shape.ts";
import { lookupShape } from "./shapes/common.ts";

type Verb = "list" | "search" | "create" | "get" | "change" | "remove";
type Named<V extends Verb, One extends string, Many extends string> = {
  list: `list${Many}`;
  search: `list${Many}`;
  create: `create${One}`;
  get: `get${One}`;
  change: `update${One}`;
  remove: `delete${One}`;
}[V];
type Operations<V extends Verb, One extends string, Many extends string> = {
  [verb in V as Named<verb, One, Many>]: Behavior;
};

export const deleted = {
  type: "object",
  properties: { deletedId: { type: "string", format: "uuid" } },
  required: ["deletedId"],
};

type Removable = { deleted_at?: string | null };
/** A resource by whose name and `get` an entry is read. */
type ReadById<Row> = { name: string; actions: { get: ActionRef<{ id: string }, Row> } };

/** Whether an entry is outside the set that an area shows. */
export const lacks = (row: Body, only: readonly Condition[]): boolean =>
  only.some(({ field, op, value }) => [value].flat().includes(row[field]) === (op === "ne"));

/**
 * The entry in the path, if the area's lists contain it as well (`only`). A removed entry is 404 on this wire, although it can
 * be restored natively (D47).
 */
export async function presentOf<Row extends Removable>(
  ctx: DialectContext,
  { name, actions }: ReadById<Row>,
  only: readonly Condition[] = [],
): Promise<Row> {
  const id = idOf(ctx, name);
  const row = await ctx.read(actions.get, { id });
  if (row.deleted_at || lacks({ ...row }, only)) throw notFound(name, id);
  return row;
}

/** Elements of an entry, listed whole. */
export const partsOf = <Owner extends Removable, Row extends object>(
  resource: ReadById<Owner> & { scope: string },
  shape: Shape<Row>,
  of: (owner: Owner) => readonly Row[],
): Behavior =>
  handle<readonly Row[]>({
    ...{ scope: `read:${resource.scope}`, response: eachUnder("data", shape) },
    run: async (ctx) => of(await presentOf(ctx, resource)),
  });

const get = (of: Area): Behavior => ({
  scope: actionFor(of, "get").scope,
  parameters: () => of.view.parameters,
  response: (variant) => of.view.schema(variant),
  async run(ctx) {
    const { present } = openView(ctx, of.view);
    return (await present([await presentOf(ctx, of.resource, of.options.only)]))[0];
  },
});

/** Refuses what the area lacks. A request under a key may be answered already: it is refused only where the work is. */
export const ofPresent = (of: Area, does: Behavior): Behavior => ({
  ...does,
  async run(ctx) {
    const { resource, options } = of;
    const { method, headers } = ctx.request;
    const present = () => presentOf(ctx, resource, options.only);
    if (method === "GET" || !headers["idempotency-key"]) {
      await present();
      return does.run(ctx);
    }
    if (options.only) {
      const id = idOf(ctx, resource.name);
      const row = (await manyById(ctx, resource, [id])).get(id);
      if (row && lacks(row, options.only)) throw notFound(resource.name, id);
    }
    try {
      return await does.run(ctx);
    } catch (error) {
      await present();
      throw error;
    }
  },
});

/** Adds fields to the calls of a behavior, where one resource has several kinds of entries. */
export const meaning = (more: Body, does: Behavior): Behavior => ({
  ...does,
  run: (ctx) => does.run({ ...ctx, call: (operation, input) => ctx.call(operation, { ...input, ...more }) }),
});

export const eachMeaning = (more: Body, table: Readonly<Record<string, Behavior>>) =>
  Object.fromEntries(Object.entries(table).map(([id, does]) => [id, meaning(more, does)]));

const uuid = { type: "string", format: "uuid" };
const results = {
  type: "object",
  properties: {
    results: {
      type: "array",
      items: {
        type: "object",
        properties: {
          index: { type: "integer" },
          status: { type: "string", enum: ["created", "error"] },
          id: uuid,
          historical: { type: "boolean" },
          error: { type: "object", additionalProperties: true },
        },
        required: ["index", "status"],
      },
    },
    ids: { type: "array", items: uuid },
  },
  required: ["results", "ids"],
};

/** An order created in a later status was processed elsewhere: it is taken over in that status (D19, D58). */
export const takenOver =
  (opening: readonly unknown[]) =>
  ({ status }: Body): Body =>
    opening.includes(status) ? {} : { historical: true };

/** The words of a status, in their order. */
export const statusList = ({ schema }: Codec<string>, scope: string): Behavior =>
  handle({
    ...{ scope, schema: listUnder("data", schema) },
    run: async () => ({ data: schema.enum }),
  });

/** Both answers that the document promises: a result for each row, and the ids of the created rows. */
const presentRows = (rows: readonly ShownRow[]) => ({
  results: rows.map(({ index, status, id, refusal, values }) => ({
    ...{ index, status },
    ...(id === null ? {} : { id }),
    ...(values?.historical ? { historical: true } : {}),
    ...(refusal === undefined ? {} : (refusal as object)),
  })),
  ids: rows.flatMap((each) => each.id ?? []),
});

type Filling = { fill?(values: Body): Body };
export const importOf = (operation: Import, shape: Shape, filling: Filling = {}): Behavior =>
  importing(operation, shape, { response: results, present: presentRows, ...filling });

type Options = Omit<AreaOptions, "filters"> & { filters?: NonNullable<AreaOptions["filters"]> };

/** An area without other filters than these. */
export const plainArea = <Row extends object>(
  resource: AnyResource,
  shape: Shape<Row>,
  { filters = {}, ...options }: Options = {},
): Area => {
  const of = areaOf(resource, shape, options);
  return { ...of, filters: new Map(Object.entries(filters)) };
};

/** These verbs of an area; `search` is a list that also takes words as `q`. */
export function area<One extends string, Many extends string, V extends Verb>(
  [one, many]: readonly [One, Many],
  of: Area,
  verbs: readonly V[],
): Operations<V, One, Many> {
  const behaviors: Record<Verb, () => readonly [string, Behavior]> = {
    list: () => [`list${many}`, list(of)],
    search: () => [`list${many}`, list({ ...of, view: searching(of.view, "q") })],
    create: () => [`create${one}`, create(of)],
    get: () => [`get${one}`, get(of)],
    change: () => [`update${one}`, ofPresent(of, change(of))],
    remove: () => [`delete${one}`, { ...ofPresent(of, remove(of)), response: () => deleted }],
  };
  return Object.fromEntries(verbs.map((verb) => behaviors[verb]())) as Operations<V, One, Many>;
}

export const crud = ["list", "create", "get", "change", "remove"] as const;
export const searched = ["search", "create", "get", "change", "remove"] as const;

type Looked<One extends string, Many extends string> = {
  [id in `list${Many}` | `create${One}` | `update${One}` | `delete${One}` | `get${One}Usage`]: Behavior;
};

/** A lookup, listed whole, with its usage: counts and samples by the names of the document, each of one kind. */
export function lookup<One extends string, Many extends string>(
  [one, many]: readonly [One, Many],
  of: Lookup,
  uses: Uses,
): Looked<One, Many> {
  const shape = lookupShape(one, of);
  const entries = plainArea(of.resource, shape, { actions: { create: of.create } });
  return {
    [`list${many}`]: listed(of.whole, shape, { scope: `read:${of.resource.scope}` }),
    [`create${one}`]: create(entries),
    [`update${one}`]: change(entries),
    [`delete${one}`]: removing(of.remove, deleted),
    [`get${one}Usage`]: usage(of.in_use, uses),
  } as Looked<One, Many>;
}

type Uses = { counts: Readonly<Record<string, string>>; samples?: Readonly<Record<string, string>> };

const countsOf = ({ counts, samples = {} }: Uses) => ({
  type: "object",
  properties: {
    inUse: { type: "boolean" },
    ...Object.fromEntries(Object.keys(counts).map((name) => [name, { type: "integer" }])),
    ...Object.fromEntries(Object.keys(samples).map((name) => [name, { type: "array", items: uuid }])),
  },
  required: ["inUse", ...Object.keys(counts), ...Object.keys(samples)],
});

type UseOperation = Pick<AnyOperation, "name" | "scope"> & ActionRef<{ id: string }, InUse>;

/** What uses an entry, by kind. */
export const usage = (operation: UseOperation, uses: Uses): Behavior =>
  handle({
    ...{ ids: { id: "id" }, of: operation.name.split(".")[1]!, scope: operation.scope ?? null },
    schema: countsOf(uses),
    async run(ctx) {
      const { in_use, references } = await ctx.read(operation, { id: idOf(ctx, "entry") });
      const { counts, samples = {} } = uses;
      return {
        inUse: in_use,
        ...Object.fromEntries(
          Object.entries(counts).map(([name, kind]) => [name, references[kind]?.count ?? 0]),
        ),
        ...Object.fromEntries(
          Object.entries(samples).map(([name, kind]) => [name, references[kind]?.sample_ids ?? []]),
        ),
      };
    },
  });
