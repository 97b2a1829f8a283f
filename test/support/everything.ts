/** All that a tenant's databases hold, word for word: what a refused request must leave as it was. */
import mongoose from "mongoose";
import { type Json, until } from "./backroom.ts";

const services = ["accounts", "catalog", "contracts", "inventory", "platform", "sales"];
/** Marks of a till that gave up a hold: they bar what comes late and are seen by nobody. */
const traces = new Set(["released_hold_ids"]);

export type Everything = {
  /** Collection → its rows, and the audit records with their events; once every event has had its effects. */
  of(org_id: string): Promise<Record<string, string[]>>;
  close(): Promise<void>;
};

export async function everythingIn(place: { mongo_url: string; namespace: string }): Promise<Everything> {
  const connection = await mongoose.createConnection(place.mongo_url).asPromise();
  const rowsOf = async (service: string, org_id: string) => {
    const db = connection.getClient().db(`${place.namespace}_${service}`);
    const names = (await db.listCollections().toArray()).map(({ name }) => name);
    const kept = names.filter((name) => !name.startsWith("_"));
    const rows = await Promise.all(
      kept.map(async (name): Promise<[string, string[]]> => {
        const all = await db.collection(name).find({ org_id }).toArray();
        return [`${service}.${name}`, all.map(told).sort()];
      }),
    );
    // What the relay adds to a record is no effect of a request.
    const log = await db.collection("_log").find({ org_id }).project({ _id: 1 }).toArray();
    return [...rows, [`${service}._log`, log.map(({ _id }) => String(_id)).sort()] as [string, string[]]];
  };
  /** Records whose events some consumer still has to deal with. */
  const waiting = (service: string) =>
    connection
      .getClient()
      .db(`${place.namespace}_${service}`)
      .collection("_log")
      .countDocuments({ pending: { $exists: true } });
  return {
    async of(org_id) {
      await until(async () => (await Promise.all(services.map(waiting))).every((count) => count === 0));
      const all = (await Promise.all(services.map((service) => rowsOf(service, org_id)))).flat();
      return Object.fromEntries(all.filter(([, rows]) => rows.length > 0));
    },
    close: () => connection.close(),
  };
}

const told = ({ status_counts, ...row }: Json): string =>
  JSON.stringify({
    ...Object.fromEntries(Object.entries(row).filter(([name]) => !traces.has(name))),
    // A till leaves a status behind that has no units.
    ...(status_counts && { units: Object.entries(status_counts).filter(([, units]) => units !== 0) }),
  });
