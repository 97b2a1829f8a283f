/** The complete stored data of a tenant: a refused request must not change it. */
import mongoose from "mongoose";
import { noteAccess } from "../../services/accounts/public.ts";
import type { Json } from "./backroom.ts";
import { rest, services } from "./rest.ts";

/** Marks of an undone hold, which stop a late step and are never shown; and when a key was used, also for what is refused. */
const traces = new Set(["released_hold_ids", "_silent", "_barred", "last_used_at"]);

export type Everything = {
  /** Collection → its rows, with audit records and events, after every event has taken effect. */
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
    // The relay changes records later; that is no effect of the request. Nor is the record of who saw or was refused what.
    const changing = { org_id, action: { $ne: noteAccess.name } };
    const log = await db.collection("_log").find(changing).project({ _id: 1 }).toArray();
    return [...rows, [`${service}._log`, log.map(({ _id }) => String(_id)).sort()] as [string, string[]]];
  };
  return {
    async of(org_id) {
      await rest(connection, place.namespace);
      const all = (await Promise.all(services.map((service) => rowsOf(service, org_id)))).flat();
      return Object.fromEntries(all.filter(([, rows]) => rows.length > 0));
    },
    close: () => connection.close(),
  };
}

const told = ({ status_counts, ...row }: Json): string =>
  JSON.stringify({
    ...Object.fromEntries(Object.entries(row).filter(([name]) => !traces.has(name))),
    // A checkout leaves a status with zero units behind.
    ...(status_counts && { units: Object.entries(status_counts).filter(([, units]) => units !== 0) }),
  });
