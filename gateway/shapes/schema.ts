/** JSON Schemas of shapes, named so that documents list them as components. */
import type { JsonSchema } from "../../shared/fields/index.ts";
import type { Variant } from "./codecs.ts";
import type { Shape, WireField } from "./shape.ts";

const plain: Variant = { profile: "", nulls: false };

/** The name under which documents list a schema. */
export const SCHEMA_NAME = Symbol("name of a schema");
export const named = (name: string, schema: JsonSchema): JsonSchema => ({ ...schema, [SCHEMA_NAME]: name });

const MAKE = Symbol("makes the schema");
/** A schema under a name that is made when a document needs it: one may contain itself. */
export const namedLater = (name: string, make: () => JsonSchema): JsonSchema => ({
  [SCHEMA_NAME]: name,
  [MAKE]: make,
});
/** A schema that was named, made where it was not yet. */
export const completed = (schema: JsonSchema): JsonSchema =>
  (schema as { [MAKE]?: () => JsonSchema })[MAKE]?.() ?? schema;

/** The schema of an object with these properties; all of them are always there, unless some are listed. */
export const objectWith = (
  properties: Readonly<Record<string, JsonSchema>>,
  required: readonly string[] = Object.keys(properties),
): JsonSchema => ({ type: "object", properties, ...(required.length ? { required: [...required] } : {}) });

/** The schema of an object with one list. */
export const listUnder = (name: string, items: JsonSchema): JsonSchema =>
  objectWith({ [name]: { type: "array", items } });

export const nameOf = (schema: object): string | undefined =>
  (schema as { [SCHEMA_NAME]?: string })[SCHEMA_NAME];

/** The schema of an object of the dialect; `required` lists the fields that every answer has. */
export function shownSchema(shape: Shape, variant: Variant = plain): JsonSchema {
  const { nulls } = variant;
  const listed = Object.entries(shape.fields).filter(([, field]) => !field.givenOnly);
  const always = listed.filter(([, field]) => !field.onlyIfIncluded && isAlwaysShown(shape, field, nulls));
  return named(shape.name, {
    type: "object",
    properties: Object.fromEntries(
      listed.map(([name, field]) => [
        name,
        orNull(
          schemaIn(field, field.codec, variant),
          field.nullable === true || (nulls && !isNeverNull(shape, field)),
        ),
      ]),
    ),
    ...(always.length ? { required: always.map(([name]) => name) } : {}),
  });
}

const isAlwaysShown = (shape: Shape, field: WireField, nulls: boolean): boolean =>
  Boolean(field.nullable || nulls || field.always) || isNeverNull(shape, field);

/** Whether it shows a column that every row has. */
function isNeverNull({ columns }: Shape, { link, path, from }: WireField): boolean {
  const column = columns[path];
  return !from && !link && column !== undefined && !column.facets.optional;
}

/** The schema of a body that creates or changes an object. */
export function bodySchema(shape: Shape, mode: "create" | "change"): JsonSchema {
  const listed = Object.entries(shape.fields).filter(
    ([, field]) => !field.readonly || field.acceptedButIgnored,
  );
  const required = mode === "create" ? listed.filter(([, field]) => field.required === true) : [];
  return named(`${shape.name}${mode === "create" ? "Input" : "Changes"}`, {
    type: "object",
    properties: Object.fromEntries(
      listed.map(([name, field]) => {
        const codec = (mode === "create" && field.onCreate) || field.codec;
        const isNeeded = mode === "create" && field.required === true;
        return [
          name,
          orNull(codec.taken ?? schemaIn(field, codec, plain), !isNeeded && takesNull(shape, field)),
        ];
      }),
    ),
    ...(required.length ? { required: required.map(([name]) => name) } : {}),
  });
}

/** Whether a body may empty it: readers put null into the column of a field, whatever its codec. */
const takesNull = ({ columns }: Shape, { nullable, nullMeans, path }: WireField): boolean =>
  Boolean(nullable || nullMeans !== undefined || columns[path]?.facets.optional);

const schemaIn = ({ link }: WireField, codec: WireField["codec"], variant: Variant): JsonSchema =>
  link ? { type: "string" } : (codec.shownIn?.(variant) ?? codec.variants?.[variant.profile] ?? codec.schema);

const orNull = (schema: JsonSchema, nullable: boolean): JsonSchema =>
  nullable && nameOf(schema) !== undefined
    ? { anyOf: [schema, { type: "null" }] }
    : nullable && schema.type !== undefined
      ? {
          ...schema,
          type: [...new Set([schema.type, "null"].flat())],
          ...(Array.isArray(schema.enum) ? { enum: [...schema.enum, null] } : {}),
        }
      : schema;
