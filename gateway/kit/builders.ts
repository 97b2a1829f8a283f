/** Builders: the behaviors of an area with an address for each entry. They read input, call a service and show the result. */
import { invalidField, notFound } from "../../shared/errors.ts";
import { isUuid } from "../../shared/fields/index.ts";
import type { Condition, ListQuery, Page } from "../../shared/page.ts";
import { batchOf } from "../../shared/service/batch.ts";
import type { Body } from "../shapes/body.ts";
import { bodySchema } from "../shapes/schema.ts";
import type { Shape } from "../shapes/shape.ts";
import { actionFor } from "./actions.ts";
import type { Area, WriteVerb } from "./area.ts";
import { type Behavior, reply } from "./behavior.ts";
import { type DialectContext, inWordsOf, objectOf, readOne, showOne } from "./context.ts";
import type { Dialect, Listing } from "./dialect.ts";
import { conditionsIn, type FilterWords, filterParameters, refuseRest } from "./filters.ts";
import type { Query } from "./request.ts";
import type { View } from "./view.ts";

/** The id in the path, or where the dialect has it; a malformed id in a path answers 404, elsewhere 400. */
export function idOf(ctx: DialectContext, what: string, name = "id"): string {
  const inPath = ctx.request.params[name];
  const { idFrom } = ctx.dialect;
  if (inPath === undefined && idFrom) return idBeside(ctx, idFrom);
  const text = String(inPath ?? "").toLowerCase();
  const id = ctx.dialect.ids ? ctx.dialect.ids.read(text, what) : text;
  if (id === undefined || !isUuid(id)) throw notFound(what, text);
  return id;
}

/** The id in the query or the body; both, when they agree. */
function idBeside({ request }: DialectContext, { query, body }: NonNullable<Dialect["idFrom"]>): string {
  const asked = request.query.find(([name]) => name === query)?.[1];
  const told = (request.body as Body | undefined)?.[body];
  const [id, other] = [asked, told]
    .filter((each) => each !== undefined && each !== null)
    .map((each) => (typeof each === "string" ? each : ""));
  if (id === undefined) throw invalidField(body, "required", `'${body}' is required.`);
  if (!isUuid(id)) throw invalidField(body, "invalid_value", `'${body}' must be an id (UUID).`);
  if (other !== undefined && other !== id)
    throw invalidField(body, "different", `'${query}' in the query differs from '${body}' in the body.`);
  return id.toLowerCase();
}

const plainName = (name: string) => name.replace(/\[\]$/, "");

/** A query without the parameters that the view reads. */
const withoutView = ({ request }: DialectContext, view: View): Query =>
  request.query.filter(([name]) => !view.parameters.some((each) => each.name === plainName(name)));

/** Opens the view of an operation without further parameters. */
export function openView(ctx: DialectContext, view: View) {
  const query = withoutView(ctx, view).filter(([name]) => name !== ctx.dialect.idFrom?.query);
  refuseRest(ctx, query, () => view.parameters.map(({ name }) => name));
  return view.open(ctx);
}

/** The requested list: the dialect's paging, and these filters. */
export function listQueryOf(
  ctx: DialectContext,
  query: Query,
  listing: Listing,
  filters: FilterWords,
): ListQuery {
  const { paging } = ctx.dialect;
  const offered = paging.parameters(listing);
  const names = offered.map((each) => each.name);
  // A list of words may be spread over several parameters.
  const single = offered.filter(({ schema }) => schema.type !== "array").map((each) => each.name);
  const given = query.map(([name]) => name).filter((name) => single.includes(name));
  const twice = given.find((name, i) => given.indexOf(name) !== i);
  if (twice) throw invalidField(twice, "duplicate", `'${twice}' is given twice.`);
  const { list, rest } = paging.read(query, listing);
  const conditions = [...(list.conditions ?? []), ...conditionsIn(ctx, filters, rest, names)];
  return conditions.length ? { ...list, conditions } : list;
}

/** The requested list of an area, in stored names. */
export function areaQuery(ctx: DialectContext, of: Area, also: readonly Condition[] = []): ListQuery {
  const query = listQueryOf(ctx, withoutView(ctx, of.view), of, of.filters);
  const fixed = [...(of.options.only ?? []), ...also];
  return fixed.length ? { ...query, conditions: [...(query.conditions ?? []), ...fixed] } : query;
}

