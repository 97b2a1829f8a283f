/** Named schemas of a document, collected while its operations are written. */
import { isDeepStrictEqual } from "node:util";
import type { JsonSchema } from "../../shared/fields/index.ts";
import { scopes } from "../declared.ts";
import { completed, named, nameOf } from "../shapes/schema.ts";

export type Components = {
  /** A schema with its named parts moved to the components. */
  hoisted(schema: JsonSchema): JsonSchema;
  /** All named schemas, by name. */
  schemas(): Record<string, JsonSchema>;
};

const isSchema = (value: unknown): value is JsonSchema => typeof value === "object" && value !== null;

/** A table only says that its field is a scope; the list of scopes comes from all declarations together. */
const scope = named("Scope", { type: "string", enum: scopes });

/** Two different schemas under one name are a mistake that fails the document. */
export function componentsOf(): Components {
  const written = new Map<string, JsonSchema>();
  /** Schemas in progress, because a schema may contain itself. */
  const open = new Set<string>();

  function hoisted(given: JsonSchema): JsonSchema {
    const schema = given.format === "scope" ? scope : given;
    const name = nameOf(schema) ?? pageName(schema);
    if (name === undefined) return inside(schema);
    const reference = { $ref: `#/components/schemas/${name}` };
    if (open.has(name)) return reference;
    open.add(name);
    const whole = inside(completed(schema));
    open.delete(name);
    const before = written.get(name);
    if (before && !isDeepStrictEqual(before, whole))
      throw new TypeError(`Two different schemas are called '${name}'.`);
    written.set(name, whole);
    return reference;
  }

  function inside(schema: JsonSchema): JsonSchema {
    const part = (value: unknown): unknown =>
      Array.isArray(value) ? value.map(part) : isSchema(value) ? hoisted(value) : value;
    return Object.fromEntries(Object.entries(schema).map(([name, value]) => [name, part(value)]));
  }

  return { hoisted, schemas: () => Object.fromEntries([...written].sort(([a], [b]) => (a < b ? -1 : 1))) };
}

/** A list is called after its entries: one with paging a page, one that is whole a list. */
function pageName({ properties }: JsonSchema): string | undefined {
  const { data, ...paging } = (properties ?? {}) as { data?: { items?: JsonSchema } };
  const item = data?.items && nameOf(data.items);
  return item && `${item}${Object.keys(paging).length ? "Page" : "List"}`;
}

/** The name of an answer in a document, if it has one. */
export const schemaName = (schema: JsonSchema): string | undefined => nameOf(schema) ?? pageName(schema);

/** Whether it is the entries of a list. */
export const isList = (schema: JsonSchema): boolean =>
  nameOf(schema) === undefined && pageName(schema) !== undefined;

/** An answer that has no name is called after its operation. */
export const namedAfter = (operationId: string, schema: JsonSchema): JsonSchema => {
  if (schemaName(schema) !== undefined || schema.type !== "object") return schema;
  const noun = operationId.replace(/^(get|list)(?=[A-Z])/, "");
  return named(`${noun.charAt(0).toUpperCase()}${noun.slice(1)}Result`, schema);
};
