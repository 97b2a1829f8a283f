import { setTimeout as delay } from "node:timers/promises";
import mongoose from "mongoose";

type Admin = ReturnType<mongoose.mongo.MongoClient["db"]>;
type Member = { _id: number; host: string };
type Config = { _id: string; version: number; members: Member[] };

export const replicaSetName = "backroom";

const notYetInitialized = 94;
/** What a mongod answers that is still reading its stored configuration: already initialized, in progress. */
const stillReading = [23, 109];
const primaryWithinMs = 60_000;

/** `directConnection`, for the member's host is the port of this start, which a client need not learn. */
export function mongoUrl(port: number): string {
  return `mongodb://127.0.0.1:${port}/?directConnection=true`;
}

const codeOf = (error: unknown): number => (error as { code?: number }).code ?? 0;

async function storedConfig(admin: Admin): Promise<Config | undefined> {
  try {
    return (await admin.command({ replSetGetConfig: 1 })).config as Config;
  } catch (error) {
    if (codeOf(error) === notYetInitialized) return undefined;
    throw error;
  }
}

/** A member only takes office under the host that it is stored with; the port changes with every start. */
async function configure(admin: Admin, host: string): Promise<void> {
  const config = await storedConfig(admin);
  if (config === undefined) {
    await admin.command({ replSetInitiate: { _id: replicaSetName, members: [{ _id: 0, host }] } });
    return;
  }
  const [member] = config.members;
  if (member === undefined || (member.host === host && config.members.length === 1)) return;
  const moved = { ...config, version: config.version + 1, members: [{ ...member, host }] };
  await admin.command({ replSetReconfig: moved, force: true });
}

async function untilPrimary(admin: Admin, host: string): Promise<void> {
  const deadline = Date.now() + primaryWithinMs;
  let configured = false;
  while (Date.now() < deadline) {
    try {
      if (!configured) await configure(admin, host);
      configured = true;
      if ((await admin.command({ hello: 1 })).isWritablePrimary) return;
    } catch (error) {
      if (!stillReading.includes(codeOf(error))) throw error;
    }
    await delay(10);
  }
  throw new Error(`mongod is no primary after ${primaryWithinMs} ms`);
}

/** Makes the mongod on this port the primary of a replica set of one, whatever its folder remembers, and waits for it. */
export async function becomePrimary(port: number): Promise<void> {
  const client = new mongoose.mongo.MongoClient(mongoUrl(port), { serverSelectionTimeoutMS: 10_000 });
  try {
    await untilPrimary(client.db("admin"), `127.0.0.1:${port}`);
  } finally {
    await client.close();
  }
}
