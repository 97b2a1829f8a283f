/** Reads bodies by their shape into stored names; errors use the dialect's names. */
import type { JsonSchema, Violation } from "../../shared/fields/index.ts";
import type { Body } from "./body.ts";
import type { Codec, Read, Wire } from "./codecs.ts";
import { type Links, noLinks } from "./link.ts";
import { bodySchema } from "./schema.ts";
import { isRequired, type Shape, type WireField } from "./shape.ts";

/** A creation requires fields and fills in defaults; a change contains only the fields that were sent. */
export type ReadMode = "create" | "change";

/** The fields of a row that a body contains. The service checks by the same table whether they suffice. */
export type Given<Row> = { [K in keyof Row]?: Row[K] };

export type ReadBody = { values: Body; ignored: string[]; violations: Violation[] };

function put(row: Body, path: string, value: unknown): void {
  const names = path.split(".");
  const last = names.pop()!;
  let at = row;
  for (const name of names) {
    at[name] ??= {};
    at = at[name] as Body;
  }
  at[last] = value;
}

/** A body in our words. Unknown and read-only names are `ignored`; whether that is refused is the dialect's decision. */
export function readBody(shape: Shape, body: Body, wire: Wire, mode: ReadMode, links: Links): ReadBody {
  const values: Body = {};
  const ignored: string[] = [];
  const violations: Violation[] = [];
  const spelled = spellings(shape);
  for (const [name, given] of Object.entries(body)) {
    const field = spelled.get(name);
    if (!field || field.readonly || !field.codec.in) {
      ignored.push(name);
      continue;
    }
    if (given === null && mode === "create" && !field.nullable && isRequired(field, wire)) {
      violations.push(missingField(name));
      continue;
    }
    if (given === null) {
      put(values, field.path, field.nullMeans ?? null);
      continue;
    }
    const read = readValue(field, given, { body, wire, mode, links });
    if ("value" in read) put(values, field.path, read.value);
    else violations.push(...violationsOf(name, read));
  }
  if (mode === "create") violations.push(...fillIn(shape, body, values, wire));
  return { values, ignored, violations };
}

type Around = { body: Body; wire: Wire; mode: ReadMode; links: Links };

function readValue(
  { codec, onCreate, link }: WireField,
  given: unknown,
  { body, wire, mode, links }: Around,
): Read<unknown> {
  const read = ((mode === "create" && onCreate) || (codec as Codec<unknown>)).in(given, wire, body);
  if (!link || !("value" in read)) return read;
  const id = links.id(link, String(read.value));
  const message = `There is no ${link.kind} with the ${link.source.key} '${read.value}'.`;
  return id === undefined
    ? { violations: [{ pointer: "", code: "reference_not_found", message }] }
    : { value: id };
}

const violationsOf = (name: string, read: Exclude<Read<unknown>, { value: unknown }>): Violation[] =>
  "violations" in read
    ? read.violations.map((each) => ({ ...each, pointer: `/${name}${each.pointer}` }))
    : [{ pointer: `/${name}`, code: "invalid_value", message: `'${name}' must be ${read.allowed}.` }];

/** Gives defaults to absent fields; returns violations of the required ones. */
function fillIn({ fields }: Shape, body: Body, values: Body, wire: Wire): Violation[] {
  const absent = Object.entries(fields).filter(
    ([name, { aliases = [] }]) => !(name in body) && !aliases.some((each) => each in body),
  );
  for (const [, field] of absent)
    if (field.default !== undefined) put(values, field.path, structuredClone(field.default));
  return absent.filter(([, field]) => isRequired(field, wire)).map(([name]) => missingField(name));
}

const missingField = (name: string): Violation => ({
  ...{ pointer: `/${name}`, code: "required", message: `'${name}' is required.` },
});

const spelledShapes = new WeakMap<Shape, Map<string, WireField>>();

function spellings(shape: Shape): Map<string, WireField> {
  let known = spelledShapes.get(shape);
  if (!known) {
    known = new Map();
    for (const [name, field] of Object.entries(shape.fields))
      for (const each of [name, ...(field.aliases ?? [])]) known.set(each, field);
    spelledShapes.set(shape, known);
  }
  return known;
}

const groupsOf = (shape: Shape): Set<string> =>
  new Set(
    Object.values(shape.fields).flatMap(({ path }) => (path.includes(".") ? [path.split(".")[0]!] : [])),
  );

