/** Derives fields of shapes from a resource where a dialect uses its names: the kind of a column selects the codec. */
import type { AnyField, FieldTable, JsonSchema } from "../../shared/fields/index.ts";
import type { Codec, Encoder } from "./codecs.ts";
import * as usual from "./codecs.ts";
import {
  type At,
  type FieldAt,
  type FieldOptions,
  type RowOf,
  type Shape,
  type Source,
  shape,
  type Table,
} from "./shape.ts";

type Spelling = Encoder<unknown> & Partial<Codec<unknown>>;
/** Codecs of a dialect by the kind of the column, "text?" for one that may be empty; other kinds use the default codec. */
export type CodecsByKind = Readonly<Record<string, Codec<unknown>>>;

/** What all derived fields of a dialect have in common. */
type Common = {
  /** Whether a column that may be empty is shown as null by default. */
  nulls?: boolean;
  /** Whether it only shows them. */
  readonly?: true;
  /** Columns that its shapes leave out, unless they name them. */
  omit?: readonly string[];
  /** Columns that have another name wherever they are, by that name. */
  as?: { readonly [wire: string]: string };
  /** Codecs of columns by their own names, before those by kind. */
  named?: CodecsByKind;
  /** The codec of the ids of an object, where they are no UUIDs. */
  ids?(noun: string): Codec<string>;
  /** Further options of a field. */
  options?(wire: string, column: AnyField): FieldOptions;
};

const everywhere: CodecsByKind = {
  ...{ text: usual.text, email: usual.email, timezone: usual.text, flag: usual.flag },
  ...{ instant: usual.instant, date: usual.date, id: usual.uuid, ref: usual.uuid },
  ...{ count: usual.integer, decimal: usual.number, json: usual.object, tally: usual.object },
};

/** How a dialect spells a stored name: in "camel, ids snake" the ids keep theirs. */
export type Case = "snake" | "camel" | "camel, ids snake";
type CamelOf<N extends string> = N extends `${infer H}_${infer T}` ? `${H}${Capitalize<CamelOf<T>>}` : N;
type Spelled<N extends string, C extends Case> = C extends "snake"
  ? N
  : [C, N] extends ["camel, ids snake", `${string}_id`]
    ? N
    : CamelOf<N>;

/** A stored name as a dialect spells it. */
export const spelled = (name: string, spelling: Case) =>
  spelling === "snake" || (spelling === "camel, ids snake" && name.endsWith("_id"))
    ? name
    : name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

type Tabled = Source & { readonly columns: FieldTable; readonly name?: string };
type Names<S> = Extract<keyof RowOf<S>, string>;
/** Our names, or a dialect's names each with ours. */
type Naming<S> = readonly Names<S>[] | { readonly [wire: string]: Names<S> };
type Own<S, N extends Naming<S>, C extends Case> = N extends readonly (infer K extends string)[]
  ? { [name in K as Spelled<name, C>]: FieldAt<name, At<RowOf<S>, name>> }
  : { [W in Exclude<keyof N, keyof (readonly [])>]: FieldAt<N[W] & string, At<RowOf<S>, N[W] & string>> };

type OwnOptions = {
  /** "optional": where the column may have no value. */
  nullable?: boolean | "optional";
  onlyIfIncluded?: boolean;
  /** Only shown, whatever a caller may write natively. */
  readonly?: true;
};

type ShapeOptions<S extends Source> = OwnOptions & {
  /** Columns that the dialect does not have. */
  omit?: readonly Names<S>[];
  /** Columns under a name of the dialect. */
  as?: { readonly [wire: string]: Names<S> };
  /** Fields that are not written as their columns are. */
  plus?: Table<RowOf<S>>;
};

/**
 * Makes the derivations of a dialect: `own(item, ["title", "tag_price"])` are fields under our names,
 * `own(item, { account: "account_id" })` under those of the dialect. `shapeOf(name, source, {…})` is a shape of every
 * column that `omit`, `as` and `plus` do not treat.
 */
