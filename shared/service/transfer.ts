/**
 * Exports one tenant as lines of text, and imports it: all its rows in every service's database, including
 * its place in the chains and its numbers. Sealed values stay sealed, so the receiving side needs the same
 * SECRET_KEY; a probe in the file verifies it.
 */
import mongoose, { type Connection } from "mongoose";
import { fail } from "../errors.ts";
import { sum } from "../money.ts";
import { carriesRows } from "../resource/carried-log.ts";
import type { AnyResource } from "../resource/resource.ts";
import { type Collections, collectionsOf } from "./collections.ts";
import type { Row } from "./database.ts";
import { doneIn } from "./migrations.ts";
import { ownFilter, removeTenantRows } from "./tenant-rows.ts";
import { type Header, headerLine, rowLine, rowsIn, tally } from "./transfer-file.ts";

export type TransferOptions = {
  url: string;
  namespace: string;
  services: readonly string[];
  secret_key: string;
};

export type ImportOptions = TransferOptions & {
  /** The resources of each service: their indexes must exist before the rows. */
  resources: Readonly<Record<string, readonly AnyResource[]>>;
};

/** Collections that are not the tenant's, or only temporary. */
const left = new Set(["_inbox", "_leases", "_sagas", "_dead_letters", "_migrations"]);
const CHUNK = 500;

async function connected<T>(
  { url, namespace, services }: TransferOptions,
  work: (dbs: Map<string, Connection>) => Promise<T>,
): Promise<T> {
  const connection = await mongoose.createConnection(url).asPromise();
  try {
    const dbs = services.map((name): [string, Connection] => [
      name,
      connection.useDb(`${namespace}_${name}`),
    ]);
    return await work(new Map(dbs));
  } finally {
    await connection.close();
  }
}

/** Refuses while there is work that a copy would lose or do twice. */
async function refuseUnfinished(dbs: Map<string, Connection>, org_ids: readonly string[]): Promise<void> {
  for (const [service, db] of dbs) {
    const own = { org_id: { $in: org_ids } };
    const names = (await db.listCollections())
      .map((each) => each.name)
      .filter((name) => !name.startsWith("_"));
    // A record moves from its document to the log: counted the other way round, it could be missed in both.
    const carrying = await Promise.all(
      names.map((name) => db.collection(name).countDocuments({ ...own, ...carriesRows })),
    );
    const [unpublished, sagas, letters] = await Promise.all([
      // What changed nothing is not work: the receiving side may give it its place.
      db
        .collection("_log")
        .countDocuments({ ...own, pending: { $exists: true }, access: { $exists: false } }),
      db.collection("_sagas").countDocuments({ ...own, lease_until: { $exists: true } }),
      db.collection("_dead_letters").countDocuments(own),
    ]);
    const open = sum(carrying) + unpublished;
    if (open + sagas + letters > 0)
      throw fail(
        "conflict",
        `In ${service} ${open} commands are not handed over, ${sagas} processes run and ${letters} dead letters wait: let them end first.`,
      );
  }
}

/** The lines of a tenant: a header, then one row each, in the order of their ids, then the totals. */
export async function exportTenant(
  options: TransferOptions,
  org_ids: readonly string[],
  write: (line: string) => Promise<void>,
): Promise<{ rows: number }> {
  return connected(options, async (dbs) => {
    await refuseUnfinished(dbs, org_ids);
    const { note, total, closing } = tally();
    const services = [...options.services];
    const own = { org_ids: [...org_ids], services, migrations: await migrationsOf(dbs) };
    const header = headerLine(own, options.secret_key);
    note(header);
    await write(header);
    for (const [service, db] of dbs) {
      const names = (await db.listCollections()).map((each) => each.name).filter((name) => !left.has(name));
      for (const collection of names.sort()) {
        // The driver types ids as ObjectIds when a collection is named by a string: here and below.
        const cursor = db
          .collection(collection)
          .find(ownFilter(collection, org_ids) as never)
          .sort({ _id: 1 });
        for await (const { published_at: _told, ...row } of cursor) {
          const line = { service, collection, row };
          const text = rowLine(line);
          note(text, line);
          await write(text);
        }
      }
    }
    await write(closing());
    return { rows: total() };
  });
}

