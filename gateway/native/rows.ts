/** The native API's routes, derived from the declarations of all services. */
import { invalidField, notFound } from "../../shared/errors.ts";
import { type FieldTable, readUuid } from "../../shared/fields/index.ts";
import type { AnyResource } from "../../shared/resource/resource.ts";
import { type AnyOperation, entityOf, pageOf, tagOf } from "../../shared/service/operation.ts";
import type { ActionRef } from "../../shared/service/reference.ts";
import { expand, expandableOf } from "../expand.ts";
import { problemBody, problemSchema } from "../problem.ts";
import { listParameters, listQuery, unknownParameter, wordsOf } from "../query.ts";
import type { Answer, Asked, Dialect, Parameter, Refusal, RouteRow } from "../row.ts";
import { inputSchema } from "./input-schema.ts";

type Row = Record<string, unknown>;
type Action = ActionRef<never, unknown>;

const refusals: readonly Refusal[] = [
  { status: 400, about: "The request is not valid; `errors` names the fields and what is allowed." },
  { status: 401, about: "No key, or one that is unknown, expired or revoked." },
  { status: 403, about: "The key lacks the scope." },
  { status: 404, about: "There is no such object in this organization." },
  { status: 409, about: "The state of things forbids it." },
  { status: 412, about: "If-Match names another version." },
  { status: 422, about: "Well-formed but impossible." },
  { status: 429, about: "Too many requests; `Retry-After` tells when to come back." },
  { status: 503, about: "A part of the system does not answer; `Retry-After` tells when to come back." },
];

export const native: Dialect = {
  name: "native",
  prefix: "/api/v1",
  title: "Backroom API",
  about:
    "The native API of Backroom. Amounts are integers in minor units of the object's currency, rates are integers in parts per million.",
  problem: (problem) => ({
    status: problem.status,
    body: problemBody(problem),
    content_type: "application/problem+json",
  }),
  refusals: { schema: problemSchema, media: "application/problem+json", of: () => refusals },
};

const deletedId = {
  type: "object",
  properties: { deleted_id: { type: "string", format: "uuid" } },
  required: ["deleted_id"],
};

/** The rows of what the services offer. */
export function nativeRows(
  resources: readonly AnyResource[],
  operations: readonly AnyOperation[],
): RouteRow[] {
  return [
    ...resources.flatMap(resourceRows),
    ...operations.filter((each) => each.http).map((each) => operationRow(each, resources)),
  ];
}

function row(parts: Omit<RouteRow, "dialect">): RouteRow {
  return { ...parts, dialect: native, path: native.prefix + parts.path };
}

function resourceRows(resource: AnyResource): RouteRow[] {
  const { path, plural: tag, name, scope, actions } = resource;
  const title = name.replaceAll("_", " ");
  const schema = entityOf(resource).schema;
  const words = expandableOf(resource).map((each) => each.word);
  const one = `${path}/{id}`;
  const rows: Record<string, () => RouteRow> = {
    list: () =>
      row({
        method: "GET",
        path,
        scope: `read:${scope}`,
        document: {
          operation_id: `list_${resource.plural}`,
          tag,
          about: `Lists ${tag.replaceAll("_", " ")}.`,
          parameters: listParameters(resource).map(named),
          status: 200,
          schema: pageOf(entityOf(resource)).schema,
        },
        answer: pageAnswer(resource, actions.list as Action),
      }),
    get: () =>
      row({
        method: "GET",
        path: one,
        scope: `read:${scope}`,
        document: {
          operation_id: `get_${name}`,
          tag,
          about: `Shows one ${title}.`,
          parameters: [named("expand")],
          status: 200,
          schema,
        },
        answer: async (asked, call) => {
          const id = idOf(asked, title);
          const body = await shown(resource, asked, words, () => call(actions.get, { id }), call);
          return { status: 200, body };
        },
      }),
    create: () =>
      row({
        method: "POST",
        path,
        scope: `write:${scope}`,
        body: { schema: inputSchema(resource.fields, false), required: true },
        document: { operation_id: `create_${name}`, tag, about: `Creates a ${title}.`, status: 201, schema },
        answer: async (asked, call) => {
          noQuery(asked);
          const body = (await call(actions.create, asked.body as never)) as Row;
          return { status: 201, body, headers: { Location: `${native.prefix}${path}/${body.id}` } };
        },
      }),
    update: () =>
      row({
        method: "PATCH",
        path: one,
        scope: `write:${scope}`,
        body: { schema: inputSchema(resource.fields, true), required: true },
        document: {
          operation_id: `update_${name}`,
          tag,
          about: `Changes a ${title} (RFC 7396).`,
          status: 200,
          schema,
        },
        answer: async (asked, call) => {
          noQuery(asked);
          return {
            status: 200,
            body: await call(actions.update, { id: idOf(asked, title), changes: asked.body as never }),
          };
        },
      }),
    remove: () =>
      row({
        method: "DELETE",
        path: one,
        scope: `delete:${scope}`,
        document: {
          operation_id: `delete_${name}`,
          tag,
          about: resource.hard ? `Deletes a ${title} for good.` : `Deletes a ${title}; it can be restored.`,
          status: 200,
          schema: resource.hard ? deletedId : schema,
        },
        answer: async (asked, call) => ({
          status: 200,
          body: await call(actions.remove, { id: idOf(asked, title) }),
        }),
      }),
    restore: () =>
      row({
        method: "POST",
        path: `${one}/restore`,
        scope: `write:${scope}`,
        document: {
          operation_id: `restore_${name}`,
          tag,
          about: `Restores a deleted ${title}.`,
          status: 200,
          schema,
        },
        answer: async (asked, call) => ({
          status: 200,
          body: await call(actions.restore, { id: idOf(asked, title) }),
        }),
      }),
  };
  return resource.verbs.map((verb) => rows[verb]!());
}

