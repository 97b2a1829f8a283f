import { setTimeout as delay } from "node:timers/promises";
import mongoose from "mongoose";
import { type Access, userName } from "./mongo-access.ts";

type Admin = ReturnType<mongoose.mongo.MongoClient["db"]>;
type Member = { _id: number; host: string };
type Config = { _id: string; version: number; members: Member[] };

export const replicaSetName = "backroom";

const userNotFound = 11;
const notYetInitialized = 94;
/**
 * Errors that pass: of a mongod still reading its stored configuration (already initialized, in progress), and of one that
 * has just been, or is no longer, primary, which ends what it was doing and closes connections.
 */
const passing = new Set([23, 109, 189, 10_107, 11_602, 13_435, 13_436]);
const primaryWithinMs = 60_000;

/** `directConnection`, because the member's host contains this start's port, which clients need not know. */
const urlOf = (port: number, user: string, password: string, source: string): string =>
  `mongodb://${user}:${encodeURIComponent(password)}@127.0.0.1:${port}/?directConnection=true&authSource=${source}`;

export const mongoUrl = (port: number, { password }: Access): string =>
  urlOf(port, userName, password, "admin");

/** Members of a replica set authenticate by the key file, as a built-in mongod user that is not stored. */
const memberUrl = (port: number, { password }: Access): string => urlOf(port, "__system", password, "local");

const codeOf = (error: unknown): number => (error as { code?: number }).code ?? 0;
/** On a busy machine mongod may also take longer than ten seconds to its first answer. */
const passes = (error: unknown): boolean =>
  passing.has(codeOf(error)) ||
  error instanceof mongoose.mongo.MongoNetworkError ||
  error instanceof mongoose.mongo.MongoServerSelectionError;

async function storedConfig(admin: Admin): Promise<Config | undefined> {
  try {
    return (await admin.command({ replSetGetConfig: 1 })).config as Config;
  } catch (error) {
    if (codeOf(error) === notYetInitialized) return undefined;
    throw error;
  }
}

/** A member becomes primary only under its stored host; the port changes with every start. */
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

async function untilPrimary(admin: Admin, host: string, access: Access): Promise<void> {
  const deadline = Date.now() + primaryWithinMs;
  let configured = false;
  while (Date.now() < deadline) {
    try {
      if (!configured) await configure(admin, host);
      configured = true;
      if ((await admin.command({ hello: 1 })).isWritablePrimary) return await admitUser(admin, access);
    } catch (error) {
      if (!passes(error)) throw error;
    }
    await delay(10);
  }
  throw new Error(`mongod is no primary after ${primaryWithinMs} ms`);
}

/** Creates Backroom's user or updates its password: older data lack the user, and the key file may be new. */
async function admitUser(admin: Admin, { password }: Access): Promise<void> {
  const user = { pwd: password, roles: ["root"], mechanisms: ["SCRAM-SHA-256"] };
  try {
    await admin.command({ updateUser: userName, ...user });
  } catch (error) {
    if (codeOf(error) !== userNotFound) throw error;
    await admin.command({ createUser: userName, ...user });
  }
}

/**
 * Makes the mongod on this port the primary of a replica set of one, regardless of the configuration in its
 * folder, waits for it, and creates the user of `mongoUrl`.
 */
export async function becomePrimary(port: number, access: Access): Promise<void> {
  const client = new mongoose.mongo.MongoClient(memberUrl(port, access), {
    serverSelectionTimeoutMS: 10_000,
  });
  try {
    const admin = client.db("admin");
    await untilPrimary(admin, `127.0.0.1:${port}`, access);
  } finally {
    await client.close();
  }
}
