/** Views whose requests may ask for more: `include` for further fields, `expand` for objects in the place of ids (API-6). */
import { fail } from "../../shared/errors.ts";
import { isUuid, type JsonSchema } from "../../shared/fields/index.ts";
import type { ActionRef } from "../../shared/service/reference.ts";
import type { Body } from "../shapes/body.ts";
import type { Variant } from "../shapes/codecs.ts";
import { named, shownSchema } from "../shapes/schema.ts";
import type { Shape } from "../shapes/shape.ts";
import { show } from "../shapes/show.ts";
import { type DialectContext, showEach } from "./context.ts";
import { knowsInclude } from "./dialect.ts";
import { wordsOf } from "./query.ts";
import type { Parameter } from "./request.ts";
import type { Complete, View } from "./view.ts";

/**
 * The objects that `expand` shows in place of an id, or of each of a list of ids: the entry found by `many`, or the id alone if
 * only the id is stored. Without a shape: an object that is part of the row, shown on request.
 */
export type Expansion = {
  shape?: Shape;
  /** The entries, where the row itself has them. */
  within?(ctx: DialectContext, row: object): object[];
  many?: ActionRef<{ ids: string[] }, object[]>;
  /** The scope that reading the entry by itself requires, where it shows more than a name. */
  scope?: string;
};
export type Expansions = Readonly<Record<string, Expansion>>;

/** An expansion by the entries of a resource. */
export const expandedBy = <Row extends object>(
  { actions }: { actions: { many: ActionRef<{ ids: string[] }, Row[]> } },
  shape: Shape<Row>,
  scope?: string,
): Expansion => ({ shape, many: actions.many, ...(scope ? { scope } : {}) });

/** Callers who may not read an entry by itself may not read it beside another. */
function refuseUnreadable(
  { principal }: DialectContext,
  expansions: Expansions,
  words: Iterable<string>,
): void {
  for (const word of words) {
    const required_scope = expansions[word]?.scope;
    if (!required_scope || principal.scopes.has(required_scope) || principal.scopes.has("*")) continue;
    throw fail("forbidden", `expand=${word} requires the scope ${required_scope}.`, { required_scope });
  }
}

type Wishes = {
  /** Undefined in variants that show everything. */
  include: ReadonlySet<string> | undefined;
  /** The expanded fields, each with the further fields that the request names in its objects. */
  expand: ReadonlyMap<string, ReadonlySet<string>>;
  count: boolean;
};

type Including<Row> = {
  expand?: Expansions;
  /** Lists always contain the count, in variants that know `include`. */
  counted?: boolean;
  complete?: Complete<Row>;
};

const optionalFields = ({ fields }: Shape): string[] =>
  Object.keys(fields).filter((name) => fields[name]!.onlyIfIncluded);

/** "customer.tags": fields of the objects in the place of ids. */
const fieldsInside = (expansions: Expansions): string[] =>
  Object.entries(expansions).flatMap(([word, { shape }]) =>
    shape ? optionalFields(shape).map((name) => `${word}.${name}`) : [],
  );

const words = (name: string, list: readonly string[]): Parameter[] =>
  list.length ? [{ name, schema: { type: "array", items: { type: "string", enum: [...list] } } }] : [];

export function includingView<Row extends object>(shape: Shape<Row>, of: Including<Row>): View {
  const { expand: expansions = {}, complete, counted = false } = of;
  const includable = [...optionalFields(shape), ...fieldsInside(expansions)];
  const wishesOf = ({ request }: DialectContext, includes: boolean): Wishes => {
    const { query } = request;
    const known = [...Object.keys(shape.fields), ...fieldsInside(expansions), "count"];
    const asked = wordsOf(query, "include", known);
    const expand = new Map<string, Set<string>>();
    const objects = (word: string) => expand.get(word) ?? expand.set(word, new Set()).get(word)!;
    for (const word of wordsOf(query, "expand", Object.keys(expansions))) objects(word);
    // A requested field of an object includes the object.
    for (const [object, name] of asked.map((word) => word.split(".") as [string, string?]))
      if (name) objects(object).add(name);
    const include = includes ? new Set([...asked, ...expand.keys()]) : undefined;
    return { include, expand, count: asked.includes("count") || (counted && includes) };
  };
  return {
    parameters: [...words("include", [...includable, "count"]), ...words("expand", Object.keys(expansions))],
    open(ctx) {
      const wishes = wishesOf(ctx, knowsInclude(ctx));
      refuseUnreadable(ctx, expansions, wishes.expand.keys());
      return {
        ...(wishes.count ? { list: { count: true } } : {}),
        async present(rows) {
          const own = rows as readonly Row[];
          await complete?.(ctx, own, wishes.include);
          const bodies = await showEach(ctx, shape, own, wishes.include);
          await expandIn(ctx, expansions, wishes, { rows: own, bodies });
          return bodies;
        },
      };
    },
    schema: (variant) => expandedSchema(shownSchema(shape, variant), expansions, variant),
  };
}

/** An object with what `expand` shows in the place of its ids. */
function expandedSchema(whole: JsonSchema, expansions: Expansions, variant: Variant): JsonSchema {
  const properties = { ...(whole.properties as Record<string, JsonSchema>) };
  for (const [word, { shape }] of Object.entries(expansions)) {
    const own = properties[word];
    if (!own || !shape) continue;
    const object = named(`Expanded${shape.name}`, shownSchema(shape, variant));
    properties[word] = own.items
      ? { ...own, items: { anyOf: [own.items, object] } }
      : { anyOf: [own, object] };
  }
  return { ...whole, properties };
}

const isIdentified = (value: unknown): value is { id: string } =>
  typeof value === "object" && value !== null && "id" in value;

function idOf(value: unknown): string[] {
  const id = isIdentified(value) ? value.id : value;
  return typeof id === "string" && isUuid(id) ? [id] : [];
}

/** Puts objects in the place of ids in shown bodies. */
async function expandIn(
  ctx: DialectContext,
  expansions: Expansions,
  { expand }: Wishes,
  { rows, bodies }: { rows: readonly object[]; bodies: readonly Body[] },
): Promise<void> {
  await Promise.all(
    [...expand].map(async ([word, include]) => {
      const { shape, many, within } = expansions[word]!;
      if (!shape) return;
      const ids = [...new Set(bodies.flatMap((body) => [body[word]].flat().flatMap(idOf)))];
      const own = rows.flatMap((row) => within?.(ctx, row) ?? []);
      const found = many && ids.length ? await ctx.read(many, { ids }) : own;
      const shown = await showEach(ctx, shape as Shape<object>, found, include);
      const byId = new Map(shown.map((each) => [each.id, each]));
      const objectOf = (value: unknown): unknown => {
        const [id] = idOf(value);
        return id ? (byId.get(id) ?? show(shape, { id }, ctx.wire, undefined, include)) : value;
      };
      for (const body of bodies) {
        const value = body[word];
        if (value !== undefined) body[word] = Array.isArray(value) ? value.map(objectOf) : objectOf(value);
      }
    }),
  );
}
