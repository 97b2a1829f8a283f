import type { FieldTable, JsonSchema } from "../../../shared/fields/index.ts";

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
