/** Derives rules for input and a JSON Schema from a table of fields. */
import type { Facets, FieldTable, JsonSchema, Rule } from "./field.ts";

/** The rules of the fields that input may have; any other field is an error. */
export function rulesOf(fields: FieldTable): Record<string, Rule> {
  const rules: Record<string, Rule> = {};
  for (const [name, f] of Object.entries(fields)) {
    if (!f.facets.readonly && !f.facets.hidden) rules[name] = f.rule;
  }
  return rules;
}

/** For a change nothing is required and no default applies; null clears only what may be null. */
export function changeRulesOf(fields: FieldTable): Record<string, Rule> {
  const rules = rulesOf(fields);
  for (const [name, f] of Object.entries(fields)) {
    if (f.facets.fixed) delete rules[name];
    else if (rules[name]) rules[name] = { ...rules[name], optional: true };
  }
  return rules;
}

/** The JSON Schema of a table. Required are the fields that every answer has. */
export function objectSchema(fields: FieldTable, only: (f: Facets) => boolean = () => true): JsonSchema {
  const shown = Object.entries(fields).filter(([, f]) => !f.facets.hidden && only(f.facets));
  const required = shown.filter(([, f]) => !f.facets.optional && f.facets.default === undefined);
  return {
    type: "object",
    additionalProperties: false,
    properties: Object.fromEntries(shown.map(([name, f]) => [name, f.schema])),
    ...(required.length ? { required: required.map(([name]) => name) } : {}),
  };
}

/** The named fields of a table or an object, in the order of the names. Missing fields are left out. */
export const pick = <T extends object, const Name extends keyof T & string>(
  table: T,
  names: readonly Name[],
): Pick<T, Name> =>
  Object.fromEntries(names.flatMap((name) => (name in table ? [[name, table[name]]] : []))) as Pick<T, Name>;

/** The other fields of a table. */
export const omit = <T extends FieldTable, const Name extends keyof T & string>(
  table: T,
  names: readonly Name[],
): Omit<T, Name> => {
  const left = new Set<string>(names);
  return Object.fromEntries(Object.entries(table).filter(([name]) => !left.has(name))) as Omit<T, Name>;
};