export function derivedBy<C extends Case = "snake">(
  codecs: CodecsByKind,
  spelling: C = "snake" as C,
  {
    nulls = false,
    readonly,
    omit: nowhere = [],
    as: elsewhere = {},
    named = {},
    ids,
    options: more,
  }: Common = {},
) {
  const optionsOf = (wire: string, column: AnyField | undefined, options: OwnOptions) => ({
    ...optionsFor(column, { ...(nulls ? { nullable: "optional" } : {}), ...options }),
    ...(column ? more?.(wire, column) : {}),
  });
  const spellings = new Map(Object.entries(elsewhere).map(([wire, path]) => [path, wire]));
  /** The codec of an id by what it names: `seller_user_id` is that of a seller_user, `id` that of the source. */
  const withIds = (kinds: CodecsByKind, path: string, source: string | undefined): CodecsByKind => {
    const noun = path === "id" ? source : /^(.+)_id$/.exec(path)?.[1];
    const codec = noun === undefined ? undefined : ids?.(noun);
    return codec ? { ...kinds, id: codec, ref: codec } : kinds;
  };
  const own = <const S extends Tabled, const N extends Naming<S>>(
    { columns, name }: S,
    names: N,
    options: OwnOptions = {},
  ): Own<S, N, C> =>
    Object.fromEntries(
      namedBy(names, (each) => spellings.get(each) ?? spelled(each, spelling)).map(([wire, path]) => [
        wire,
        {
          ...fieldOf(
            path,
            columns[path],
            { codecs: withIds(codecs, path, name), codec: named[path] },
            options.readonly ?? readonly,
          ),
          ...optionsOf(wire, columns[path], options),
        },
      ]),
    ) as Own<S, N, C>;
  const shapeOf = <const S extends Tabled>(
    name: string,
    source: S,
    { omit = [], as = {}, plus = {}, ...options }: ShapeOptions<S> = {},
  ): Shape<RowOf<S>> => {
    const treated = new Set<string>([...nowhere, ...omit, ...Object.values(as), ...pathsOf(plus)]);
    const rest = namesOf(source).filter((each) => !treated.has(each));
    const fields = { ...own(source, rest, options), ...own(source, as, options), ...plus };
    return shape(name, source, fields as Table<RowOf<S>>);
  };
  return { own, shapeOf };
}

const optionsFor = (column: AnyField | undefined, { nullable, ...options }: OwnOptions) => ({
  ...options,
  ...(nullable && (nullable === true || column?.facets.optional) ? { nullable: true } : {}),
});

const pathsOf = (fields: object): string[] =>
  Object.values(fields as Record<string, { path: string }>).map(({ path }) => path.split(".")[0]!);

/** Names on the wire, each with the column behind it. */
const namedBy = (
  names: readonly string[] | { readonly [wire: string]: string },
  wireOf: (name: string) => string,
): [string, string][] => (isList(names) ? names.map((name) => [wireOf(name), name]) : Object.entries(names));
const isList = (names: readonly string[] | object): names is readonly string[] => Array.isArray(names);

/** Every column of a table. */
const namesOf = <S extends Tabled>({ columns }: S): Names<S>[] => Object.keys(columns) as Names<S>[];

type Spellers = { codecs: CodecsByKind; codec: Codec<unknown> | undefined };

function fieldOf(path: string, column: AnyField | undefined, by: Spellers, shownOnly = false) {
  if (!column) throw new TypeError(`There is no column '${path}'.`);
  const { facets } = column;
  const codec = by.codec ?? codecOf(column, by.codecs);
  if (shownOnly) return { path, codec, readonly: true };
  const readonly = facets.readonly || !codec.in ? { readonly: true } : {};
  const given = facets.optional || facets.readonly || facets.default !== undefined;
  return {
    ...{ path, codec, ...readonly },
    ...(facets.fixed ? { createOnly: true } : {}),
    ...(given ? {} : { required: true }),
  };
}

function codecOf(column: AnyField, codecs: CodecsByKind): Spelling {
  const { kind, schema, fields, facets } = column;
  if (kind === "choice")
    return usual.choiceOf((schema.enum as (string | null)[]).filter((each) => each !== null)) as Spelling;
  if (kind === "list") return listCodec(schema, fields, codecs);
  if (kind === "group" && fields) return groupCodec(fields, codecs);
  const codec = (facets.optional && codecs[`${kind}?`]) || (codecs[kind] ?? everywhere[kind]);
  if (!codec) throw new TypeError(`No codec for a column of kind ${kind}.`);
  return codec;
}

function listCodec(schema: JsonSchema, fields: FieldTable | undefined, codecs: CodecsByKind): Spelling {
  if (fields) return usual.listOf(groupCodec(fields, codecs)) as Spelling;
  const { format, type } = schema.items as JsonSchema;
  const item = format === "uuid" ? usual.uuid : type === "integer" ? usual.integer : usual.text;
  return usual.listOf<string | number>(item as Codec<string | number>) as Spelling;
}

type Group = Record<string, unknown>;

/** The fields of a group, each by its own kind; names that it lacks are left to the service to refuse. */
function groupCodec(fields: FieldTable, codecs: CodecsByKind): Codec<Group> {
  const byName = new Map(Object.entries(fields).map(([name, column]) => [name, codecOf(column, codecs)]));
  const properties = Object.fromEntries([...byName].map(([name, { schema }]) => [name, schema]));
  return {
    schema: { type: "object", properties },
    out: (group, wire) =>
      Object.fromEntries(
        Object.entries(group).map(([name, value]) => {
          const codec = byName.get(name);
          return [name, value === null || !codec ? value : codec.out(value, wire)];
        }),
      ),
    in(given, wire) {
      const read = usual.object.in(given, wire);
      if (!("value" in read)) return read;
      const values: Group = {};
      for (const [name, value] of Object.entries(read.value)) {
        const found = value === null ? { value } : (byName.get(name)?.in?.(value, wire) ?? { value });
        if ("violations" in found) return found;
        if ("allowed" in found) {
          const message = `'${name}' must be ${found.allowed}.`;
          return { violations: [{ pointer: `/${name}`, code: "invalid_value", message }] };
        }
        values[name] = found.value;
      }
      return { value: values };
    },
  };
}
