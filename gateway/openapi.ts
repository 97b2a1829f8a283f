/** OpenAPI 3.1 from routes: the same tables that route, read and show (API-12). */
import type { JsonSchema } from "../shared/fields/index.ts";
import type { Dialect } from "./kit/dialect.ts";
import { ANY_KEY, type Parameter } from "./kit/request.ts";
import type { Route } from "./kit/route.ts";
import { nameOf } from "./shapes/schema.ts";

/** Named schemas of a document, collected while its operations are written. */
type Components = Map<string, JsonSchema>;

/** The document of a dialect; `base`: its paths stand below its prefix, which is named as the server. */
export function openapiOf(routes: readonly Route[], dialect: Dialect, base = false): object {
  const components: Components = new Map();
  const paths: Record<string, Record<string, object>> = {};
  for (const route of routes) {
    const path = base ? route.path.slice(dialect.prefix.length) : route.path;
    paths[path] ??= {};
    paths[path]![route.method.toLowerCase()] = operationOf(route, components);
  }
  return {
    openapi: "3.1.0",
    info: { title: dialect.title, version: "1", description: dialect.about },
    servers: [{ url: base ? dialect.prefix : "/" }],
    tags: [...new Set(routes.map(({ tag }) => tag))].sort().map((name) => ({ name })),
    paths,
    components: {
      schemas: { Problem: dialect.refusals.schema, ...Object.fromEntries(components) },
      securitySchemes: { key: { type: "http", scheme: "bearer", description: "An API key." } },
    },
  };
}

/** A schema with its named parts moved to the components. */
function hoisted(schema: JsonSchema, components: Components): JsonSchema {
  const name = nameOf(schema);
  if (name === undefined) return inside(schema, components);
  // Before its parts, so that one that contains itself ends.
  if (!components.has(name)) {
    components.set(name, {});
    components.set(name, inside(schema, components));
  }
  return { $ref: `#/components/schemas/${name}` };
}

const isSchema = (value: unknown): value is JsonSchema => typeof value === "object" && value !== null;

function inside(schema: JsonSchema, components: Components): JsonSchema {
  const part = (value: unknown): unknown =>
    Array.isArray(value) ? value.map(part) : isSchema(value) ? hoisted(value, components) : value;
  return Object.fromEntries(Object.entries(schema).map(([name, value]) => [name, part(value)]));
}

const header = (name: string, pattern: string, description: string) => ({
  ...{ name, in: "header", description },
  schema: { type: "string", pattern },
});
const idempotencyKey = header(
  "Idempotency-Key",
  "^[\\x20-\\x7e]{1,255}$",
  "A key of your choice; repeating the request with it carries it out once.",
);
const ifMatch = header(
  "If-Match",
  '^(\\*|(W/)?"[0-9]{1,15}(-[0-9a-f]+)?")$',
  "The ETag of the version to change; 412 when it is no longer the current one.",
);

function parametersOf({ method, path, parameters }: Route): object[] {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map((each) => each[1]!);
  return [
    ...inPath.map((name) => ({ name, in: "path", required: true, schema: { type: "string" } })),
    ...parameters.map(queryParameter),
    ...(method === "GET" ? [] : [idempotencyKey]),
    ...(changes(method) ? [ifMatch] : []),
  ];
}

const changes = (method: string) => method === "PATCH" || method === "PUT" || method === "DELETE";

const queryParameter = ({ name, schema, about, style, required }: Parameter): object => ({
  ...{ name, in: "query", schema },
  ...(required ? { required } : {}),
  ...(style ? { style, explode: true } : {}),
  ...(about ? { description: about } : {}),
});

const ETAG = {
  ETag: { schema: { type: "string" }, description: "The version, for If-Match and If-None-Match." },
};

/** Whether its answers have a version. */
const hasVersion = ({ properties }: JsonSchema): boolean => isSchema(properties) && "version" in properties;

function successOf({ status, schema, media }: Route, components: Components): object {
  const description = describedAs(status, schema);
  if (!schema) return { [status]: { description } };
  const content = { [media]: { schema: hoisted(schema, components) } };
  return { [status]: { description, ...(hasVersion(schema) ? { headers: ETAG } : {}), content } };
}

function describedAs(status: number, schema: JsonSchema | undefined): string {
  if (!schema || status === 204) return "Done; the answer has no body.";
  const name = nameOf(schema);
  const made = status === 201 ? "The new object" : "The answer";
  return name ? `${made}: ${name}.` : `${made}.`;
}

function refusalsOf(route: Route): object {
  const { of, media } = route.dialect.refusals;
  const schema = { $ref: "#/components/schemas/Problem" };
  return Object.fromEntries(
    of(route).map(({ status, about }) => [status, { description: about, content: { [media]: { schema } } }]),
  );
}

function bodyOf({ body }: Route, components: Components): object {
  if (!body) return {};
  const { media = ["application/json"], schema, required } = body;
  const content = Object.fromEntries(media.map((type) => [type, { schema: hoisted(schema, components) }]));
  return { requestBody: { required, content } };
}

function operationOf(route: Route, components: Components): object {
  const { id, tag, about, scope } = route;
  const parameters = parametersOf(route);
  return {
    operationId: id,
    tags: [tag],
    summary: about,
    ...(parameters.length ? { parameters } : {}),
    ...bodyOf(route, components),
    security: scope === null ? [] : [{ key: scope === ANY_KEY ? [] : [scope] }],
    responses: { ...successOf(route, components), ...refusalsOf(route) },
  };
}
