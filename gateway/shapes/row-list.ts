/** Rows inside a row, read and shown by their own shape. */
import type { Codec } from "./codecs.ts";
import { nested } from "./read-body.ts";
import type { Shape } from "./shape.ts";
import { listShown } from "./show.ts";

export function rowList<Row extends object>(inner: Shape<Row>): Codec<Row[]> {
  const given = nested(inner);
  return { ...listShown(inner), inner, in: given.in, taken: given.schema };
}