/**
 * Writes the rows of an export into databases without the tenant. Events in it were published before the
 * export and are not published again. `header` comes from a checked file (`checkedHeader`). A failed import
 * leaves nothing of the tenant behind.
 */
export async function importTenant(
  options: ImportOptions,
  { org_ids, migrations }: Header,
  lines: AsyncIterable<string>,
): Promise<{ rows: number }> {
  return connected(options, async (dbs) => {
    await refuseKnown(dbs, org_ids);
    await refuseOtherVersion(dbs, migrations);
    let rows = 0;
    const makeCollection = collectionMaker(options, dbs);
    const waiting = new Map<string, Record<string, unknown>[]>();
    const flush = async (key: string) => {
      const [service = "", collection = ""] = key.split("/");
      const batch = waiting.get(key)!;
      waiting.delete(key);
      await makeCollection(service, collection);
      await dbs
        .get(service)!
        .collection(collection)
        .insertMany(batch as never, { ordered: false });
      rows += batch.length;
    };
    try {
      for await (const { service, collection, row } of rowsIn(lines)) {
        const key = `${service}/${collection}`;
        waiting.set(key, [...(waiting.get(key) ?? []), row]);
        if (waiting.get(key)!.length >= CHUNK) await flush(key);
      }
      for (const key of [...waiting.keys()]) await flush(key);
      return { rows };
    } catch (error) {
      await removeTenant(dbs, org_ids);
      throw error;
    }
  });
}

/** Creates a resource's collection before its first row; the kernel's are created when a service starts. */
function collectionMaker({ resources }: ImportOptions, dbs: Map<string, Connection>) {
  const opened = new Map<string, Promise<Collections>>();
  return async (service: string, name: string): Promise<void> => {
    const declared = resources[service] ?? [];
    const resource = declared.find((each) => each.plural === name);
    if (!resource) return;
    const options = { owner: service, resources: declared, report: () => undefined };
    const collections = opened.get(service) ?? collectionsOf(dbs.get(service)!, options);
    opened.set(service, collections);
    await (await collections).writable(resource);
  };
}

const migrationsOf = async (dbs: Map<string, Connection>): Promise<Header["migrations"]> =>
  Object.fromEntries(
    await Promise.all(
      [...dbs].map(async ([service, db]) => [service, await doneIn(migrationsIn(db))] as const),
    ),
  );

const migrationsIn = (db: Connection) => db.collection<Row>("_migrations");

/** Imported rows would otherwise miss a migration that is done here, or have had one that nobody here knows. */
async function refuseOtherVersion(
  dbs: Map<string, Connection>,
  migrations: Header["migrations"],
): Promise<void> {
  const here = await migrationsOf(dbs);
  for (const [service, done] of Object.entries(here)) {
    const there = migrations[service] ?? {};
    const ids = [...new Set([...Object.keys(done), ...Object.keys(there)])].sort();
    const other = ids.filter((id) => done[id] !== there[id]);
    if (other.length)
      throw fail(
        "unprocessable",
        `The file was written by another version of Backroom (${service}: ${other.join(", ")}). Export it with the version that runs here. Nothing was imported.`,
      );
  }
}

async function refuseKnown(dbs: Map<string, Connection>, org_ids: readonly string[]): Promise<void> {
  for (const [service, db] of dbs) {
    const found = await db.collection("_log").findOne({ org_id: { $in: [...org_ids] } });
    if (found) throw fail("conflict", `This organization is here already (${service}).`);
  }
}

async function removeTenant(dbs: Map<string, Connection>, org_ids: readonly string[]): Promise<void> {
  for (const db of dbs.values()) await removeTenantRows(db, org_ids);
}
