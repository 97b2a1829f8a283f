/**
 * The time of the database's clock, on which all copies of a service agree: leases are taken and compared by
 * it, because a machine whose clock is minutes fast would otherwise block the others for minutes after its
 * death.
 */
import type { Connection } from "mongoose";

export type DatabaseClock = { now(): number; stop(): void };

const LOOK_AGAIN_MS = 60_000;
/** A slow answer gives a less precise time; after some attempts the quickest one counts. */
const QUICK_MS = 250;
const TRIES = 5;

/** Between two readings the time advances by this process's monotonic clock, which no one can adjust. */
export async function databaseClock(connection: Connection): Promise<DatabaseClock> {
  let ahead_ms = 0;
  async function look(): Promise<void> {
    let quickest = Number.POSITIVE_INFINITY;
    for (let i = 0; i < TRIES && quickest > QUICK_MS; i++) {
      const asked = performance.now();
      const { localTime } = await connection.db!.admin().command({ hello: 1 });
      const took = performance.now() - asked;
      if (took >= quickest) continue;
      quickest = took;
      ahead_ms = (localTime as Date).getTime() - (asked + took / 2);
    }
  }
  await look();
  // While the database is unavailable, its clock is extrapolated.
  const timer = setInterval(() => look().catch(() => undefined), LOOK_AGAIN_MS).unref();
  return { now: () => performance.now() + ahead_ms, stop: () => clearInterval(timer) };
}
