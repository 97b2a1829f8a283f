/** Builders of a collection whose bodies are one object or a list, with the entries named inside (BLK-1). */
import { fail, invalid, invalidField } from "../../shared/errors.ts";
import { isUuid, type JsonSchema } from "../../shared/fields/index.ts";
import type { Page } from "../../shared/page.ts";
import type { Body } from "../shapes/body.ts";
import { needsStored, withGroups, withoutCreateOnly } from "../shapes/read-body.ts";
import { bodySchema } from "../shapes/schema.ts";
import { actionFor } from "./actions.ts";
import { type Area, inOneTransaction, manyById } from "./area.ts";
import type { Behavior } from "./behavior.ts";
import { type DialectContext, inWordsOf, objectsOf, readEach } from "./context.ts";

/** An entry that a body names, with the changes in our words. */
export type Target = { id: string; values: Body };

export type SeveralOptions = {
  /** The wire's name of the slug, where a body may name the entry by it. */
  slug?: string;
  /** Creation and change that are more than one operation of one service. */
  create?(ctx: DialectContext, values: Body[], several: boolean): Promise<Body[]>;
  change?(ctx: DialectContext, targets: readonly Target[], several: boolean): Promise<Body[]>;
};

const BODY_LIMIT = 8_388_608;

const oneOrMany = (schema: JsonSchema): JsonSchema => ({ anyOf: [schema, { type: "array", items: schema }] });

const response =
  ({ view }: Area): Behavior["response"] =>
  (variant) =>
    oneOrMany(view.schema(variant));

/** How bodies name entries. */
const naming = ({ slug }: SeveralOptions): Record<string, JsonSchema> => ({
  id: { type: "string", format: "uuid" },
  ...(slug ? { [slug]: { type: "string" } } : {}),
});

async function shownAs(
  ctx: DialectContext,
  { view }: Area,
  rows: Body[],
  several: boolean,
): Promise<unknown> {
  const bodies = await view.open(ctx).present(rows);
  return several ? bodies : bodies[0];
}

export function createSeveral(of: Area, options: SeveralOptions = {}): Behavior {
  const { scope, refuses, step } = actionFor(of, "create");
  const { shape, resource } = of;
  const createEach: NonNullable<SeveralOptions["create"]> = (ctx, values, several) =>
    inOneTransaction(
      ctx,
      resource,
      values.map((each) => step("", each)),
      several,
    );
  return {
    ...{ scope, refuses },
    body: { schema: oneOrMany(bodySchema(shape, "create")), required: true, limit: BODY_LIMIT },
    response: response(of),
    async run(ctx) {
      const { several, bodies } = objectsOf(ctx.request.body);
      const values: Body[] = await readEach(ctx, shape, bodies, "create", several);
      const filled = values.map((each) => ({ ...each, ...of.options.fill?.(each) }));
      const make = options.create ?? createEach;
      return shownAs(
        ctx,
        of,
        await inWordsOf(shape, () => make(ctx, filled, several), several, ctx.wire),
        several,
      );
    },
  };
}

export function changeSeveral(of: Area, options: SeveralOptions = {}): Behavior {
  const { scope, refuses, step } = actionFor(of, "change");
  const { shape, resource } = of;
  const changes = bodySchema(shape, "change");
  const schema = { ...changes, properties: { ...naming(options), ...(changes.properties as object) } };
  const changeEach: NonNullable<SeveralOptions["change"]> = (ctx, targets, several) =>
    inOneTransaction(
      ctx,
      resource,
      targets.map(({ id, values }) => step(id, values)),
      several,
    );
  return {
    ...{ scope, refuses },
    body: { schema: oneOrMany(schema), required: true, limit: BODY_LIMIT },
    response: response(of),
    async run(ctx) {
      const { several, bodies } = objectsOf(ctx.request.body);
      const rests = bodies.map((body) => without(body, Object.keys(naming(options))));
      const values: Body[] = await readEach(ctx, shape, rests, "change", several);
      const ids = await namedIn(ctx, of, options, bodies, several);
      const targets = await besideStored(ctx, of, ids, values, several);
      const write = options.change ?? changeEach;
      return shownAs(
        ctx,
        of,
        await inWordsOf(shape, () => write(ctx, targets, several), several, ctx.wire),
        several,
      );
    },
  };
}

