/** Brings in the system's terms at every start; rows that are there stay as they are. */
import { nowInstant } from "../../../shared/clock.ts";
import { sha256 } from "../../../shared/ids.ts";
import type { AnyResource } from "../../../shared/resource/resource.ts";
import { slugOf } from "../../../shared/resource/slug.ts";
import { wordsOf } from "../../../shared/resource/words.ts";
import type { Database } from "../../../shared/service/database.ts";
import { fabrics, palette, sizes } from "../resources/system-terms.ts";
import { color, fabric, size } from "../resources/taxonomy.ts";

/** The same id in every installation, so that copies starting at once make one row. */
export function systemId(kind: string, name: string): string {
  const hex = sha256(`system ${kind}: ${name}`);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

type Term = { name: string; hex?: string };

async function bring(db: Database, resource: AnyResource, terms: Term[]): Promise<void> {
  const now = nowInstant();
  const writes = terms.map((term) => ({
    updateOne: {
      filter: { _id: systemId(resource.name, term.name) },
      update: {
        $setOnInsert: {
          org_id: null,
          ...term,
          slug: slugOf(term.name),
          system: true,
          words: wordsOf(resource, term),
          created_at: now,
          updated_at: now,
          created_by: "system",
          version: 1,
          deleted_at: null,
        },
      },
      upsert: true,
    },
  }));
  // Another copy that starts in the same moment may be first with a row: then it is there, which is all that is wanted.
  await db
    .model(resource)
    .collection.bulkWrite(writes as never, { ordered: false })
    .catch((error: { code?: unknown }) => {
      if (error.code !== 11000) throw error;
    });
}

const named = (names: readonly string[]): Term[] => names.map((name) => ({ name }));

export async function seedTerms(db: Database): Promise<void> {
  const colors = Object.entries(palette).map(([name, hex]) => ({ name, hex }));
  await Promise.all([
    bring(db, color, colors),
    bring(db, size, named(sizes)),
    bring(db, fabric, named(fabrics)),
  ]);
}
