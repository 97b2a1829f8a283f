/** Checks MongoDB before anything starts; reports a problem in one sentence; one table lists the causes. */
import mongoose from "mongoose";
import { messageOf } from "../message-of.ts";
import { provisionError } from "./provision-error.ts";

const { MongoClient } = mongoose.mongo;
type Client = InstanceType<typeof MongoClient>;
type Hello = { setName?: string; isreplicaset?: boolean; msg?: string; isWritablePrimary?: boolean };

const SELECTION_MS = 4000;
const ALONE_MS = 1500;

/** Cause → remedy. */
const sentences = {
  unreadable: (why: string) =>
    `MONGO_URL cannot be read (${why}): write it like mongodb://user:password@host:27017/?replicaSet=rs0, with %40 for an @ in the password.`,
  unavailable: (why: string) =>
    `MongoDB does not answer (${why}): check MONGO_URL, or unset it to use the embedded one.`,
  password: () => "MongoDB does not know the user or password of MONGO_URL: set the right ones there.",
  rights: (why: string) =>
    `MongoDB refuses the user of MONGO_URL (${why}): name one there who may read and write all databases (readWriteAnyDatabase, clusterMonitor).`,
  standalone: () =>
    "This MongoDB is no replica set, which transactions need: start it with --replSet rs0 and run rs.initiate() in mongosh, or unset MONGO_URL to use the embedded one.",
  uninitiated: () =>
    "The replica set of MONGO_URL is not initiated: run rs.initiate() in mongosh, once, and start again.",
  misnamed: (names: string) =>
    `The replica set of MONGO_URL has another name (${names}): correct replicaSet= in MONGO_URL.`,
  headless: (why: string) =>
    `The replica set of MONGO_URL has no primary that can be reached (${why}): see rs.status() in mongosh, and that the hosts of its members can be reached from here.`,
} as const;
type Cause = keyof typeof sentences;

const refusal = (cause: Cause, error?: unknown, why = messageOf(error)): Error =>
  provisionError(sentences[cause](why), error);

/** The server's error code for a command that it understood. */
const codes: Record<number, Cause> = { 18: "password", 8000: "password", 13: "rights", 11: "password" };

/** The cause in a server's hello; null when the server is suitable. */
function causeOf({ setName, isreplicaset, msg }: Hello): Cause | null {
  if (setName !== undefined || msg === "isdbgrid") return null;
  return isreplicaset ? "uninitiated" : "standalone";
}

/** Asks a single host directly why no primary was found. */
async function whyNoPrimary({ options }: Client, error: unknown): Promise<Error> {
  const { hosts, replicaSet, tls } = options;
  for (const host of hosts) {
    const alone = new MongoClient(`mongodb://${host}/`, {
      directConnection: true,
      serverSelectionTimeoutMS: ALONE_MS,
      tls,
    });
    try {
      const hello = (await alone.db("admin").command({ hello: 1 })) as Hello;
      const cause = causeOf(hello);
      if (cause) return refusal(cause, error);
      if (replicaSet && hello.setName && hello.setName !== replicaSet)
        return refusal("misnamed", error, `${hello.setName}, not ${replicaSet}`);
      return refusal("headless", error);
    } catch {
      // This one does not answer; the next one may.
    } finally {
      await alone.close();
    }
  }
  return refusal("unavailable", error);
}

/** The driver's error as a sentence; other errors stay unchanged. */
async function told(client: Client, error: unknown): Promise<unknown> {
  const { name, code } = error as { name?: string; code?: number };
  const cause = codes[code ?? 0];
  if (cause) return refusal(cause, error);
  if (name === "MongoServerSelectionError") return whyNoPrimary(client, error);
  return name?.startsWith("MongoNetwork") ? refusal("unavailable", error) : error;
}

function clientOf(url: string): Client {
  try {
    return new MongoClient(url, { serverSelectionTimeoutMS: SELECTION_MS, maxPoolSize: 4 });
  } catch (error) {
    throw refusal("unreadable", error);
  }
}

/**
 * Connects to a MongoDB and runs `work`; throws a provision error of one sentence unless it is a usable
 * replica set.
 */
export async function withMongo<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = clientOf(url);
  try {
    const cause = causeOf((await client.db("admin").command({ hello: 1 })) as Hello);
    if (cause) throw refusal(cause);
    return await work(client);
  } catch (error) {
    throw await told(client, error);
  } finally {
    await client.close();
  }
}
