/** What a codec is: how one value is spelled on a dialect's wire, in both directions. */
import type { JsonSchema, Violation } from "../../shared/fields/index.ts";

/** The context of a codec. */
export type Wire = {
  /** Slug of the organization. */
  organization: string;
  currency: string;
  /** Decimals of the currency's minor unit. */
  exponent: number;
  timezone: string;
  /** The zone of a date-time without an offset, if the signed-in person has one of their own (TIM-4). */
  wall_clock?: string;
  /** The variant of the dialect, where it has several. */
  profile: string;
  /** Whether the dialect refuses names that it does not know, at every level. */
  strict: boolean;
  /** Whether a missing value is shown as null, whatever the document calls nullable (D35). */
  nulls: boolean;
};

/** The value; or a phrase for the allowed values ("a whole number"); or the faults inside the value. */
export type Read<V> = { value: V } | { allowed: string } | { violations: Violation[] };

/** What a variant of a dialect shows. */
export type Variant = { profile: string; nulls: boolean };

/** How a stored value is shown. */
export type Encoder<V> = {
  schema: JsonSchema;
  /** Schemas of the variants that spell it differently. */
  variants?: Record<string, JsonSchema>;
  /** The schema in a variant, where it has parts that every variant shows in its own way. */
  shownIn?(variant: Variant): JsonSchema;
  out(value: V, wire: Wire): unknown;
};

/** A name of the wire, with our field behind it. */
export type Named = {
  readonly path: string;
  readonly codec: { inner?: Naming; out?(value: unknown, wire: Wire): unknown };
};

/** The names of the wire: the fields of a shape. */
export type Naming = { readonly fields: Readonly<Record<string, Named>> };

/** How a value is shown and read. */
export type Codec<V> = Encoder<V> & {
  /** `body` is the object around the value, for a value whose meaning depends on a neighbor. */
  in(given: unknown, wire: Wire, body?: Record<string, unknown>): Read<V>;
  /** The schema of the input, if it allows more than the output. */
  taken?: JsonSchema;
  /** The names inside the value, where it has parts of its own. */
  inner?: Naming;
  /** Reads a query parameter; without it, `in` reads the text. */
  text?(given: string, wire: Wire): Read<V>;
};
