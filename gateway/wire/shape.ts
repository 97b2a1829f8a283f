/** A shape: a dialect's object as a two-way table of wire names and our fields, each with its codec. */
import type { JsonSchema, Violation } from "../../shared/fields/index.ts";
import { slugOf } from "../../shared/resource/slug.ts";
import type { Codec, Wire } from "./codecs.ts";

export type TermKind = "category" | "brand" | "color" | "size" | "fabric";

export type WireField = {
  /** Where the value is: "tag_price", or inside a group "default_handling_fee.type". */
  path: string;
  codec: Codec;
  /** Shown only; sent by a caller it is what an unknown field is. */
  readonly?: boolean;
  /** Shown only, but among what the known document lets a caller send: taken and left aside. */
  sent?: boolean;
  /**
   * Told at creation; a change may repeat what it is, as clients do that send back what they were shown. "aside": another
   * value is left aside and named, where the known document lets a change tell it.
   */
  fixed?: boolean | "aside";
  /** Read only. */
  writeonly?: boolean;
  /** Needed in a whole body. */
  required?: boolean;
  /** Shown as null while it has no value; otherwise left out (D35). */
  nullable?: boolean;
  /** How a whole body tells it, where not everything that is shown can be told at creation. */
  begins?: Codec;
  /** Stored when a whole body leaves it out. */
  otherwise?: unknown;
  /** The wire has the slug of the term whose id is stored. */
  term?: TermKind;
  /** Other spellings that are read. */
  aliases?: readonly string[];
  /** Offered as a filter under this name when the resource offers one for `path` (default), or not at all. */
  filter?: false;
  /** Shown only when `include` asks for it, in the variants that know `include`. */
  asked?: boolean;
  /** The field that says how this one is read; a change that leaves it out is read beside what is stored. */
  beside?: string;
  /** Worked out from the whole row. */
  from?: (row: Row, wire: Wire) => unknown;
};

export type Row = Record<string, unknown>;
export type Shape = { name: string; fields: Record<string, WireField>; more?: boolean };

/** A wire field. */
export const at = (path: string, codec: Codec, more: Omit<WireField, "path" | "codec"> = {}): WireField => ({
  path,
  codec,
  ...more,
});

/** A wire field that is only shown, worked out from the row. */
export const shown = (codec: Codec, from: NonNullable<WireField["from"]>, more: Partial<WireField> = {}) =>
  at("", codec, { readonly: true, filter: false, from, ...more });

export const shape = (name: string, fields: Record<string, WireField>): Shape => ({ name, fields });

/** Ids of terms by kind and slug, slugs by kind and id. */
export type Terms = {
  id(kind: TermKind, slug: string): string | undefined;
  slug(id: string): string | undefined;
};

export const noTerms: Terms = { id: () => undefined, slug: () => undefined };

/** The value at a path of a row. */
export function valueAt(row: Row, path: string): unknown {
  if (!path.includes(".")) return row[path];
  return path.split(".").reduce<unknown>((value, name) => (value as Row | null | undefined)?.[name], row);
}

function put(row: Row, path: string, value: unknown): void {
  const names = path.split(".");
  const last = names.pop()!;
  let at = row;
  for (const name of names) {
    at[name] ??= {};
    at = at[name] as Row;
  }
  at[last] = value;
}

export type ReadBody = { values: Row; ignored: string[]; violations: Violation[] };

/** Slugs of terms that a body names, as they stand and as a slug is spelled: "XL" finds the size `xl`. */
export function termsNamed(shape: Shape, body: Row): { kind: TermKind; slug: string }[] {
  return Object.entries(shape.fields).flatMap(([name, { term }]) => {
    const slug = body[name];
    if (!term || typeof slug !== "string") return [];
    return [...new Set([slug, slugOf(slug)])].map((each) => ({ kind: term, slug: each }));
  });
}

/**
 * A body in our words. `whole`: what is required must be there and `otherwise` fills in; else only what is given counts.
 * Unknown and read-only names are told as `ignored`; whether that is a refusal is the dialect's decision.
 */
