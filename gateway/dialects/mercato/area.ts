/** What most of Mercato's areas are made of: four operations on a collection, with the id in the body or the query (MRC-W-4…MRC-W-6). */
import { fail, invalidField, isFailure, notFound } from "../../../shared/errors.ts";
import type { JsonSchema } from "../../../shared/fields/index.ts";
import { isUuid } from "../../../shared/fields/index.ts";
import type { Condition } from "../../../shared/page.ts";
import type { AnyResource } from "../../../shared/resource/resource.ts";
import { slugOf } from "../../../shared/resource/slug.ts";
import { type Area, manyById } from "../../kit/area.ts";
import type { Behavior } from "../../kit/behavior.ts";
import { change, create, idOf, remove } from "../../kit/builders.ts";
import { type DialectContext, objectsOf } from "../../kit/context.ts";
import type { Scope } from "../../kit/request.ts";
import type { Body } from "../../shapes/body.ts";
import { named, nameOf, objectWith } from "../../shapes/schema.ts";
import { listing } from "./listing.ts";

const uuid = { type: "string", format: "uuid" };
export const okSchema: JsonSchema = objectWith({ ok: { type: "boolean" } });
export const idSchema: JsonSchema = objectWith({ id: uuid });

/** The same, answering `{ok: true}`. */
export const okAfter = (does: Behavior): Behavior => ({
  ...does,
  response: () => okSchema,
  async run(ctx) {
    await does.run(ctx);
    return { ok: true };
  },
});

/** A refusal with one of these codes is a 400 here. */
const asInvalid =
  (...codes: string[]) =>
  (does: Behavior): Behavior => ({
    ...does,
    refuses: [...(does.refuses ?? []), "unprocessable"],
    async run(ctx) {
      try {
        return await does.run(ctx);
      } catch (error) {
        if (!isFailure(error) || !codes.includes(error.type)) throw error;
        throw fail("unprocessable", error.message, error.data);
      }
    },
  });

/** A value that is taken is a wrong field, where an area says so (DM8). */
export const takenIsInvalid = asInvalid("conflict");
/** So is what is still in use (MRC-PRI-4, MRC-ROL-1). */
export const usedIsInvalid = asInvalid("in_use", "role_in_use", "not_deletable");

/**
 * 404 for a row that was removed before, or is visible but not in the area (MRC-W-6, MRC-SCP-4). Under an idempotency key this
 * very request may have removed it, so a repetition is answered like the first time.
 */
export const ofPresent = (
  of: Area,
  does: Behavior,
  isShown: (row: Body) => boolean = () => true,
): Behavior => ({
  ...does,
  async run(ctx) {
    const id = idOf(ctx, of.resource.name);
    const row = (await manyById(ctx, of.resource, [id])).get(id);
    const isRepeatable = ctx.request.method === "DELETE" && ctx.request.headers["idempotency-key"];
    const isGone = row?.deleted_at ?? row?.revoked_at;
    if (((!row || isGone) && !isRepeatable) || (row && !isShown(row))) throw notFound(of.resource.name, id);
    return does.run(ctx);
  },
});

/** Answers 404 for a row of the resource that the area does not show. */
export const ofShown = (
  resource: AnyResource,
  isShown: (row: Body) => boolean,
  does: Behavior,
): Behavior => ({
  ...does,
  async run(ctx) {
    const id = idOf(ctx, resource.name);
    const row = (await manyById(ctx, resource, [id])).get(id);
    if (row && !isShown(row)) throw notFound(resource.name, id);
    return does.run(ctx);
  },
});

const isObject = (value: unknown): value is Body =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The new object, with null for what it leaves out. */
const instead = (before: unknown, after: Body): Body => ({
  ...Object.fromEntries(Object.keys(isObject(before) ? before : {}).map((name) => [name, null])),
  ...after,
});

/** An object in a body takes the place of the stored one (MRC-W-5), with which the verb of a resource would merge it. */
const replacing = (of: Area): Area => ({
  ...of,
  options: {
    ...of.options,
    async prepare(ctx, verb, given, trial) {
      const values = (await of.options.prepare?.(ctx, verb, given, trial)) ?? given;
      const { resource, options } = of;
      const objects = Object.entries(values).flatMap(([name, value]) =>
        resource.fields[name]?.kind === "json" && isObject(value) ? [[name, value] as const] : [],
      );
      if (options.actions?.change || objects.length === 0) return values;
      const id = idOf(ctx, resource.name);
      const row = (await manyById(ctx, resource, [id])).get(id) ?? {};
      const whole = objects.map(([name, value]) => [name, instead(row[name], value)] as const);
      return { ...values, ...Object.fromEntries(whole) };
    },
  },
});