/** `also`: further conditions of a request, such as ids from its path. */
export function list(of: Area, also?: (ctx: DialectContext) => Condition[] | Promise<Condition[]>): Behavior {
  const { ref, scope, refuses } = actionFor(of, "list");
  return {
    ...{ scope, refuses },
    parameters: ({ paging }) => [
      ...filterParameters(of.filters),
      ...paging.parameters(of),
      ...of.view.parameters,
    ],
    response: (variant, { paging }) => paging.schema(of.view.schema(variant)),
    async run(ctx) {
      const { present, list: wished } = of.view.open(ctx);
      const query = { ...areaQuery(ctx, of, await also?.(ctx)), ...wished };
      const page = await inWordsOf(of.shape, () => ctx.read(ref, query as Body) as Promise<Page<Body>>);
      return ctx.dialect.paging.present({ ...page, data: await present(page.data) }, query);
    },
  };
}

/** The documented parts of a behavior of one entry. */
const ofOne = ({ view }: Area): Pick<Behavior, "parameters" | "response"> => ({
  parameters: () => view.parameters,
  response: (variant) => view.schema(variant),
});

export function get(of: Area): Behavior {
  const { ref, scope } = actionFor(of, "get");
  return {
    scope,
    ...ofOne(of),
    async run(ctx) {
      const { present } = openView(ctx, of.view);
      const row = (await ctx.read(ref, { id: idOf(ctx, of.resource.name) })) as Body;
      return (await present([row]))[0];
    },
  };
}

export function create(of: Area): Behavior {
  const { scope, refuses } = actionFor(of, "create");
  return {
    ...{ scope, refuses },
    body: { schema: bodySchema(of.shape, "create"), required: true },
    ...ofOne(of),
    async run(ctx) {
      const { present } = openView(ctx, of.view);
      const row = await write(ctx, of, "create", "");
      const [body] = await present([row]);
      return reply({ body, ...ctx.dialect.created?.({ body: body!, row, path: ctx.path }) });
    },
  };
}

export function change(of: Area): Behavior {
  const { scope, refuses } = actionFor(of, "change");
  return {
    ...{ scope, refuses },
    body: { schema: bodySchema(of.shape, "change"), required: true },
    ...ofOne(of),
    async run(ctx) {
      const { present } = openView(ctx, of.view);
      return (await present([await write(ctx, of, "change", idOf(ctx, of.resource.name))]))[0];
    },
  };
}

async function write(ctx: DialectContext, of: Area, verb: WriteVerb, id: string): Promise<Body> {
  const { shape, options, resource } = of;
  const { ref, step, input } = actionFor(of, verb);
  const body = verb === "change" ? await besideStored(ctx, of, id) : objectOf(ctx);
  const read: Body = await readOne(ctx, shape, body, verb);
  const values = verb === "create" ? { ...read, ...options.fill?.(read) } : read;
  const trial = (given: Body) =>
    ctx.read(batchOf(resource.service), { steps: [step(id, given)], check: true });
  return inWordsOf(
    shape,
    async () => {
      const final = (await options.prepare?.(ctx, verb, values, trial)) ?? values;
      return (await ctx.call(ref, input(id, final))) as Body;
    },
    false,
    ctx.wire,
  );
}

/** The changes in a body, read with the stored values of the fields on which their meaning depends. */
async function besideStored(ctx: DialectContext, of: Area, id: string): Promise<Body> {
  const { [ctx.dialect.idFrom?.body ?? ""]: _id, ...body } = objectOf(ctx);
  const missing = Object.entries(of.shape.fields).flatMap(([name, { beside }]) =>
    beside && name in body && !(beside in body) ? [beside] : [],
  );
  if (missing.length === 0) return body;
  const stored = (await ctx.read(actionFor(of, "get").ref, { id })) as Body;
  const shown = await showOne(ctx, of.shape as Shape<Body>, stored);
  return { ...Object.fromEntries(missing.map((name) => [name, shown[name]])), ...body };
}

export function remove(of: Area): Behavior {
  const { ref, scope, refuses } = actionFor(of, "remove");
  const { resource, view } = of;
  return {
    ...{ scope, refuses },
    ...ofOne(of),
    async run(ctx) {
      const { present } = openView(ctx, view);
      const id = idOf(ctx, resource.name);
      const { removed } = ctx.dialect;
      const entity = removed === "entity";
      const before = entity && resource.hardDelete ? await ctx.read(resource.actions.get, { id }) : undefined;
      const after = (await ctx.call(ref, { id })) as Body;
      return entity ? (await present([(before as Body | undefined) ?? after]))[0] : removed({ id, after });
    },
  };
}

export function restore(of: Area): Behavior {
  const { ref, scope, refuses } = actionFor(of, "restore");
  return {
    ...{ scope, refuses },
    ...ofOne(of),
    async run(ctx) {
      const { present } = openView(ctx, of.view);
      return (await present([(await ctx.call(ref, { id: idOf(ctx, of.resource.name) })) as Body]))[0];
    },
  };
}
