/** The known document of a dialect: its operations, schemas, and bodies from its examples. */
import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import type { Json } from "./backroom.ts";
import { compiledBy } from "./compiled-schemas.ts";

export type DialectName = "candle" | "circular" | "consigncloud" | "mercato" | "pharus";

export type SeedOperation = {
  /** "POST /items": how a test names it. */
  key: string;
  method: string;
  path: string;
  /** The operation in the document; absent where the document only mentions it. */
  said: Json | null;
};

export type Seed = {
  dialect: DialectName;
  document: Json;
  operations: SeedOperation[];
  /** With references resolved. */
  resolve(schema: Json): Json;
  /** How an answer violates the document. */
  unlike(operation: SeedOperation, status: number, body: Json, type: string): string[];
  /** Fields of the body, those of one element where a list is taken as well. */
  body(operation: SeedOperation): { properties: Record<string, Json>; required: string[] };
};

/** The media type of a body with a file. */
export const FORM = "multipart/form-data";

const METHODS = new Set(["get", "post", "patch", "put", "delete"]);

export function seedOf(dialect: DialectName, widen: (document: Json) => void = () => undefined): Seed {
  const file = new URL(`../../gateway/dialects/${dialect}/openapi.json`, import.meta.url);
  const document = JSON.parse(readFileSync(file, "utf8"));
  widen(document);
  const ajv = new Ajv2020({ strict: false, addUsedSchema: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema({ ...document, $id: "seed" });
  const compiled = compiledBy(ajv);

  const operation = (method: string, path: string, said: Json | null): SeedOperation => ({
    key: `${method.toUpperCase()} ${path.replace("/api/{organization_slug}", "")}`,
    method: method.toUpperCase(),
    path,
    said,
  });
  const said = Object.entries<Json>(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([method]) => METHODS.has(method))
      .map(([method, each]) => operation(method, path, each)),
  );
  const implied = (document["x-implied-operations"] ?? []).map(({ method, path }: Json) =>
    operation(method, path, null),
  );

  const resolve = (schema: Json): Json => {
    if (!schema?.$ref) return schema ?? {};
    const names = schema.$ref.slice(2).split("/");
    return resolve(names.reduce((at: Json, name: string) => at[name], document));
  };

  return {
    dialect,
    document,
    operations: [...said, ...implied],
    resolve,
    unlike({ said, method, path }, status, body, type) {
      if (!said) return isObject(body) || Array.isArray(body) ? [] : ["the answer is no object"];
      const response = resolve(said.responses[status]);
      if (!said.responses[status]) return [`status ${status} is not documented`];
      if (status === 204) return body === undefined ? [] : ["there is an answer"];
      const media = Object.keys(response.content ?? {})[0];
      if (!media) return isObject(body) ? [] : ["the answer is no object"];
      if (!type.startsWith(media)) return [`the answer is ${type}, not ${media}`];
      if (!response.content[media].schema) return [];
      const own = `${path.replaceAll("/", "~1").replaceAll("{", "%7B").replaceAll("}", "%7D")}/${method.toLowerCase()}`;
      const place = said.responses[status].$ref
        ? `${said.responses[status].$ref.slice(1)}`
        : `/paths/${own}/responses/${status}`;
      const check = compiled(`seed#${place}/content/${media.replaceAll("/", "~1")}/schema`);
      check(body);
      return (check.errors ?? []).map((each) => `${each.instancePath} ${each.message}`);
    },
    body({ said }) {
      const { content = {} } = said?.requestBody ?? {};
      const schema = resolve(
        (content["application/json"] ?? content[FORM] ?? Object.values<Json>(content)[0])?.schema,
      );
      const one = resolve(schema.oneOf?.[0] ?? schema.anyOf?.[0] ?? schema);
      return { properties: one.properties ?? {}, required: one.required ?? [] };
    },
  };
}

export const isObject = (value: unknown): value is Record<string, Json> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A value for each documented field: the given one, else the document's example, else one of its type. */
export function fullBody(seed: Seed, operation: SeedOperation, given: Json): Json {
  const { properties } = seed.body(operation);
  const made = Object.entries(properties).map(
    ([name, schema]) => [name, sample(seed, schema, name)] as const,
  );
  const all = Object.fromEntries([...made, ...Object.entries(given)]);
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

function sample(seed: Seed, said: Json, name: string): Json {
  const schema = seed.resolve(said);
  if (schema.example !== undefined) return schema.example;
  if (schema.enum) return schema.enum[0];
  const type = [schema.type].flat().find((each) => each !== "null");
  if (type === "integer" || type === "number") return 1;
  if (type === "boolean") return true;
  if (type === "array") return [];
  if (type === "object")
    return Object.fromEntries(
      Object.entries(schema.properties ?? {}).map(([each, inner]) => [each, sample(seed, inner, each)]),
    );
  if (schema.format === "email") return `${name}@shop.example`;
  return `some ${name.replaceAll("_", " ")}`;
}

/** A value of another type than the documented one. */
export function wrongValue(said: Json): Json {
  const type = [said.type].flat().find((each) => each !== "null");
  if (type === "string") return 12_345;
  if (type === "integer") return 1.5;
  if (type === "number") return "a lot";
  if (type === "boolean") return "perhaps";
  return "text";
}
