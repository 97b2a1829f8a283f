/** The database operations of a request, each with the plan that the server chose. */
import mongoose from "mongoose";

/** Where the databases are. */
type Place = { mongo_url: string; namespace: string };

export type Profiled = {
  op: string;
  ns: string;
  planSummary?: string;
  docsExamined?: number;
  keysExamined?: number;
  nreturned?: number;
  hasSortStage?: boolean;
  command?: object;
};

/** Not the relay, which looks for log rows on their way and takes them out of documents. */
const isAsked = ({ command }: Profiled): boolean =>
  !/"_log_id":\{"\$gt"|"\$unset":\{"_log"/.test(JSON.stringify(command ?? {}));

/** Runs `work` and answers the operations on one collection of the service's database meanwhile. */
export async function profiled(
  { mongo_url, namespace }: Place,
  service: string,
  collection: string,
  work: () => Promise<unknown>,
): Promise<Profiled[]> {
  const connection = await mongoose.createConnection(mongo_url).asPromise();
  try {
    const db = connection.getClient().db(`${namespace}_${service}`);
    // Plan this request anew, not like an earlier one of the same form.
    await db.command({ planCacheClear: collection });
    await db.command({ profile: 2 });
    await work();
    await db.command({ profile: 0 });
    const ns = `${db.databaseName}.${collection}`;
    const rows = await db.collection<Profiled>("system.profile").find({ ns }).toArray();
    await db.collection("system.profile").drop();
    return rows.filter(isAsked);
  } finally {
    await connection.close();
  }
}

/** The number of database operations of a request in these services, without background work. */
export async function roundTrips(
  { mongo_url, namespace }: Place,
  services: readonly string[],
  work: () => Promise<unknown>,
): Promise<string[]> {
  const connection = await mongoose.createConnection(mongo_url).asPromise();
  try {
    const dbs = services.map((service) => connection.getClient().db(`${namespace}_${service}`));
    await Promise.all(dbs.map((db) => db.command({ profile: 2 })));
    await work();
    await Promise.all(dbs.map((db) => db.command({ profile: 0 })));
    const found = await Promise.all(
      dbs.map(async (db) => {
        const own = new RegExp(`^${db.databaseName}\\.(?!_|system)`);
        const rows = await db.collection<Profiled>("system.profile").find({ ns: own }).toArray();
        await db.collection("system.profile").drop();
        return rows.filter(isAsked).map(({ op, ns }) => `${op} ${ns.slice(namespace.length + 1)}`);
      }),
    );
    return found.flat();
  } finally {
    await connection.close();
  }
}
