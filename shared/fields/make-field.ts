/** Makes the fields of all kinds. */
import type { Facets, Field, JsonSchema, Rule } from "./field.ts";

export function field<Out, In, F extends Facets>(
  kind: string,
  facets: F,
  parts: Omit<Field<Out, In, F>, "kind" | "facets" | "types">,
): Field<Out, In, F> {
  const nullable = facets.optional === true;
  const rule: Rule = { ...parts.rule, nullable };
  if (nullable || facets.default !== undefined) rule.optional = true;
  return { ...parts, kind, facets, rule, schema: describe(parts.schema, facets) };
}

function describe(schema: JsonSchema, facets: Facets): JsonSchema {
  const out: JsonSchema = { ...schema };
  if (facets.optional && typeof out.type === "string") out.type = [out.type, "null"];
  if (facets.optional && Array.isArray(out.enum)) out.enum = [...out.enum, null];
  if (facets.about) out.description = facets.about;
  if (facets.default !== undefined) out.default = facets.default;
  if (facets.readonly) out.readOnly = true;
  return out;
}

/** A rule with an additional check, and a phrase for what is allowed. */
export const checked = (
  type: string,
  rule: object,
  accepts: (value: never) => boolean,
  allowed: string,
): Rule => ({
  type,
  ...rule,
  accepts,
  allowed,
});

/** Whether a reader accepts the value. */
export const fits =
  (read: (value: string) => unknown) =>
  (value: string): boolean =>
    read(value) !== undefined;
