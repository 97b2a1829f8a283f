/** One leader among the copies of a service, by a lease that it keeps renewing. */
import { newId } from "../ids.ts";
import type { Database } from "../service/database.ts";

const LEASE_MS = 6000;
/** Who does not lead asks again no sooner. */
const REFUSED_MS = 500;

export type Lease = { hold(): Promise<boolean>; release(): Promise<void> };

/** `hold` takes or renews the lease and tells whether it is ours; call it at least every two seconds. */
export function leaseOn(db: Database, name: string): Lease {
  const owner = newId();
  let renewed_ms = 0;
  let refused_ms = 0;
  return {
    async hold() {
      const now = Date.now();
      if (now - renewed_ms < LEASE_MS / 3) return true;
      if (now - refused_ms < REFUSED_MS) return false;
      try {
        await db.kernel.leases.updateOne(
          { _id: name, $or: [{ owner }, { until: { $lt: new Date(now) } }] },
          { $set: { owner, until: new Date(now + LEASE_MS) } },
          { upsert: true },
        );
        renewed_ms = now;
        return true;
      } catch (error) {
        renewed_ms = 0;
        // Someone else's row is in the way of our upsert: he leads.
        if ((error as { code?: unknown }).code !== 11000) throw error;
        refused_ms = now;
        return false;
      }
    },
    async release() {
      renewed_ms = 0;
      await db.kernel.leases.deleteOne({ _id: name, owner });
    },
  };
}
