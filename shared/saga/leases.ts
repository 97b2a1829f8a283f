/**
 * Who works on a saga keeps its lease, so a step may last longer than a lease: the lease of a living owner is
 * prolonged, and ends soon after its owner has died. Each write names the owner. So a copy that was paused
 * until another one took the saga over prolongs nothing when it wakes.
 */
import type { Row } from "../service/database.ts";
import { LEASE_MS, leaseUntil, type Sagas } from "./progress.ts";

/** A lease that is older than this is prolonged; two of these times end well before the lease does. */
const PROLONG_EACH_MS = LEASE_MS / 4;
/** Work that takes longer hangs: its saga is left to the sweeper. */
const MAX_WORK_MS = 120_000;

/** Keeps the saga's lease while this work on it lasts. */
export async function working<T>({ held }: Sagas, row: Row, work: () => Promise<T>): Promise<T> {
  held.set(row, performance.now());
  try {
    return await work();
  } finally {
    held.delete(row);
  }
}

/** Prolongs leases until stopped. */
export function prolongLeases(sagas: Sagas): () => void {
  const timer = setInterval(() => void prolong(sagas).catch(sagas.report), PROLONG_EACH_MS);
  return () => clearInterval(timer);
}

/** All leases that are due, in one round trip. Usually none is. */
async function prolong(sagas: Sagas): Promise<void> {
  const now = performance.now();
  const due = [...sagas.held]
    .filter(([, since]) => now - since >= PROLONG_EACH_MS && now - since < MAX_WORK_MS)
    .map(([{ _id, org_id, owner }]) => ({ _id, org_id, owner, lease_until: { $exists: true } }));
  if (due.length === 0) return;
  const update = { $set: { lease_until: leaseUntil(sagas) } };
  await sagas.db.kernel.sagas.bulkWrite(
    due.map((filter) => ({ updateOne: { filter, update } })),
    { ordered: false },
  );
}