export function removeSeveral(of: Area, options: SeveralOptions = {}): Behavior {
  const { scope, refuses, step } = actionFor(of, "remove");
  return {
    ...{ scope, refuses },
    body: { schema: oneOrMany({ type: "object", properties: naming(options) }), required: false },
    parameters: () => [{ name: "id", schema: { type: "string", format: "uuid" } }],
    response: response(of),
    async run(ctx) {
      const { query, body } = ctx.request;
      const named = query.filter(([name]) => name === "id").map(([, id]): Body => ({ id }));
      const { several, bodies } = objectsOf(body ?? (named.length > 1 ? named : named[0]));
      const ids = await namedIn(ctx, of, options, bodies, several);
      const before = of.resource.hardDelete ? await manyById(ctx, of.resource, ids) : new Map<string, Body>();
      const steps = ids.map((id) => step(id, {}));
      const gone = await inOneTransaction(ctx, of.resource, steps, several);
      // An entry that is removed permanently is answered in its last state.
      const rows = gone.map((row, i) => before.get(ids[i]!) ?? row);
      return shownAs(ctx, of, rows, several);
    },
  };
}

const without = (body: Body, names: readonly string[]): Body =>
  Object.fromEntries(Object.entries(body).filter(([name]) => !names.includes(name)));

/** Changes that depend on the stored row: of fields that are set at creation, and of parts of groups. */
async function besideStored(
  ctx: DialectContext,
  { resource, shape }: Area,
  ids: readonly string[],
  values: readonly Body[],
  several: boolean,
): Promise<Target[]> {
  if (!values.some((each) => needsStored(shape, each)))
    return ids.map((id, i) => ({ id, values: values[i]! }));
  const before = await manyById(ctx, resource, ids);
  const checked = ids.map((id, i) => withoutCreateOnly(shape, values[i]!, before.get(id) ?? values[i]!));
  const violations = checked.flatMap((each, i) =>
    each.violations.map((one) => (several ? { ...one, pointer: `/${i}${one.pointer}` } : one)),
  );
  if (violations.length) throw invalid(violations);
  for (const { ignored } of checked) for (const name of ignored) ctx.ignored.add(name);
  return ids.map((id, i) => ({ id, values: withGroups(shape, checked[i]!.values, before.get(id) ?? {}) }));
}

const SLUGS_AT_ONCE = 100;

/** Ids for slugs. */
async function bySlug(ctx: DialectContext, of: Area, slugs: string[]): Promise<Map<unknown, unknown>> {
  const found = new Map<unknown, unknown>();
  for (let i = 0; i < slugs.length; i += SLUGS_AT_ONCE) {
    const value = [...new Set(slugs.slice(i, i + SLUGS_AT_ONCE))];
    const query = { conditions: [{ field: "slug", op: "in", value }], limit: SLUGS_AT_ONCE };
    const page = (await ctx.read(actionFor(of, "list").ref, query)) as Page<Body>;
    for (const row of page.data) found.set(row.slug, row.id);
  }
  return found;
}

/** Ids of the entries that bodies name by id or slug; 404 for a missing one, 400 for a repeated one. */
async function namedIn(
  ctx: DialectContext,
  of: Area,
  { slug }: SeveralOptions,
  bodies: readonly Body[],
  several: boolean,
): Promise<string[]> {
  const wanted = bodies.map((body) => ({ id: body.id, slug: slug ? body[slug] : undefined }));
  const slugs = wanted.flatMap((each) =>
    each.id === undefined && typeof each.slug === "string" ? [each.slug] : [],
  );
  const known = await bySlug(ctx, of, slugs);
  const ids = wanted.map((each, i) => {
    const place = several ? `/${i}` : "";
    const id = each.id ?? known.get(each.slug);
    if (each.id === undefined && each.slug === undefined)
      throw invalidField(`${place}/id`, "required", `Name the entry by id${slug ? ` or ${slug}` : ""}.`);
    if (typeof id !== "string" || !isUuid(id.toLowerCase()))
      throw fail(
        "not_found",
        `There is no such ${of.shape.name.toLowerCase()}.`,
        several ? { index: i } : {},
      );
    return id.toLowerCase();
  });
  const twice = ids.findIndex((id, i) => ids.indexOf(id) !== i);
  if (twice >= 0) throw invalidField(`/${twice}/id`, "duplicate", "The same entry is named twice.");
  return ids;
}
