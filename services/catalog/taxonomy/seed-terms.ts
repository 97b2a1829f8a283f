/** Inserts the system's terms at every start. Existing rows do not change. */
import type { Database } from "../../../shared/service/database.ts";
import { seedSystemRows } from "../../../shared/service/system-rows.ts";
import { fabrics, palette, sizes } from "./system-terms.ts";
import { color, fabric, size } from "./taxonomy.ts";

const named = (names: readonly string[]) => names.map((name) => ({ name }));

export async function seedTerms(db: Database): Promise<void> {
  const colors = Object.entries(palette).map(([name, hex]) => ({ name, hex }));
  await Promise.all([
    seedSystemRows(db, color, colors),
    seedSystemRows(db, size, named(sizes)),
    seedSystemRows(db, fabric, named(fabrics)),
  ]);
}
