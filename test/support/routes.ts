/** Every route that the running service documents, natively and in every dialect, with its parameters and the fields of its body. */
import type { Json } from "./backroom.ts";

export type Parameter = { name: string; in: "path" | "query" | "header"; schema: Json };
export type Field = { name: string; schema: Json };
export type Route = {
  dialect: string;
  method: string;
  /** Full, with `{names}`. */
  path: string;
  parameters: Parameter[];
  fields: Field[];
  required: string[];
  /** Whether its body, where it takes one, is JSON. */
  takes_json: boolean;
};

const dialects = {
  ...{ native: "/api/v1", circular: "/circular", consigncloud: "/consigncloud/api/v1" },
  ...{ pharus: "/pharus/api", candle: "/candle/v1", mercato: "/mercato/api" },
};
const methods = ["get", "post", "patch", "put", "delete"];

const DEPTH = 4;

/** A schema with its parts in their places, down to where samples end. */
function resolved(document: Json, schema: Json, depth = DEPTH): Json {
  if (!schema || depth === 0) return schema ?? {};
  if (schema.$ref) {
    const at = (schema.$ref as string).slice(2).split("/");
    const found = at.reduce((value, name) => value?.[name.replaceAll("~1", "/")], document);
    return resolved(document, found, depth);
  }
  const inside = (each: Json) => resolved(document, each, depth - 1);
  const { items, properties } = schema;
  return {
    ...schema,
    ...(items ? { items: inside(items) } : {}),
    ...(properties
      ? {
          properties: Object.fromEntries(
            Object.entries<Json>(properties).map(([name, each]) => [name, inside(each)]),
          ),
        }
      : {}),
  };
}

function routeOf(document: Json, dialect: string, prefix: string, path: string, method: string): Route {
  const said = document.paths[path][method];
  const listed = [...(document.paths[path].parameters ?? []), ...(said.parameters ?? [])];
  const body = resolved(document, said.requestBody);
  const media = Object.values<Json>(body.content ?? {})[0];
  const whole = resolved(document, media?.schema);
  const one = resolved(document, whole.oneOf?.[0] ?? whole.anyOf?.[0] ?? whole);
  return {
    dialect,
    method: method.toUpperCase(),
    path: path.startsWith(prefix) ? path : prefix + path,
    parameters: listed
      .map((each: Json) => resolved(document, each))
      .map((each: Json) => ({ name: each.name, in: each.in, schema: resolved(document, each.schema) })),
    fields: Object.entries<Json>(one.properties ?? {}).map(([name, schema]) => ({
      name,
      schema: resolved(document, schema),
    })),
    required: one.required ?? [],
    takes_json: !body.content || "application/json" in body.content,
  };
}

export async function routesOf(url: string, key: string): Promise<Route[]> {
  const routes: Route[] = [];
  for (const [dialect, prefix] of Object.entries(dialects)) {
    const response = await fetch(`${url}${prefix}/openapi.json`, {
      headers: { authorization: `Bearer ${key}` },
    });
    const document: Json = await response.json();
    for (const [path, each] of Object.entries<Json>(document.paths))
      for (const method of methods)
        if (each[method]) routes.push(routeOf(document, dialect, prefix, path, method));
  }
  return routes;
}

/** A text that a field of this name takes. */
const textCalled = (name: string): string =>
  /^currency(Code|_code)?$/.test(name)
    ? "USD"
    : /^(code|slug|key)$/.test(name)
      ? `some-${name}`
      : `some ${name}`;

/** A value that the document allows. */
export function sampled(schema: Json, name: string): Json {
  if (schema.example !== undefined) return schema.example;
  if (schema.enum) return schema.enum.find((each: unknown) => each !== null);
  const type = [schema.type].flat().find((each) => each !== "null");
  if (type === "integer" || type === "number") return Math.max(1, schema.minimum ?? 1);
  if (type === "boolean") return true;
  if (type === "array")
    return schema.items ? [sampled(schema.items, name)].filter((each) => each !== undefined) : [];
  if (type === "object") {
    const inner = Object.entries<Json>(schema.properties ?? {}).filter(([each]) =>
      schema.required?.includes(each),
    );
    return Object.fromEntries(inner.map(([each, one]) => [each, sampled(one, each)]));
  }
  if (schema.format === "uuid") return "01890000-0000-7000-8000-000000000000";
  if (schema.format === "email") return "someone@shop.example";
  if (schema.format === "date") return "2027-01-31";
  if (schema.format === "date-time") return "2027-01-31T10:00:00.000Z";
  return textCalled(name);
}

/** A body with the fields that the document requires. */
export const bodyOf = ({ fields, required }: Route): Json =>
  Object.fromEntries(
    fields
      .filter(({ name }) => required.includes(name))
      .map(({ name, schema }) => [name, sampled(schema, name)]),
  );

/** The path with its parameters filled in, by default with documented examples. */
export function filled({ path, parameters }: Route, given: Record<string, string>): string {
  return path.replace(/\{(\w+)\}/g, (_all, name: string) => {
    const said = parameters.find((each) => each.name === name);
    return encodeURIComponent(given[name] ?? String(sampled(said?.schema ?? {}, name)));
  });
}

/** Works on many things, a few at a time. */
export async function each<T>(
  list: readonly T[],
  at_once: number,
  work: (one: T) => Promise<void>,
): Promise<void> {
  const left = [...list];
  await Promise.all(
    Array.from({ length: at_once }, async () => {
      for (let one = left.shift(); one !== undefined; one = left.shift()) await work(one);
    }),
  );
}