export function readBody(shape: Shape, body: Row, wire: Wire, whole: boolean, terms: Terms): ReadBody {
  const values: Row = {};
  const ignored: string[] = [];
  const violations: Violation[] = [];
  const spelled = spellings(shape);
  const wrong = (name: string, code: string, message: string) =>
    violations.push({ pointer: `/${name}`, code, message });
  for (const [name, given] of Object.entries(body)) {
    const field = spelled.get(name);
    if (!field || field.readonly) {
      ignored.push(name);
      continue;
    }
    if (given === null) {
      put(values, field.path, null);
      continue;
    }
    const codec = (whole && field.begins) || field.codec;
    const read = codec.in(given, wire, body);
    if ("violations" in read)
      violations.push(...read.violations.map((each) => ({ ...each, pointer: `/${name}${each.pointer}` })));
    else if ("allowed" in read) wrong(name, "invalid_value", `'${name}' must be ${read.allowed}.`);
    else if (!field.term) put(values, field.path, read.value);
    else {
      const slug = String(read.value);
      const id = terms.id(field.term, slug) ?? terms.id(field.term, slugOf(slug));
      if (id) put(values, field.path, id);
      else wrong(name, "reference_not_found", `There is no ${field.term} with the slug '${read.value}'.`);
    }
  }
  if (whole) {
    for (const [name, field] of Object.entries(shape.fields)) {
      const absent = ![name, ...(field.aliases ?? [])].some((each) => each in body);
      if (!absent) continue;
      if (field.required) wrong(name, "required", `'${name}' is required.`);
      else if (field.otherwise !== undefined) put(values, field.path, structuredClone(field.otherwise));
    }
  }
  return { values, ignored, violations };
}

const groupsOf = (shape: Shape): Set<string> =>
  new Set(
    Object.values(shape.fields).flatMap(({ path }) => (path.includes(".") ? [path.split(".")[0]!] : [])),
  );

/** Whether a change says a part of a group, whose other parts stay as they are. */
export const saysParts = (shape: Shape, values: Row): boolean =>
  [...groupsOf(shape)].some((group) => isGroup(values[group]));

const isGroup = (value: unknown): value is Row => typeof value === "object" && value !== null;

/** A change with its groups whole: what it does not say of them is as it was (RFC 7396). */
export function withGroups(shape: Shape, values: Row, before: Row): Row {
  const whole = [...groupsOf(shape)].flatMap((group) => {
    const [given, old] = [values[group], before[group]];
    return isGroup(given) && isGroup(old) ? [[group, { ...old, ...given }] as const] : [];
  });
  return { ...values, ...Object.fromEntries(whole) };
}

/** The paths of what is told at creation only. */
export const fixedPaths = (shape: Shape): string[] =>
  Object.values(shape.fields)
    .filter((field) => field.fixed)
    .map((field) => field.path);

/** Changes without what is told at creation only: where that would be another, it is a violation or left aside. */
export function withoutFixed(
  shape: Shape,
  values: Row,
  before: Row,
): { values: Row; violations: Violation[]; aside: string[] } {
  const fixed = Object.entries(shape.fields).filter(([, field]) => field.fixed);
  const other = fixed.filter(([, { path }]) => path in values && values[path] !== before[path]);
  const violations = other
    .filter(([, field]) => field.fixed !== "aside")
    .map(([name]) => ({
      pointer: `/${name}`,
      code: "fixed",
      message: `'${name}' is told at creation and stays as it is.`,
    }));
  const aside = other.filter(([, field]) => field.fixed === "aside").map(([name]) => name);
  const paths = new Set(fixed.map(([, { path }]) => path));
  const rest = Object.fromEntries(Object.entries(values).filter(([path]) => !paths.has(path)));
  return { values: rest, violations, aside };
}

