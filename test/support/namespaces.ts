/**
 * Reuses databases, because creating collections and indexes takes a second, and emptying those of a finished suite
 * only a moment. A namespace belongs to one suite at a time and is empty when it is taken.
 */
import { randomUUID } from "node:crypto";
import mongoose from "mongoose";
import { connect } from "nats";
import { natsAccess } from "../../shared/events/nats-url.ts";

const { MongoClient } = mongoose.mongo;
type Client = InstanceType<typeof MongoClient>;

/** Each run has its own, on a server that serves several. */
const register = `backroom_tests_${process.env.TEST_RUN}`;
/** Free namespaces: a worker takes one that another one returned. */
const freeOf = (client: Client) => client.db(register).collection<{ _id: string }>("free");

async function connected<T>(mongo_url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = await MongoClient.connect(mongo_url);
  try {
    return await work(client);
  } finally {
    await client.close();
  }
}

export const newNamespace = () => `t${randomUUID().slice(0, 8)}`;

/** A returned namespace, else a new one, whose first start creates the collections. */
export function takeNamespace(mongo_url: string): Promise<string> {
  return connected(mongo_url, async (client) => {
    const free = await freeOf(client).findOneAndDelete({});
    return free?._id ?? newNamespace();
  });
}

async function databasesOf(client: Client, namespace: string) {
  const { databases } = await client.db().admin().listDatabases({ nameOnly: true });
  return databases.filter(({ name }) => name.startsWith(`${namespace}_`)).map(({ name }) => client.db(name));
}

/** Above this number of rows it is faster to drop the databases. */
const MANY = 5000;

/** Keeps events of one suite from the next one with the same namespace. */
async function forgetEvents(namespace: string): Promise<void> {
  const connection = await connect(natsAccess(process.env.TEST_NATS_URL!));
  const manager = await connection.jetstreamManager();
  for await (const name of manager.streams.names(`${namespace}.>`)) await manager.streams.delete(name);
  await connection.close();
}

/**
 * Deletes everything but the collections, their indexes, and their digests, and the streams of events. Databases that a
 * failed test left under a profiler are not used again.
 */
export async function giveBack(mongo_url: string, namespace: string): Promise<void> {
  await forgetEvents(namespace);
  return connected(mongo_url, async (client) => {
    const databases = await databasesOf(client, namespace);
    const collections = (await Promise.all(databases.map((db) => db.collections()))).flat();
    const counts = await Promise.all(collections.map((each) => each.estimatedDocumentCount()));
    const profiled = collections.some(({ collectionName }) => collectionName === "system.profile");
    if (profiled || Math.max(...counts) > MANY) {
      await Promise.all(databases.map((db) => db.dropDatabase()));
      return;
    }
    const kept = (name: string) => (name === "_heads" ? { _id: { $ne: "indexes" as never } } : {});
    const filled = collections.filter((_each, i) => counts[i]);
    await Promise.all(filled.map((each) => each.deleteMany(kept(each.collectionName))));
    await freeOf(client).insertOne({ _id: namespace });
  });
}

/** For databases that no Backroom will use again. */
export function dropDatabases(mongo_url: string, namespace: string): Promise<void> {
  return connected(mongo_url, async (client) => {
    const databases = await databasesOf(client, namespace);
    await Promise.all(databases.map((db) => db.dropDatabase()));
  });
}

/** After a run on a server that stays. */
export async function dropAll(mongo_url: string): Promise<void> {
  const free = await connected(mongo_url, (client) => freeOf(client).find().toArray());
  await Promise.all(free.map(({ _id }) => dropDatabases(mongo_url, _id)));
  await connected(mongo_url, (client) => client.db(register).dropDatabase());
}
