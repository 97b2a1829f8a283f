/** Documents as they are compared: ours, and the known one of the service that a dialect stands in for. */
import type { JsonSchema } from "../shared/fields/index.ts";

export type Schema = JsonSchema & {
  $ref?: string;
  allOf?: Schema[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  items?: Schema;
  properties?: Record<string, Schema>;
};
export type Named = { name?: string; in?: string; $ref?: string; schema?: Schema };
export type Media = { $ref?: string; content?: Record<string, { schema?: Schema }> };
export type Operation = Media & {
  parameters?: Named[];
  requestBody?: Media;
  responses: Record<string, Media>;
};
export type Paths = Record<string, Record<string, Operation>>;
export type Document = {
  paths: Paths;
  components: { schemas: Record<string, Schema> };
  "x-implied-operations"?: { method: string; path: string }[];
};
/** Resolves references inside one document. */
export type Find = <T extends { $ref?: string }>(value: T | undefined) => T | undefined;

export const finder =
  (document: object): Find =>
  (value) => {
    if (!value?.$ref) return value;
    const names = value.$ref.slice(2).split("/");
    return names.reduce<unknown>(
      (at, name) => (at as Record<string, unknown>)[name],
      document,
    ) as typeof value;
  };