/** Objects in a list inside a body; `short` is what an element that is no object stands for. */
export const nested = (inner: Shape, short?: string): Codec => ({
  schema: { type: "array", items: short ? {} : schemaOf(inner, "whole") },
  out: (value) => value,
  in(given, wire) {
    if (!Array.isArray(given)) return { allowed: "a list" };
    const read = given.map((each, i) => {
      const body = short && (typeof each !== "object" || each === null) ? { [short]: each } : each;
      if (typeof body !== "object" || body === null || Array.isArray(body))
        return {
          values: {},
          violations: [{ pointer: `/${i}`, code: "object", message: "It must be an object." }],
        };
      const { values, ignored, violations } = readBody(inner, body, wire, true, noTerms);
      const unknown = wire.strict ? ignored.map((name) => unknownIn(inner, name)) : [];
      return {
        values,
        violations: [...violations, ...unknown].map((one) => ({ ...one, pointer: `/${i}${one.pointer}` })),
      };
    });
    const violations = read.flatMap((each) => each.violations);
    return violations.length ? { violations } : { value: read.map((each) => each.values) };
  },
});

/** A name that a shape does not know, or shows only. */
export const unknownIn = (shape: Shape, name: string): Violation => ({
  pointer: `/${name}`,
  code: "unknown_field",
  message: `There is no field '${name}' that can be sent here. Allowed: ${Object.entries(shape.fields)
    .filter(([, field]) => !field.readonly)
    .map(([each]) => each)
    .join(", ")}.`,
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

/** A row as the dialect shows it; `include` names the asked-for fields, absent where the variant knows no such thing. */
export function show(
  shape: Shape,
  row: Row,
  wire: Wire,
  terms: Terms = noTerms,
  include?: ReadonlySet<string>,
): Row {
  const body: Row = {};
  for (const [name, field] of Object.entries(shape.fields)) {
    if (field.writeonly || (field.asked && include && !include.has(name))) continue;
    const stored = field.from ? field.from(row, wire) : valueAt(row, field.path);
    const value = stored === undefined || stored === null ? null : stored;
    const spelled =
      value === null ? null : field.term ? (terms.slug(String(value)) ?? null) : field.codec.out(value, wire);
    if (spelled !== null || field.nullable || wire.nulls) body[name] = spelled;
  }
  return body;
}

/** Ids of the terms that rows show by slug. */
export function termsShown(shape: Shape, rows: readonly Row[]): { kind: TermKind; id: string }[] {
  const fields = Object.values(shape.fields).filter((each) => each.term);
  return fields.flatMap(({ term, path }) =>
    rows.flatMap((row) => {
      const id = valueAt(row, path);
      return typeof id === "string" ? [{ kind: term!, id }] : [];
    }),
  );
}

/** What a dialect's object looks like in one of its variants: shown, or as a body that may be sent. */
export function schemaOf(
  shape: Shape,
  use: "shown" | "whole" | "change",
  { profile, nulls }: { profile: string; nulls: boolean } = { profile: "", nulls: false },
): JsonSchema {
  const listed = Object.entries(shape.fields).filter(([, field]) =>
    use === "shown" ? !field.writeonly : !field.readonly || field.sent,
  );
  const required = use === "whole" ? listed.filter(([, field]) => field.required).map(([name]) => name) : [];
  return {
    type: "object",
    properties: Object.fromEntries(
      listed.map(([name, { codec: usual, begins, nullable, term }]) => {
        const codec = (use === "whole" && begins) || usual;
        const said = term ? { type: "string" } : (codec.variants?.[profile] ?? codec.schema);
        return [name, orNull(said, nullable === true || nulls)];
      }),
    ),
    ...(required.length ? { required } : {}),
  };
}

const orNull = (schema: JsonSchema, nullable: boolean): JsonSchema =>
  nullable && typeof schema.type === "string"
    ? {
        ...schema,
        type: [schema.type, "null"],
        ...(schema.enum ? { enum: [...(schema.enum as []), null] } : {}),
      }
    : schema;
