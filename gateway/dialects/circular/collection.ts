/** A collection of Circular: list, create, update and delete on one address, single or several at once (BLK-1). */
import { fail, invalid, invalidField } from "../../../shared/errors.ts";
import { isUuid, type JsonSchema } from "../../../shared/fields/index.ts";
import type { Condition, Page } from "../../../shared/page.ts";
import type { AnyResource } from "../../../shared/resource/resource.ts";
import { type BatchStep, batchOf } from "../../../shared/service/batch.ts";
import { doing } from "../../declared.ts";
import type { RouteRow } from "../../row.ts";
import { listOf, nothingOffered, pageIn } from "../../wire/lists.ts";
import {
  fixedPaths,
  type Row,
  type Shape,
  saysParts,
  schemaOf,
  withGroups,
  withoutFixed,
} from "../../wire/shape.ts";
import { objectsOf, speak, type Talk } from "../../wire/talk.ts";
import { circular } from "./dialect.ts";

export type Collection = {
  /** "brands": the last part of the address. */
  at: string;
  /** "Brand", "Brands": what operations are called in documents. */
  names: readonly [one: string, many: string];
  resource: AnyResource;
  shape: Shape;
  /** The wire's name of the slug, where entries may be named by it. */
  slug?: string;
  /** "coworkers" for rows whose own scope is another than the resource's. */
  scope?: string;
  /** What every list is narrowed to. */
  only?: readonly Condition[];
  /** Values of ours that a new entry gets with what its body says. */
  fill?: (values: Row) => Row;
  /** Names of operations that stand in for the verbs. */
  as?: Partial<Record<"create" | "change" | "remove", string>>;
  /** Creation and change that are more than one operation of one service. */
  create?: (talk: Talk, values: Row[], several: boolean) => Promise<Row[]>;
  change?: (talk: Talk, targets: readonly Target[], several: boolean) => Promise<Row[]>;
  /** What rows lack that are to be shown. */
  complete?: (talk: Talk, rows: Row[]) => Promise<void>;
};

/** An entry that a body names, with the changes in our words. */
export type Target = { id: string; values: Row };

const path = (at: string) => `/api/{organization_slug}/${at}`;
const oneOrMany = (schema: JsonSchema): JsonSchema => ({ anyOf: [schema, { type: "array", items: schema }] });

export function collection(table: Collection): RouteRow[] {
  const { at, names, resource, shape, slug, only = [] } = table;
  const [one, many] = names;
  const scope = table.scope ?? resource.scope;
  const list = doing(resource, "list").action;
  const entry = schemaOf(shape, "shown");
  const naming: JsonSchema = {
    id: { type: "string", format: "uuid" },
    ...(slug ? { [slug]: { type: "string" } } : {}),
  };
  const changed: JsonSchema = { ...schemaOf(shape, "change") };
  changed.properties = { ...naming, ...(changed.properties as object) };

  return [
    speak(circular, {
      method: "GET",
      path: path(at),
      scope: `read:${scope}`,
      document: {
        operation_id: `list${many}`,
        tag: at,
        about: `Browse ${at.replaceAll("-", " ")}, oldest first.`,
        parameters: [...circular.paging.parameters],
        schema: circular.paging.schema(entry),
      },
      run(talk) {
        const asked = listOf(circular, talk, nothingOffered);
        const conditions = [...(asked.conditions ?? []), ...only];
        return pageIn(circular, talk, shape, list, { ...asked, conditions }, undefined, async (rows) =>
          table.complete?.(talk, rows),
        );
      },
    }),
    speak(circular, {
      method: "POST",
      path: path(at),
      scope: `write:${scope}`,
      body: { schema: oneOrMany(schemaOf(shape, "whole")), required: true },
      body_limit: 8_388_608,
      document: { operation_id: `create${one}`, tag: at, about: `Add to ${at}.`, schema: oneOrMany(entry) },
      async run(talk) {
        const { several, bodies } = objectsOf(talk.asked.body);
        const values = await talk.readEach(shape, bodies, "whole", several);
        const filled = values.map((each) => ({ ...each, ...table.fill?.(each) }));
        const made = await talk.speaking(
          shape,
          () =>
            table.create ? table.create(talk, filled, several) : createEach(talk, table, filled, several),
          several,
        );
        return shownAs(talk, table, made, several);
      },
    }),
    speak(circular, {
      method: "PATCH",
      path: path(at),
      scope: `write:${scope}`,
      body: { schema: oneOrMany(changed), required: true },
      body_limit: 8_388_608,
      document: {
        operation_id: `update${one}`,
        tag: at,
        about: `Change entries of ${at}.`,
        schema: oneOrMany(entry),
      },
      async run(talk) {
        const { several, bodies } = objectsOf(talk.asked.body);
        const rests = bodies.map((body) => without(body, ["id", ...(slug ? [slug] : [])]));
        const values = await talk.readEach(shape, rests, "change", several);
        const ids = await targetsOf(talk, table, bodies, several);
        const targets = await changing(talk, table, ids, values, several);
        const after = await talk.speaking(
          shape,
          () =>
            table.change ? table.change(talk, targets, several) : changeEach(talk, table, targets, several),
          several,
        );
        return shownAs(talk, table, after, several);
      },
    }),
    speak(circular, {
      method: "DELETE",
      path: path(at),
      scope: `delete:${scope}`,
      body: { schema: oneOrMany({ type: "object", properties: naming }), required: false },
      document: {
        operation_id: `delete${one}`,
        tag: at,
        about: `Remove entries of ${at}, named in the body or by the parameter id.`,
        parameters: [{ name: "id", schema: { type: "string", format: "uuid" } }],
        schema: oneOrMany(entry),
      },
      async run(talk) {
        const named = talk.asked.query.filter(([name]) => name === "id").map(([, id]): Row => ({ id }));
        const { several, bodies } = objectsOf(talk.asked.body ?? (named.length > 1 ? named : named[0]));
        const ids = await targetsOf(talk, table, bodies, several);
        const { action, input } = doing(resource, "remove", table.as?.remove);
        const before = await manyOf(talk, resource, ids);
        const gone = await inOne(
          talk,
          resource,
          ids.map((id) => ({ action, input: input(id, {}) })),
          several,
        );
        // What is removed for good is answered as it was.
        const rows = gone.map((row, i) => ("deleted_id" in row ? before.get(ids[i]!)! : row));
        return shownAs(talk, table, rows, several);
      },
    }),
  ];
}

