/** OpenAPI 3.1 from routes: the same tables that route, read and show (API-12). */
import type { Dialect } from "../kit/dialect.ts";
import type { Route } from "../kit/route.ts";
import { componentsOf } from "./components.ts";
import { exampleObjectsOf, examplesOf } from "./examples.ts";
import { operationOf } from "./operation.ts";
import { refusalsOf } from "./refusals.ts";

/** The subject of a document: the routes of a dialect below one address, as one variant answers them. */
export type Subject = {
  dialect: Dialect;
  routes: readonly Route[];
  profile: string;
  /** The base address of its paths. */
  server: string;
};

/** What holds for the requests of every dialect. */
const everywhere = `
**Repeat safely**: send an \`Idempotency-Key\` with every POST, PATCH and DELETE. The same request with the same key is carried out
once and gets the same answer.

**Limits**: a key may send a burst of requests and a steady rate after it; \`RateLimit-…\` headers say what is left.
`.trim();

export function openapiOf({ dialect, routes, profile, server }: Subject): object {
  const components = componentsOf();
  const refusals = refusalsOf(dialect, profile);
  const writing = { components, refusals, profile };
  const examples = examplesOf(dialect, profile);
  const paths: Record<string, Record<string, object>> = {};
  for (const route of routes) {
    const path = route.path.slice(dialect.prefix.length);
    paths[path] ??= {};
    paths[path][route.method.toLowerCase()] = operationOf(route, writing, examples.get(route.id));
  }
  return {
    openapi: "3.1.0",
    info: {
      title: titleOf(dialect, profile),
      version: "1",
      description: [dialect.about, dialect.guide?.introduction, everywhere].filter(Boolean).join("\n\n"),
      license: { name: "Apache 2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: server || "/" }],
    ...tagsOf(routes, dialect),
    security: [{ key: [] }],
    "x-example-objects": exampleObjectsOf(dialect, profile, routes),
    paths,
    components: {
      schemas: { Problem: components.hoisted(dialect.refusals.schema), ...components.schemas() },
      responses: refusals.responses(),
      headers,
      securitySchemes: { key: keyOf(routes) },
    },
  };
}

/** The title of a document, with the variant where there are several. */
export const titleOf = ({ title, profiles }: Dialect, profile: string): string =>
  profiles.length > 1 ? `${title} (${profile})` : title;

/** Tags in the order of their groups; those that the guide does not list come last, without a group. */
function tagsOf(routes: readonly Route[], { guide }: Dialect): object {
  const used = new Set(routes.map(({ tag }) => tag));
  const groups = Object.entries(guide?.groups ?? {}).map(([name, tags]) => ({
    name,
    tags: Object.keys(tags).filter((tag) => used.has(tag)),
  }));
  const described = Object.values(guide?.groups ?? {}).flatMap((tags) => Object.entries(tags));
  const known = new Map(described.filter(([tag]) => used.has(tag)));
  const others = [...used].filter((tag) => !known.has(tag)).sort();
  return {
    tags: [
      ...[...known].map(([name, description]) => ({ name, description })),
      ...others.map((name) => ({ name })),
    ],
    ...(groups.length ? { "x-tagGroups": groups } : {}),
  };
}

function keyOf(routes: readonly Route[]): object {
  const scopes = [
    ...new Set(routes.flatMap(({ scope }) => (typeof scope === "string" ? [scope] : []))),
  ].sort();
  const listed = scopes.map((scope) => `\`${scope}\``).join(", ");
  return {
    ...{ type: "http", scheme: "bearer" },
    description: `An API key, sent as \`Authorization: Bearer <key>\`. Each operation names the scope that the key needs. Scopes: ${listed}.`,
  };
}

const headers = {
  ETag: {
    description: "The version, for If-Match and If-None-Match.",
    schema: { type: "string", pattern: '^"[0-9]+-[0-9a-f]{12}"$' },
  },
  Location: {
    description: "The address of the new object.",
    schema: { type: "string", format: "uri-reference" },
  },
  RetryAfter: { description: "Seconds to wait.", schema: { type: "string", pattern: "^[0-9]+$" } },
};
