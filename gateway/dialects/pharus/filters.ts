/** Words of queries that Pharus has beside the names of its fields. */
import { type FilterWord, filterBy } from "../../kit/filters.ts";
import { type Codec, flag } from "../../shapes/codecs.ts";

/** Booleans in queries are the words true and false. */
export const isActive = filterBy("is_active", {
  ...flag,
  schema: { type: "string", enum: ["true", "false"] },
});

/** A bound of its own name, which counts itself (D48). */
const bound =
  (op: "gte" | "lte") =>
  <V>(column: string, codec: Codec<V>): FilterWord => ({
    // Each bound may be given once, beside the other; both are plain words in the document.
    ...filterBy(`${column} ${op}`, codec),
    schema: { type: "string" },
    conditions(text, wire) {
      const read = (codec.text ?? codec.in)(text, wire);
      if ("value" in read) return [{ field: column, op, value: read.value }];
      return { allowed: "allowed" in read ? read.allowed : "valid" };
    },
  });

export const [atLeast, atMost] = [bound("gte"), bound("lte")];