/** A removal of the row that the query or the body names. */
export const removedById = (of: Area, isShown?: (row: Body) => boolean): Behavior =>
  ofPresent(
    of,
    {
      ...remove(of),
      ...{ body: optionalId, response: () => okSchema },
      async run(ctx) {
        tellIgnored(ctx);
        return remove(of).run(ctx);
      },
    },
    isShown,
  );

type Crud<N extends string> = { [id in `${"get" | "post" | "put" | "delete"}${N}`]: Behavior };

/** The four operations of an area under the ids of the document. */
export const crud = <const N extends string>(
  name: N,
  of: Area,
  only?: (ctx: DialectContext) => Condition[] | Promise<Condition[]>,
): Crud<N> =>
  ({
    [`get${name}`]: listing(of, only),
    [`post${name}`]: { ...create(of), response: () => idSchema },
    [`put${name}`]: okAfter(ofPresent(of, change(replacing(of)))),
    [`delete${name}`]: removedById(of),
  }) as Crud<N>;

/** The same, where a word that is taken is a wrong field (DM8). */
export function crudOfWords<const N extends string>(...of: Parameters<typeof crud<N>>): Crud<N> {
  const entries = Object.entries<Behavior>(crud(...of));
  const strict = entries.map(([id, each]) => [id, /^(post|put)/.test(id) ? takenIsInvalid(each) : each]);
  return Object.fromEntries(strict) as Crud<N>;
}

/** A tag without a slug gets that of its label. */
export const withSlug = ({ slug, label }: Body): Body => (slug ? {} : { slug: slugOf(String(label ?? "")) });

/** A body that also names entries by their ids; `of` tells apart what several kinds of documents take. */
export function naming(schema: JsonSchema, ids: readonly string[], of = ""): JsonSchema {
  const properties = {
    ...Object.fromEntries(ids.map((name) => [name, uuid])),
    ...(schema.properties as object),
  };
  const name = nameOf(schema);
  return name ? named(of + name, { ...schema, properties }) : { ...schema, properties };
}

/** A change whose body names its target, where the document prints no body. */
export const ofNamed = (does: Behavior): Behavior =>
  does.body ? { ...does, body: { ...does.body, schema: naming(does.body.schema, ["id"]) } } : does;

/** The body of a removal, which may name its entry there. */
export const optionalId = { schema: { type: "object", properties: { id: uuid } }, required: false };

/** A removal takes only the id; every other field of the body is listed as ignored. */
export const removing = (
  of: Pick<Behavior, "scope" | "refuses">,
  what: string,
  run: (ctx: DialectContext, id: string) => Promise<unknown>,
  answer: (id: string) => object = () => ({ ok: true }),
): Behavior => ({
  ...{ ...of, body: optionalId, response: () => objectWith(schemaOf(answer(""))) },
  async run(ctx) {
    const id = idOf(ctx, what);
    tellIgnored(ctx);
    await run(ctx, id);
    return answer(id);
  },
});

const schemaOf = (answer: object) =>
  Object.fromEntries(Object.keys(answer).map((name) => [name, name === "id" ? uuid : { type: "boolean" }]));

const tellIgnored = (ctx: DialectContext): void => {
  for (const name of Object.keys(bodyOf(ctx))) ctx.ignored.add(name);
};

/** An object with more fields than those of the document. */
export const openObject: JsonSchema = { type: "object", additionalProperties: true };
export const openObjects: JsonSchema = { type: "array", items: openObject };

/** Reads its own words of the query; the document completes the schema of its answer. */
export const reading = (
  scope: Scope,
  run: Behavior["run"],
  schema: JsonSchema = { type: "object" },
): Behavior => ({ scope, run, response: () => schema });

/** A word of the query; the last one counts. */
export const asked = ({ request }: DialectContext, name: string): string | undefined =>
  request.query.findLast(([each]) => each === name)?.[1];

/** The root of a body. */
export const bodyOf = ({ request }: DialectContext): Body => objectsOf(request.body ?? {}).bodies[0]!;

/** An id from the query. */
export function queryId(ctx: DialectContext, name: string): string {
  const value = asked(ctx, name) ?? "";
  if (isUuid(value)) return value;
  throw invalidField(name, "invalid_value", `'${name}' must be an id (UUID).`);
}
