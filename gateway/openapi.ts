/** OpenAPI 3.1 from route rows: the same tables that route and validate (API-12). */
import type { FieldTable, JsonSchema } from "../shared/fields/index.ts";
import type { RouteRow } from "./row.ts";

type Info = { title: string; version: string; description: string };

const problem: JsonSchema = {
  type: "object",
  properties: {
    type: { type: "string" },
    title: { type: "string" },
    status: { type: "integer" },
    detail: { type: "string" },
    instance: { type: "string" },
    code: { type: "string" },
    request_id: { type: "string" },
    errors: {
      type: "array",
      items: {
        type: "object",
        properties: { pointer: { type: "string" }, code: { type: "string" }, message: { type: "string" } },
      },
    },
  },
  required: ["type", "title", "status", "detail", "code", "request_id"],
};

const refusals: [status: string, about: string][] = [
  ["400", "The request is not valid; `errors` names the fields and what is allowed."],
  ["401", "No key, or one that is unknown, expired or revoked."],
  ["403", "The key lacks the scope."],
  ["404", "There is no such object in this organization."],
  ["409", "The state of things forbids it."],
  ["412", "If-Match names another version."],
  ["422", "Well-formed but impossible."],
  ["429", "Too many requests; `Retry-After` tells when to come back."],
  ["503", "A part of the system does not answer; `Retry-After` tells when to come back."],
];

export function openapiOf(rows: readonly RouteRow[], info: Info): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const row of rows) {
    paths[row.path] ??= {};
    paths[row.path]![row.method.toLowerCase()] = operationOf(row);
  }
  return {
    openapi: "3.1.0",
    info,
    tags: [...new Set(rows.map((row) => row.document.tag))].sort().map((name) => ({ name })),
    paths,
    components: {
      schemas: { Problem: problem },
      securitySchemes: { key: { type: "http", scheme: "bearer", description: "An API key." } },
      responses: Object.fromEntries(
        refusals.map(([status, description]) => [
          `Refused${status}`,
          {
            description,
            content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
          },
        ]),
      ),
    },
  };
}

function operationOf(row: RouteRow): object {
  const { document } = row;
  const inPath = [...row.path.matchAll(/\{(\w+)\}/g)].map((each) => each[1]!);
  const parameters = [
    ...inPath.map((name) => ({ name, in: "path", required: true, schema: { type: "string" } })),
    ...(document.parameters ?? []).map(({ name, schema, about }) => ({
      name,
      in: "query",
      schema,
      ...(about ? { description: about } : {}),
    })),
    ...(row.method === "GET"
      ? []
      : [header("Idempotency-Key", "Repeating a request with its key does it once.")]),
    ...(row.method === "PATCH" || row.method === "DELETE"
      ? [header("If-Match", "Refuses when the version is another.")]
      : []),
  ];
  return {
    operationId: document.operation_id,
    tags: [document.tag],
    summary: document.about,
    ...(parameters.length ? { parameters } : {}),
    ...(row.body ? { requestBody: bodyOf(row.body) } : {}),
    security: row.scope === null ? [] : [{ key: typeof row.scope === "string" ? [row.scope] : [] }],
    responses: {
      [document.status]: {
        description: "Done.",
        content: { "application/json": { schema: document.schema } },
      },
      ...Object.fromEntries(
        refusals.map(([status]) => [status, { $ref: `#/components/responses/Refused${status}` }]),
      ),
    },
  };
}

const header = (name: string, description: string) => ({
  name,
  in: "header",
  schema: { type: "string" },
  description,
});

function bodyOf({ fields, change, required }: NonNullable<RouteRow["body"]>): object {
  const given = inputSchema(fields, change === true);
  return { required: required === true, content: { "application/json": { schema: given } } };
}

/** What may be sent: read-only fields left out; for a change nothing is required. */
export function inputSchema(fields: FieldTable, change: boolean): JsonSchema {
  const given = Object.entries(fields).filter(
    ([, { facets }]) => !facets.readonly && !facets.hidden && !(change && facets.fixed),
  );
  const required = change
    ? []
    : given.filter(([, { facets }]) => !facets.optional && facets.default === undefined);
  return {
    type: "object",
    additionalProperties: false,
    properties: Object.fromEntries(given.map(([name, field]) => [name, field.schema])),
    ...(required.length ? { required: required.map(([name]) => name) } : {}),
  };
}
