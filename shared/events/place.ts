/** Places rows in the log: rows already there, and rows that documents carry, which move to the log. */

import type { ClientSession } from "mongoose";
import { crashPoint } from "../saga/crash.ts";
import { clearCarried, type FoundRow, type Looking, rowsWithoutPlace } from "../service/carried-log.ts";
import type { Database } from "../service/database.ts";
import { isDuplicate } from "../service/duplicate.ts";
import type { LogRow } from "../service/log.ts";
import { type Chain, type Heads, placeBatch } from "./chain.ts";

/**
 * Returns the rows with their places, except those moved earlier by a process that died before removing them
 * from their documents.
 */
export async function place(
  db: Database,
  looking: Looking,
  chains: readonly Chain[],
  heads?: Heads,
): Promise<LogRow[]> {
  let seen: FoundRow[] = [];
  const moved = new Set<string>();
  const find = async (session: ClientSession) => {
    seen = (await rowsWithoutPlace(db, looking, session)).filter((row) => !moved.has(row._id));
    return seen;
  };
  for (;;) {
    try {
      const { found, placed } = await placeBatch(db, find, chains, heads);
      const carried = found.filter((row) => row.home);
      if (carried.length) crashPoint("relay.moved");
      await clearCarried(db, carried);
      return placed;
    } catch (error) {
      const known = isDuplicate(error) ? await movedBefore(db, seen) : [];
      if (known.length === 0) throw error;
      for (const row of known) moved.add(row._id);
      await clearCarried(db, known);
    }
  }
}

/** Rows in documents that the log already has. */
async function movedBefore(db: Database, rows: readonly FoundRow[]): Promise<FoundRow[]> {
  const carried = rows.filter((row) => row.home);
  const there = await db.kernel.log
    .find({ _id: { $in: carried.map((row) => row._id) } })
    .project({ _id: 1 })
    .toArray();
  const ids = new Set(there.map((row) => String(row._id)));
  return carried.filter((row) => ids.has(row._id));
}
