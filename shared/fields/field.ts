/**
 * A field. It yields a fastest-validator rule, a mongoose path, a JSON Schema, a TypeScript type,
 * filters and a sort: everything that depends on the shape of a value is derived from it.
 */
import type { Pattern } from "./patterns.ts";

export type FilterOp = "eq" | "ne" | "in" | "gt" | "gte" | "lt" | "lte" | "starts" | "contains" | "search";

/** Options of a field of any kind. */
export type Facets = {
  /** May be null; absent on input means null (create) or unchanged (update). */
  optional?: boolean;
  /** Set only by the server; refused in input. */
  readonly?: boolean;
  /** Set at creation, and never changed afterwards. */
  fixed?: boolean;
  /** The value if the input does not contain the field. Plain JSON, copied. */
  default?: unknown;
  /** Offered as a filter with these operators; every filterable field is indexed. */
  filter?: readonly FilterOp[];
  /** The filter's name, if it is not the field's: `account_id` finds rows whose `account_ids` contain the id. */
  alias?: string;
  /** Offered as a sort key; every sortable field is indexed. */
  sort?: boolean;
  /**
   * Typed by people: stored in one Unicode form (NFC), compared without case and form, and sorted as people do
   * ("apple, Åsa, Zebra"), by a key that is stored, too.
   */
  typed?: boolean;
  /** Shown but not stored: the operation that reads it computes it, and its filter. */
  derived?: boolean;
  /** Stored, never shown, masked in the audit record (INV-31). */
  hidden?: boolean;
  /**
   * The row contains the value encrypted by the service's cipher (`Reader.cipher`). Only the resource's view decrypts it. For everyone else it
   * is null, so that no verb can show the stored value. It must also be private or hidden.
   */
  sealed?: boolean;
  /** Personal data or a secret: shown in the API, left out of events, and masked in audit differences. */
  private?: boolean;
  about?: string;
  /** Minimum and maximum: characters of a text, value of a number, elements of a list. */
  min?: number;
  max?: number;
  pattern?: Pattern;
  /** The maximum number of keys and bytes of a JSON object. */
  keys?: number;
  bytes?: number;
};

export type JsonSchema = { [key: string]: unknown };

/** A rule of fastest-validator. */
export type Rule = { type: string; [key: string]: unknown };

export type Field<Out = unknown, In = Out, F extends Facets = Facets> = {
  readonly kind: string;
  readonly facets: F;
  readonly rule: Rule;
  readonly path: { type: unknown; [key: string]: unknown };
  readonly schema: JsonSchema;
  /** Reads a query-string value. Returns undefined for an invalid one. */
  readonly parse?: (text: string) => unknown;
  /** "service.resource" that a reference points to, also through lists. */
  readonly target?: string;
  /** The fields inside a group, or inside the groups of a list. */
  readonly fields?: FieldTable;
  /** Type-level only. */
  readonly types?: { out: Out; in: In };
};

// biome-ignore lint/suspicious/noExplicitAny: a table holds fields of any type; inference reads each one's own.
export type AnyField = Field<any, any, Facets>;
export type FieldTable = { readonly [name: string]: AnyField };

type Nullable<F, T> = F extends { optional: true } ? T | null : T;
type OutOf<X> = X extends Field<infer Out, infer _In, infer F> ? Nullable<F, Out> : never;
type InOf<X> = X extends Field<infer _Out, infer In, infer F> ? Nullable<F, In> : never;
type FacetsOf<X> = X extends Field<infer _Out, infer _In, infer F> ? F : never;

type GivenKeys<T> = {
  [K in keyof T]: FacetsOf<T[K]> extends { readonly: true } | { hidden: true } ? never : K;
}[keyof T];
type ChangeableKeys<T> = {
  [K in GivenKeys<T>]: FacetsOf<T[K]> extends { fixed: true } ? never : K;
}[GivenKeys<T>];
type OmittableKeys<T> = {
  [K in keyof T]: FacetsOf<T[K]> extends { optional: true } | { default: unknown } ? K : never;
}[keyof T];

type AbsentKeys<T> = {
  [K in keyof T]: FacetsOf<T[K]> extends { default: unknown }
    ? never
    : FacetsOf<T[K]> extends { optional: true }
      ? K
      : never;
}[keyof T];

type Simplify<T> = { [K in keyof T]: T[K] } & {};

/** The type of an entity: every field with its stored type. */
export type Values<T extends FieldTable> = Simplify<{ -readonly [K in keyof T]: OutOf<T[K]> }>;

/** The type of input: without read-only fields; fields that are optional or have a default may be absent. */
export type Given<T extends FieldTable> = Simplify<
  { -readonly [K in Exclude<GivenKeys<T>, OmittableKeys<T>>]: InOf<T[K]> } & {
    -readonly [K in Extract<GivenKeys<T>, OmittableKeys<T>>]?: InOf<T[K]>;
  }
>;

/** The type of a change (RFC 7396). */
export type Changes<T extends FieldTable> = Simplify<{ -readonly [K in ChangeableKeys<T>]?: InOf<T[K]> }>;

/** The type that a handler receives: the input with defaults. Other absent fields stay absent. */
export type Received<T extends FieldTable> = Simplify<
  { -readonly [K in Exclude<GivenKeys<T>, AbsentKeys<T>>]: Exclude<InOf<T[K]>, undefined> } & {
    -readonly [K in Extract<GivenKeys<T>, AbsentKeys<T>>]?: InOf<T[K]>;
  }
>;