/** Changes that have to be seen beside what is there: of fields that are told at creation only, of parts of groups. */
async function changing(
  talk: Talk,
  { resource, shape }: Collection,
  ids: readonly string[],
  values: readonly Row[],
  several: boolean,
): Promise<Target[]> {
  const fixed = fixedPaths(shape);
  if (!values.some((each) => saysParts(shape, each) || fixed.some((path) => path in each)))
    return ids.map((id, i) => ({ id, values: values[i]! }));
  const before = await manyOf(talk, resource, ids);
  const checked = ids.map((id, i) => withoutFixed(shape, values[i]!, before.get(id) ?? values[i]!));
  const violations = checked.flatMap((each, i) =>
    each.violations.map((one) => (several ? { ...one, pointer: `/${i}${one.pointer}` } : one)),
  );
  if (violations.length) throw invalid(violations);
  for (const { aside } of checked) for (const name of aside) talk.ignored.add(name);
  return ids.map((id, i) => ({ id, values: withGroups(shape, checked[i]!.values, before.get(id) ?? {}) }));
}

const without = (body: Row, names: readonly string[]): Row =>
  Object.fromEntries(Object.entries(body).filter(([name]) => !names.includes(name)));

async function shownAs(
  talk: Talk,
  { shape, complete }: Collection,
  rows: Row[],
  several: boolean,
): Promise<unknown> {
  await complete?.(talk, rows);
  const bodies = await talk.showEach(shape, rows);
  return several ? bodies : bodies[0];
}

/** One by its own action, several in one transaction. */
export async function inOne(
  talk: Talk,
  { service }: AnyResource,
  steps: readonly { action: string; input: object }[],
  several: boolean,
): Promise<Row[]> {
  const [only] = steps;
  if (!several && only) return [await talk.call<Row>(only.action, only.input)];
  return talk.call<Row[]>(batchOf(service).name, { steps: steps as BatchStep[] });
}

function createEach(talk: Talk, { resource, as }: Collection, values: readonly Row[], several: boolean) {
  const { action, input } = doing(resource, "create", as?.create);
  return inOne(
    talk,
    resource,
    values.map((each) => ({ action, input: input("", each) })),
    several,
  );
}

function changeEach(talk: Talk, { resource, as }: Collection, targets: readonly Target[], several: boolean) {
  const { action, input } = doing(resource, "change", as?.change);
  return inOne(
    talk,
    resource,
    targets.map(({ id, values }) => ({ action, input: input(id, values) })),
    several,
  );
}

/** Entries by id; those that are not there are left out. */
export async function manyOf(
  talk: Talk,
  resource: AnyResource,
  ids: readonly string[],
): Promise<Map<string, Row>> {
  const rows = await talk.call<Row[]>(resource.actions.many.name, { ids: [...ids] }, { trial: true });
  return new Map(rows.map((row) => [String(row.id), row]));
}

/** The ids of what bodies name by id or slug; 404 for what is not there, 400 for one that is named twice. */
async function targetsOf(
  talk: Talk,
  table: Collection,
  bodies: readonly Row[],
  several: boolean,
): Promise<string[]> {
  const { resource, slug, names } = table;
  const wanted = bodies.map((body) => ({ id: body.id, slug: slug ? body[slug] : undefined }));
  const slugs = wanted.flatMap((each) =>
    each.id === undefined && typeof each.slug === "string" ? [each.slug] : [],
  );
  const bySlug = new Map<string, string>();
  for (let i = 0; i < slugs.length; i += 100) {
    const conditions = [{ field: "slug", op: "in", value: [...new Set(slugs.slice(i, i + 100))] }];
    const page = await talk.call<Page<Row>>(
      doing(resource, "list").action,
      { conditions, limit: 100 },
      { trial: true },
    );
    for (const row of page.data) bySlug.set(String(row.slug), String(row.id));
  }
  const ids = wanted.map((each, i) => {
    const place = several ? `/${i}` : "";
    const id = each.id ?? (typeof each.slug === "string" ? bySlug.get(each.slug) : undefined);
    if (each.id === undefined && each.slug === undefined)
      throw invalidField(`${place}/id`, "required", `Name the entry by id${slug ? ` or ${slug}` : ""}.`);
    if (typeof id !== "string" || !isUuid(id.toLowerCase()))
      throw fail("not_found", `There is no such ${names[0].toLowerCase()}.`, several ? { index: i } : {});
    return id.toLowerCase();
  });
  const twice = ids.findIndex((id, i) => ids.indexOf(id) !== i);
  if (twice >= 0) throw invalidField(`/${twice}/id`, "duplicate", "The same entry is named twice.");
  return ids;
}
