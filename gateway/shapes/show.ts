/** Shows rows by their shape. */

import type { Body } from "./body.ts";
import type { Encoder, Wire } from "./codecs.ts";
import { type Links, noLinks } from "./link.ts";
import { shownSchema } from "./schema.ts";
import { type Computed, computed, type Shape, valueAt, type WireField } from "./shape.ts";

/** A row as the dialect shows it. `include` lists the requested fields; absent in variants that show all. */
export function show(
  { fields }: Shape,
  row: Body,
  wire: Wire,
  links: Links = noLinks,
  include?: ReadonlySet<string>,
): Body {
  const body: Body = {};
  for (const [name, field] of Object.entries(fields)) {
    if (field.givenOnly) continue;
    if (field.onlyIfIncluded && include && !include.has(name)) continue;
    const value = spelled(field, row, wire, links);
    if (value !== null || field.nullable || wire.nulls) body[name] = value;
  }
  return body;
}

function spelled({ from, path, link, codec }: WireField, row: Body, wire: Wire, links: Links): unknown {
  const value = from ? from(row, wire) : valueAt(row, path);
  if (value === undefined || value === null) return null;
  return link ? (links.key(String(value)) ?? null) : codec.out(value, wire);
}

/** Rows inside a row, each by its shape. */
export const listShown = <Row extends object>(inner: Shape<Row>): Encoder<readonly Row[]> => ({
  schema: { type: "array", items: shownSchema(inner) },
  shownIn: (variant) => ({ type: "array", items: shownSchema(inner, variant) }),
  out: (rows, wire) => rows.map((row) => show(inner, row as Body, wire)),
});

/** A row inside a row, by its shape. */
export const oneShown = <Row extends object>(inner: Shape<Row>): Encoder<Row> => ({
  schema: shownSchema(inner),
  shownIn: (variant) => shownSchema(inner, variant),
  out: (row, wire) => show(inner, row as Body, wire),
});

/** The row itself under a name, beside parts of it: `{salesOrder, items}`. */
export const itself = <Row extends object>(inner: Shape<Row>): Computed<Row> =>
  computed(oneShown(inner), (row: Row) => row, { always: true });

/** Rows inside the row, under a name. */
export const partsShown = <Owner, Row extends object>(
  inner: Shape<Row>,
  of: (owner: Owner) => readonly Row[],
): Computed<Owner> => computed(listShown(inner), of, { always: true });
