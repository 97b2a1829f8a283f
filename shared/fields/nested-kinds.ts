/** Kinds that hold other values: lists, groups, maps and JSON. */
import type { Changes, Facets, Field, FieldTable, Given, Values } from "./field.ts";
import { count } from "./kinds.ts";
import { checked, field } from "./make-field.ts";
import { changeRulesOf, objectSchema, rulesOf } from "./tables.ts";

/** A list of at most `max` values of one kind, by default 5,000. */
export function list<Out, In, G extends Facets, const F extends Facets>(
  item: Field<Out, In, G>,
  facets: F = {} as F,
): Field<Out[], In[], F> {
  const { min = 0, max = 5000 } = facets as Facets;
  return field<Out[], In[], F>("list", facets, {
    // The list reports a null element with its position.
    rule: {
      type: "array",
      items: { ...item.rule, nullable: true, optional: true },
      sparse: item.facets.optional === true,
      min,
      max,
    },
    path: { type: [item.fields ? item.path.type : item.path] },
    schema: { type: "array", items: item.schema, minItems: min, maxItems: max },
    ...(item.target ? { target: item.target } : {}),
    ...(item.fields ? { fields: item.fields } : {}),
    ...(item.parse ? { parse: item.parse } : {}),
  });
}

/** Fields inside a field. */
export function group<const T extends FieldTable, const F extends Facets>(
  fields: T,
  facets: F = {} as F,
): Field<Values<T>, Given<T>, F> {
  return field<Values<T>, Given<T>, F>("group", facets, {
    rule: { type: "object", strict: true, properties: rulesOf(fields) },
    path: { type: Object },
    schema: objectSchema(fields),
    fields,
  });
}

/** Changes of an entity's fields inside another body: every field may be absent, and no default applies (RFC 7396). */
export function changes<const T extends FieldTable, const F extends Facets>(
  fields: T,
  facets: F = {} as F,
): Field<Changes<T>, Changes<T>, F> {
  const given = Object.entries(fields).filter(
    ([, f]) => !f.facets.readonly && !f.facets.hidden && !f.facets.fixed,
  );
  return field<Changes<T>, Changes<T>, F>("changes", facets, {
    rule: { type: "object", strict: true, properties: changeRulesOf(fields) },
    path: { type: Object },
    schema: {
      type: "object",
      additionalProperties: false,
      properties: Object.fromEntries(given.map(([name, f]) => [name, f.schema])),
    },
    fields,
  });
}

/** The key by which the database's driver takes an object for something else than an object. */
const RESERVED = "_bsontype";

/** The caller's own JSON object: at most 50 keys and 16 KiB (`metadata`), merged key-wise on PATCH. */
export function json<const F extends Facets>(
  facets: F = {} as F,
): Field<Record<string, unknown>, Record<string, unknown>, F> {
  const { keys = 50, bytes = 16_384 } = facets as Facets;
  const fits = (value: object) => {
    const text = JSON.stringify(value);
    const isPlain = !text.includes(`"${RESERVED}":`);
    return isPlain && Object.keys(value).length <= keys && Buffer.byteLength(text) <= bytes;
  };
  const allowed = `an object of at most ${keys} keys and ${bytes} bytes, without '${RESERVED}'`;
  return field("json", facets, {
    rule: checked("object", {}, fits, allowed),
    path: { type: Object },
    schema: { type: "object", additionalProperties: true, maxProperties: keys },
  });
}

/**
 * A JSON value with a TypeScript type. Only for calls between services: it is not checked, so no operation with a route may
 * have one in its input.
 */
export function value<T>(): Field<T, T, Facets> {
  return { kind: "value", facets: {}, rule: { type: "any" }, path: { type: Object }, schema: {} };
}

const units = count({ min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER });

/** A map from words to values of one kind, such as units by status. */
export function tally<const F extends Facets>(
  facets: F = {} as F,
): Field<Record<string, number>, Record<string, number>, F> {
  return field("tally", facets, {
    rule: { type: "record", key: "string", value: { ...units.rule } },
    path: { type: Object },
    schema: { type: "object", additionalProperties: units.schema },
  });
}
