/** Bytes, for internal rows of a service. They are neither in answers nor in input. */
import type { Facets, Field } from "./field.ts";
import { field } from "./make-field.ts";

/** The types that are written, and that MongoDB's driver reads. */
export type StoredBytes = Uint8Array | { readonly _bsontype: "Binary"; readonly buffer: Uint8Array };

export const bytes = <const F extends Facets>(facets: F = {} as F): Field<StoredBytes, StoredBytes, F> =>
  field<StoredBytes, StoredBytes, F>("bytes", facets, {
    rule: { type: "any" },
    path: { type: Buffer },
    schema: { type: "string", contentEncoding: "base64" },
  });

export const bufferOf = (stored: StoredBytes): Buffer =>
  Buffer.from("_bsontype" in stored ? stored.buffer : stored);
