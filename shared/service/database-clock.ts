/**
 * The time by the database's clock, on which all copies of a service agree: leases are taken and judged by it, as a machine
 * whose own clock is minutes ahead would otherwise keep the others waiting for minutes after its death.
 */
import type { Connection } from "mongoose";

export type DatabaseClock = { now(): number; stop(): void };

const LOOK_AGAIN_MS = 60_000;
/** A slower answer says less about the time than is wanted; after some tries the quickest one counts. */
const QUICK_MS = 250;
const TRIES = 5;

/** Between two looks the time goes on by this process's monotonic clock, which nobody sets. */
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