/** A page of a resource with the objects that `expand` asks for. */
function pageAnswer(resource: AnyResource, action: Action): RouteRow["answer"] {
  const words = expandableOf(resource).map((each) => each.word);
  return async (asked, call): Promise<Answer> => {
    const expanding = wordsOf(asked.query, "expand", words);
    const query = listQuery(resource, asked.query, asked.principal?.org.timezone);
    const page = (await call(action, query as never)) as { data: Row[] };
    if (expanding.length) await expand(resource, page.data, expanding, call, asked.principal);
    return { status: 200, body: page };
  };
}

async function shown(
  resource: AnyResource,
  asked: Asked,
  words: string[],
  read: () => Promise<unknown>,
  call: Parameters<RouteRow["answer"]>[1],
): Promise<unknown> {
  const expanding = wordsOf(asked.query, "expand", words);
  const stray = asked.query.find(([name]) => !/^expand(\[\])?$/.test(name));
  if (stray) throw unknownParameter(stray[0], ["expand"]);
  const body = (await read()) as Row;
  if (expanding.length) await expand(resource, [body], expanding, call, asked.principal);
  return body;
}

function operationRow(operation: AnyOperation, resources: readonly AnyResource[]): RouteRow {
  const { method, path, status } = operation.http!;
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map((each) => each[1]!);
  const rest: FieldTable = Object.fromEntries(
    Object.entries(operation.input as FieldTable).filter(([name]) => !inPath.includes(name)),
  );
  const reads = method === "GET";
  const needed = Object.values(rest).some(
    (field) => !field.facets.optional && field.facets.default === undefined,
  );
  const parameters = operation.paged
    ? listParameters(operation.paged).map(named)
    : reads
      ? queryParameters(rest)
      : [];
  return row({
    method,
    path,
    scope: operation.scope ?? null,
    ...(operation.body_limit ? { body_limit: operation.body_limit } : {}),
    ...(reads
      ? {}
      : {
          body: {
            schema: inputSchema(rest, operation.change === true),
            required: needed || operation.change === true,
          },
        }),
    document: {
      operation_id: operation.name.split(".").slice(1).reverse().join("_"),
      tag: tagOf(operation, resources),
      about: operation.about,
      parameters,
      status,
      schema: operation.output.schema,
    },
    answer: operation.paged
      ? pageAnswer(operation.paged, operation as Action)
      : async (asked, call) => {
          if (!reads) noQuery(asked);
          const given = reads ? queryInput(rest, asked) : bodyInput(asked, inPath);
          const expanding = operation.expands
            ? wordsOf(
                asked.query,
                "expand",
                expandableOf(operation.expands).map((each) => each.word),
              )
            : [];
          const body = (await call(
            operation as Action,
            { ...given, ...idsOf(asked, inPath, operation) } as never,
          )) as Row;
          if (expanding.length) await expand(operation.expands!, [body], expanding, call, asked.principal);
          const location =
            // What an action makes lies elsewhere: a sale's refund is not found below the sale.
            status === 201 && body?.id && inPath.length === 0
              ? { headers: { Location: `${native.prefix}${path}/${body.id}` } }
              : {};
          return { status, body, ...location };
        },
  });
}

/** Body fields; one that the path already names is refused rather than overruled. */
export function bodyInput(asked: Asked, inPath: string[]): Row {
  const body = (asked.body ?? {}) as Row;
  if (Array.isArray(body)) throw invalidField("", "object", "The body must be an object.");
  const twice = inPath.find((name) => name in body);
  if (twice) throw invalidField(`/${twice}`, "unknown_field", `'${twice}' belongs in the path.`);
  return body;
}

function queryInput(fields: FieldTable, asked: Asked): Row {
  const input: Row = {};
  for (const [name, value] of asked.query) {
    if (/^expand(\[\])?$/.test(name)) continue;
    const field = fields[name];
    if (!field) throw unknownParameter(name, Object.keys(fields));
    const several = field.kind === "list";
    if (name in input && !several) throw invalidField(name, "duplicate", `'${name}' is given twice.`);
    const parsed = (several ? value.split(",") : [value]).map((text) =>
      field.parse ? field.parse(text) : text,
    );
    if (parsed.includes(undefined))
      throw invalidField(name, "invalid_value", `'${name}' must be a value of kind ${field.kind}.`);
    input[name] = several ? [...((input[name] as unknown[]) ?? []), ...parsed] : parsed[0];
  }
  return input;
}

function idsOf(asked: Asked, inPath: string[], operation: AnyOperation): Row {
  return Object.fromEntries(
    inPath.map((name) => {
      const value = asked.params[name]!;
      const kind = (operation.input as FieldTable)[name]?.kind;
      const isId = kind === "id" || kind === "ref";
      const id = isId ? readUuid(value) : value;
      if (id === undefined) throw notFound(operation.name.split(".")[1] ?? "entity", value);
      return [name, id];
    }),
  );
}

function idOf(asked: Asked, what: string): string {
  const id = readUuid(asked.params.id!);
  if (!id) throw notFound(what, asked.params.id!);
  return id;
}

function noQuery(asked: Asked): void {
  const [first] = asked.query;
  if (first) throw unknownParameter(first[0], []);
}

const queryParameters = (fields: FieldTable): Parameter[] =>
  Object.entries(fields).map(([name, field]) => ({
    name,
    schema: field.schema,
    ...(field.facets.about ? { about: field.facets.about } : {}),
  }));

const named = (name: string): Parameter => ({
  name,
  schema: name === "limit" ? { type: "integer", minimum: 1, maximum: 100 } : { type: "string" },
});
