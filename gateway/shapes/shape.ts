/** A shape: a dialect's object as a two-way table of wire names and our fields, each with its codec. */
import type { FieldTable } from "../../shared/fields/index.ts";
import type { ActionRef } from "../../shared/service/reference.ts";
import type { Body } from "./body.ts";
import type { Codec, Encoder, Wire } from "./codecs.ts";
import type { Link } from "./link.ts";

export type FieldOptions = {
  /** Shown only; sent by a caller it counts as an unknown field. */
  readonly?: boolean;
  /** Input only: the response shows the value under another name. */
  givenOnly?: boolean;
  /** Shown only, but the known document lets a caller send it: accepted and ignored. */
  acceptedButIgnored?: boolean;
  /**
   * Set at creation; a change may repeat the value, as clients do that send back what they were shown. "ignored": a
   * different value is ignored and reported, where the known document lets a change send it.
   */
  createOnly?: boolean | "ignored";
  /** Required at creation; a list names the variants that require it. */
  required?: boolean | readonly string[];
  /** Shown as null while it has no value; otherwise it is left out (D35). */
  nullable?: boolean;
  /** Stored when a body sends null, where the column always has a value. */
  nullMeans?: unknown;
  /** Always shown, whatever the row. */
  always?: boolean;
  /** Reads the field at creation, where a creation allows less than is shown. */
  onCreate?: Codec<unknown>;
  /** Stored when a creation leaves the field out. */
  default?: unknown;
  /** The wire has another key of the row whose id is stored. */
  link?: Link;
  /** Other spellings that are read. */
  aliases?: readonly string[];
  /** Not offered as a filter, although the resource offers one for `path`. */
  filter?: false;
  /** Shown only when `include` asks for it, in the variants that know `include`. */
  onlyIfIncluded?: boolean;
  /** The field on which this one's meaning depends; a change that omits it uses the stored value. */
  beside?: string;
};

/** A field of a dialect's object; `V` is the type of the stored value. */
export type FieldAt<P extends string, V> = FieldOptions & {
  /** Where the value is: "tag_price", or inside a group "default_handling_fee.type". */
  readonly path: P;
} & (
    | { readonly codec: Codec<V> | Codec<V | null> }
    | { readonly codec: Encoder<V>; readonly readonly: true }
  );

/** A field that is only shown, computed from the row. */
export type Computed<Row> = FieldOptions & {
  readonly path: "";
  readonly codec: Encoder<unknown>;
  readonly readonly?: boolean;
  readonly from: (row: Row, wire: Wire) => unknown;
};

/** A field that is read and shown differently: shown from the whole row, read into `path`. */
export type Mixed<P extends string, V, Row> = FieldAt<P, V> & {
  readonly from: (row: Row, wire: Wire) => unknown;
};

/** A field without the type of its row, for loops over all fields. */
export type WireField = FieldOptions & {
  readonly path: string;
  readonly codec: Encoder<unknown> & Partial<Codec<unknown>>;
  /** A method, because each takes its own row. */
  from?(row: Record<string, unknown>, wire: Wire): unknown;
};

type Keys<T> = Extract<keyof T, string>;
type IsGroup<T> = T extends readonly unknown[]
  ? false
  : T extends object
    ? string extends keyof T
      ? false
      : true
    : false;
/** Names of a row's fields, and of those inside its groups. */
export type Paths<Row> = {
  [K in Keys<Row>]: true extends IsGroup<NonNullable<Row[K]>> ? K | `${K}.${Keys<NonNullable<Row[K]>>}` : K;
}[Keys<Row>];
/** The type of the value at a path, when it has one. */
export type At<Row, P extends string> = NonNullable<
  P extends `${infer G}.${infer K}`
    ? G extends keyof Row
      ? K extends keyof NonNullable<Row[G]>
        ? NonNullable<Row[G]>[K]
        : never
      : never
    : P extends keyof Row
      ? Row[P]
      : never
>;

export type FieldOf<Row> =
  | { [P in Paths<Row>]: FieldAt<P, At<Row, P>> | Mixed<P, At<Row, P>, Row> }[Paths<Row>]
  | Computed<Row>;

/** Rows that a shape is of, by their type. */
export type RowSource<Row> = { readonly columns?: FieldTable; readonly rows?: Row };
type ResourceSource = {
  readonly columns: FieldTable;
  readonly actions: { readonly get: { readonly types?: (input: never) => unknown } };
};
/** A resource, or rows of a type of our own: `rowsOf<…>()`, `inputOf(operation)`. */
export type Source = ResourceSource | RowSource<unknown>;
export type RowOf<S> = S extends { readonly actions: { readonly get: ActionRef<infer _In, infer Out> } }
  ? Out
  : S extends RowSource<infer Row>
    ? Row
    : never;

