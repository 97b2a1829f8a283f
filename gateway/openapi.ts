/** OpenAPI 3.1 from route rows: the same tables that route and validate (API-12). */
import type { Dialect, RouteRow } from "./row.ts";

/** The document of a dialect; `base`: its paths stand below its prefix, which is named as the server. */
export function openapiOf(rows: readonly RouteRow[], dialect: Dialect, base = false): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const row of rows) {
    const path = base ? row.path.slice(dialect.prefix.length) : row.path;
    paths[path] ??= {};
    paths[path]![row.method.toLowerCase()] = operationOf(row);
  }
  return {
    openapi: "3.1.0",
    info: { title: dialect.title, version: "1", description: dialect.about },
    ...(base ? { servers: [{ url: dialect.prefix }] } : {}),
    tags: [...new Set(rows.map((row) => row.document.tag))].sort().map((name) => ({ name })),
    paths,
    components: {
      schemas: { Problem: dialect.refusals.schema },
      securitySchemes: { key: { type: "http", scheme: "bearer", description: "An API key." } },
    },
  };
}

function operationOf(row: RouteRow): object {
  const { document } = row;
  const { refusals } = row.dialect;
  const inPath = [...row.path.matchAll(/\{(\w+)\}/g)].map((each) => each[1]!);
  const parameters = [
    ...inPath.map((name) => ({ name, in: "path", required: true, schema: { type: "string" } })),
    ...(document.parameters ?? []).map(({ name, schema, about, style }) => ({
      name,
      in: "query",
      schema,
      ...(style ? { style, explode: true } : {}),
      ...(about ? { description: about } : {}),
    })),
    ...(row.method === "GET"
      ? []
      : [header("Idempotency-Key", "Repeating a request with its key does it once.")]),
    ...(row.method === "PATCH" || row.method === "DELETE"
      ? [header("If-Match", "Refuses when the version is another.")]
      : []),
  ];
  const refused = (about: string) => ({
    description: about,
    content: { [refusals.media]: { schema: { $ref: "#/components/schemas/Problem" } } },
  });
  return {
    operationId: document.operation_id,
    tags: [document.tag],
    summary: document.about,
    ...(parameters.length ? { parameters } : {}),
    ...(row.body
      ? {
          requestBody: {
            required: row.body.required,
            content: { "application/json": { schema: row.body.schema } },
          },
        }
      : {}),
    security: row.scope === null ? [] : [{ key: typeof row.scope === "string" ? [row.scope] : [] }],
    responses: {
      [document.status]: {
        description: "Done.",
        content: { [document.media ?? "application/json"]: { schema: document.schema } },
      },
      ...Object.fromEntries(refusals.of(row).map(({ status, about }) => [status, refused(about)])),
    },
  };
}

const header = (name: string, description: string) => ({
  name,
  in: "header",
  schema: { type: "string" },
  description,
});
