/** Elects one leader among the copies of a service by a lease, which the leader keeps renewing. */
import { newId } from "../ids.ts";
import type { Database } from "../service/database.ts";

const LEASE_MS = 6000;
/** The shortest pause between two attempts of a copy that does not lead. */
const REFUSED_MS = 500;

export type Lease = { hold(): Promise<boolean>; release(): Promise<void> };

/** `hold` takes or renews the lease and returns whether it is ours; call it at least every two seconds. */
export function leaseOn(db: Database, name: string): Lease {
  const owner = newId();
  let renewed_ms = Number.NEGATIVE_INFINITY;
  let refused_ms = Number.NEGATIVE_INFINITY;
  return {
    async hold() {
      const now = performance.now();
      if (now - renewed_ms < LEASE_MS / 3) return true;
      if (now - refused_ms < REFUSED_MS) return false;
      const at = db.now();
      try {
        await db.kernel.leases.updateOne(
          { _id: name, $or: [{ owner }, { until: { $lt: new Date(at) } }] },
          { $set: { owner, until: new Date(at + LEASE_MS) } },
          { upsert: true },
        );
        renewed_ms = now;
        return true;
      } catch (error) {
        renewed_ms = Number.NEGATIVE_INFINITY;
        // Another copy's row blocks our upsert: that copy leads.
        if ((error as { code?: unknown }).code !== 11000) throw error;
        refused_ms = now;
        return false;
      }
    },
    async release() {
      renewed_ms = Number.NEGATIVE_INFINITY;
      await db.kernel.leases.deleteOne({ _id: name, owner });
    },
  };
}
