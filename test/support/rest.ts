/** Rest: every event has taken effect, and no saga runs. What a test reads then does not change by itself. */
import type { Connection } from "mongoose";
import { carriesRows } from "../../shared/resource/carried-log.ts";
import { until } from "./until.ts";

export const services = ["accounts", "catalog", "contracts", "inventory", "platform", "sales"];

/** What one service still has to hand over or to end, and how many records it has ever written. */
async function workOf(connection: Connection, namespace: string, service: string) {
  const db = connection.getClient().db(`${namespace}_${service}`);
  const names = (await db.listCollections().toArray()).map(({ name }) => name);
  const kept = names.filter((name) => !name.startsWith("_"));
  // A record moves from its document to the log: counted the other way round, it could be missed in both.
  const carried = await Promise.all(kept.map((name) => db.collection(name).countDocuments(carriesRows)));
  const log = db.collection("_log");
  const [pending, sagas, written] = await Promise.all([
    log.countDocuments({ pending: { $exists: true } }),
    db.collection("_sagas").countDocuments({ lease_until: { $exists: true } }),
    log.countDocuments({}),
  ]);
  return { open: carried.reduce((sum, each) => sum + each, 0) + pending + sagas, written };
}

/** Waits for rest. Services are not read at one moment, so that two readings must find nothing and agree. */
export async function rest(connection: Connection, namespace: string): Promise<void> {
  const reading = () => Promise.all(services.map((service) => workOf(connection, namespace, service)));
  let last = "";
  await until(async () => {
    const found = await reading();
    const now = found.some(({ open }) => open > 0) ? "" : JSON.stringify(found);
    const agree = now !== "" && now === last;
    last = now;
    return agree;
  }, "rest");
}
