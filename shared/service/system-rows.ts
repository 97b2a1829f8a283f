/** Rows without a tenant that every tenant reads (TEN-1): created at start, then left alone. */
import { nowInstant } from "../clock.ts";
import { sha256 } from "../ids.ts";
import type { AnyResource } from "../resource/resource.ts";
import { slugOf } from "../resource/slug.ts";
import { KEYS, keysOf, wordsOf } from "../resource/words.ts";
import type { Database } from "./database.ts";
import { systemDocument } from "./documents.ts";

/** The same id in every installation, so that copies starting at once create one row. */
export function systemId(kind: string, name: string): string {
  const hex = sha256(`system ${kind}: ${name}`);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Creates or updates named terms of a `shared` resource. */
export async function seedSystemRows(
  db: Database,
  resource: AnyResource,
  terms: readonly { name: string; [field: string]: unknown }[],
): Promise<void> {
  // One creation time for all: then lists by age have the same order in every installation.
  const now = nowInstant();
  const writes = terms.map((term) => {
    const values = {
      ...term,
      slug: slugOf(term.name),
      system: true,
      words: wordsOf(resource, term),
      [KEYS]: keysOf(resource, term),
      deleted_at: null,
    };
    const { _id, org_id, ...made } = systemDocument(systemId(resource.name, term.name), values, now);
    return { updateOne: { filter: { _id, org_id }, update: { $setOnInsert: made }, upsert: true } };
  });
  // Another copy that starts at the same moment may insert a row first; that row serves as well.
  const rows = await db.writable(resource);
  // The driver requires columns of static types; those of a term are known only at run time.
  await rows.bulkWrite(writes as never, { ordered: false }).catch((error: { code?: unknown }) => {
    if (error.code !== 11000) throw error;
  });
}