const isGroup = (value: unknown): value is Body => typeof value === "object" && value !== null;

const createOnly = (shape: Shape) => Object.entries(shape.fields).filter(([, field]) => field.createOnly);

/** Whether checking a change needs the stored row: it names part of a group, or a create-only field. */
export const needsStored = (shape: Shape, values: Body): boolean =>
  [...groupsOf(shape)].some((group) => isGroup(values[group])) ||
  createOnly(shape).some(([, { path }]) => path in values);

/** A change with complete groups: parts that it does not name keep their values (RFC 7396). */
export function withGroups(shape: Shape, values: Body, before: Body): Body {
  const merged = [...groupsOf(shape)].flatMap((group) => {
    const [given, old] = [values[group], before[group]];
    return isGroup(given) && isGroup(old) ? [[group, { ...old, ...given }] as const] : [];
  });
  return { ...values, ...Object.fromEntries(merged) };
}

/** A change without create-only fields; a different value for one is a violation, or ignored. */
export function withoutCreateOnly(shape: Shape, values: Body, before: Body): ReadBody {
  const fixed = createOnly(shape);
  const different = fixed.filter(([, { path }]) => path in values && values[path] !== before[path]);
  const violations = different
    .filter(([, field]) => field.createOnly !== "ignored")
    .map(([name]) => ({
      pointer: `/${name}`,
      code: "fixed",
      message: `'${name}' is set at creation and cannot be changed.`,
    }));
  const ignored = different.filter(([, field]) => field.createOnly === "ignored").map(([name]) => name);
  const paths = new Set(fixed.map(([, { path }]) => path));
  const rest = Object.fromEntries(Object.entries(values).filter(([path]) => !paths.has(path)));
  return { values: rest, violations, ignored };
}

/** A name that a shape does not know, or only shows. */
export const unknownField = ({ fields }: Shape, name: string): Violation => ({
  pointer: `/${name}`,
  code: "unknown_field",
  message: `There is no field '${name}' that can be sent here. Allowed: ${Object.entries(fields)
    .filter(([, field]) => !field.readonly)
    .map(([each]) => each)
    .join(", ")}.`,
});

const notAnObject = {
  values: {},
  ignored: [],
  violations: [{ pointer: "", code: "object", message: "The value must be an object." }],
};

function itemSchema(inner: Shape<never>, short: string | undefined): JsonSchema {
  const whole = bodySchema(inner, "create");
  const field = short === undefined ? undefined : inner.fields[short];
  return field ? { anyOf: [whole, field.codec.schema] } : whole;
}

/** Objects in a list inside a body; an element that is not an object is read as the field `short`. */
export function nested<Row>(inner: Shape<Row>, short?: string): Codec<Row[]> {
  const readOne = (each: unknown, wire: Wire): ReadBody => {
    const body = short && (typeof each !== "object" || each === null) ? { [short]: each } : each;
    if (typeof body !== "object" || body === null || Array.isArray(body)) return notAnObject;
    const read = readBody(inner, body as Body, wire, "create", noLinks);
    const unknown = wire.strict ? read.ignored.map((name) => unknownField(inner, name)) : [];
    return { ...read, violations: [...read.violations, ...unknown] };
  };
  return {
    inner,
    schema: { type: "array", items: itemSchema(inner, short) },
    out: (value) => value,
    in(given, wire) {
      if (!Array.isArray(given)) return { allowed: "a list" };
      const read = given.map((each) => readOne(each, wire));
      const violations = read.flatMap((each, i) =>
        each.violations.map((one) => ({ ...one, pointer: `/${i}${one.pointer}` })),
      );
      return violations.length ? { violations } : { value: read.map((each) => each.values as Row) };
    },
  };
}

/** An object inside a body. */
export function part<Row>(inner: Shape<Row>): Codec<Given<Row>> {
  return {
    inner,
    schema: bodySchema(inner, "create"),
    out: (value) => value,
    in(given, wire) {
      if (typeof given !== "object" || given === null || Array.isArray(given))
        return { allowed: "an object" };
      const { values, ignored, violations } = readBody(inner, given as Body, wire, "create", noLinks);
      const unknown = wire.strict ? ignored.map((name) => unknownField(inner, name)) : [];
      const all = [...violations, ...unknown];
      return all.length ? { violations: all } : { value: values as Given<Row> };
    },
  };
}