export type Shape<Row = never> = {
  /** Names the schema in documents. */
  readonly name: string;
  /** Columns of the resource whose rows it shows. */
  readonly columns: FieldTable;
  readonly fields: Readonly<Record<string, WireField>>;
  /** Rows are read and shown as they are. */
  readonly asIs?: true;
  /** Type-level only. */
  readonly rows?: (row: Row) => void;
};

type Rows<Row> = RowSource<Row> & { readonly columns: FieldTable; readonly name?: string };

/** Rows of a type of our own, such as a resource's with values looked up beside them. */
export const rowsOf = <Row>({
  columns = {},
  name,
}: {
  columns?: FieldTable;
  name?: string;
} = {}): Rows<Row> => ({ columns, ...(name === undefined ? {} : { name }) });

/** Rows that an operation takes: what a body or a query is read into. */
export const inputOf = <In>({
  input = {},
}: {
  readonly input?: FieldTable;
  readonly types?: (input: In) => unknown;
}): Rows<In> => ({ columns: input });

/** Rows that an operation answers. */
export const outputOf = <Out>({
  output,
}: {
  readonly output: { readonly columns?: FieldTable };
  readonly types?: (input: never) => Out;
}): Rows<Out> => ({ columns: output.columns ?? {} });

/** Rows that a column lists, such as the lines of a sale. */
export const elementsOf = <S extends Source & { columns: FieldTable }, const N extends Keys<RowOf<S>>>(
  { columns }: S,
  name: N,
): Rows<ElementOf<RowOf<S>[N]>> => ({ columns: columns[name]?.fields ?? {} });
type ElementOf<L> = NonNullable<L> extends readonly (infer Element)[] ? Element : never;

export type Table<Row> = { readonly [name: string]: FieldOf<Row> };

/** Declares a shape. A path that the rows lack, or a codec of another type, does not compile. */
export const shape = <S extends Source>(
  name: string,
  source: S,
  fields: Table<RowOf<S>>,
): Shape<RowOf<S>> => ({
  name,
  columns: source.columns ?? {},
  fields: fields as Readonly<Record<string, WireField>>,
});

type Plain<P, C> = { path: P; codec: C };

/** A field that is read and shown. */
export function field<const P extends string, V>(path: P, codec: Codec<V>): Plain<P, Codec<V>>;
export function field<const P extends string, V, const O extends FieldOptions>(
  path: P,
  codec: Codec<V>,
  options: O,
): Plain<P, Codec<V>> & O;
export function field(path: string, codec: Codec<unknown>, options: FieldOptions = {}) {
  return { path, codec, ...options };
}

type Shown<P, V> = { path: P; codec: Encoder<V>; readonly: true };

/** A field that is only shown. */
export function shown<const P extends string, V>(path: P, codec: Encoder<V>): Shown<P, V>;
export function shown<const P extends string, V, const O extends FieldOptions>(
  path: P,
  codec: Encoder<V>,
  options: O,
): Shown<P, V> & O;
export function shown(path: string, codec: Encoder<unknown>, options: FieldOptions = {}) {
  return { path, codec, readonly: true, ...options };
}

/** Whether a variant requires the field at creation. */
export const isRequired = ({ required = false }: FieldOptions, { profile }: Wire): boolean =>
  typeof required === "boolean" ? required : required.includes(profile);

/** A field that is only shown, computed from the row. */
export const computed = <V, Row>(
  codec: Encoder<V>,
  from: (row: Row, wire: Wire) => V | null | undefined,
  options: FieldOptions = {},
): Computed<Row> => ({ path: "", codec, readonly: true, filter: false, from, ...options });

/** A field that is read into its path and shown as something else of the row. */
export const showing = <F extends { path: string }, Row>(
  of: F,
  from: (row: Row, wire: Wire) => unknown,
): F & { from: typeof from } => ({ ...of, from });

/** A field of the known document that Backroom does not have; its value is constant. */
export const constant = (
  value: null | boolean | string | number,
  codec: Encoder<unknown>,
): Computed<unknown> => computed(codec, () => value, { nullable: true });

/** The value at a path of a row. */
export function valueAt(row: Body, path: string): unknown {
  if (!path.includes(".")) return row[path];
  return path.split(".").reduce<unknown>((value, name) => (value as Body | null | undefined)?.[name], row);
}
