/** Bytes, for rows of a service's own bookkeeping: no document shows them and no caller gives them. */
import type { Facets, Field } from "./field.ts";
import { field } from "./make-field.ts";

/** As they are written, and as MongoDB's driver reads them. */
export type StoredBytes = Uint8Array | { readonly _bsontype: "Binary"; readonly buffer: Uint8Array };

export const bytes = <const F extends Facets>(facets: F = {} as F): Field<StoredBytes, StoredBytes, F> =>
  field<StoredBytes, StoredBytes, F>("bytes", facets, {
    rule: { type: "any" },
    path: { type: Buffer },
    schema: { type: "string", contentEncoding: "base64" },
  });

export const bufferOf = (stored: StoredBytes): Buffer =>
  Buffer.from("_bsontype" in stored ? stored.buffer : stored);
