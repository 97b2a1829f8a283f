/** A MongoDB replica set of three members on this machine, whose primary can be made to step down or be killed. */
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import mongoose from "mongoose";
import { findMongod } from "../../shared/provision/binaries.ts";
import { freePort, untilAccepting } from "../../shared/provision/port.ts";
import { startTied, type TiedProcess } from "../../shared/provision/tied-process.ts";

export type ReplicaSet = {
  url: string;
  /** The primary gives up its office to another member. */
  stepDown(): Promise<void>;
  /** kill -9 of the primary, which comes back after `away_ms` with its data. */
  killPrimary(away_ms: number): Promise<void>;
  stop(): Promise<void>;
};

const NAME = "three";
const MEMBERS = 3;
const PRIMARY_WITHIN_MS = 60_000;
/** How long a primary that stepped down is no candidate. */
const STEP_DOWN_S = 10;

type Member = { port: number; dbPath: string; process: TiedProcess };

async function startMember(binary: string, port: number, dbPath: string): Promise<TiedProcess> {
  const member = await startTied(binary, [
    ...["--replSet", NAME, "--bind_ip", "127.0.0.1", "--nounixsocket", "--port", String(port)],
    ...["--dbpath", dbPath, "--logpath", `${dbPath}.log`, "--logappend", "--quiet"],
    ...["--wiredTigerCacheSizeGB", "0.25", "--setParameter", "transactionLifetimeLimitSeconds=10"],
  ]);
  const ended = new AbortController();
  void member.exited.then(() => ended.abort());
  await untilAccepting(port, ended.signal);
  return member;
}

const directly = (port: number) =>
  mongoose.mongo.MongoClient.connect(`mongodb://127.0.0.1:${port}/?directConnection=true`, {
    serverSelectionTimeoutMS: 5000,
  });

async function isPrimary({ port }: Member): Promise<boolean> {
  try {
    const client = await directly(port);
    try {
      return (await client.db("admin").command({ hello: 1 })).isWritablePrimary === true;
    } finally {
      await client.close();
    }
  } catch {
    return false;
  }
}

async function primaryOf(members: readonly Member[]): Promise<Member> {
  const until = performance.now() + PRIMARY_WITHIN_MS;
  while (performance.now() < until) {
    for (const member of members) if (await isPrimary(member)) return member;
    await pause(50);
  }
  throw new Error("The replica set has no primary.");
}

export async function startReplicaSet(): Promise<ReplicaSet> {
  const { path } = await findMongod();
  const dir = await mkdtemp(join(tmpdir(), "backroom-set-"));
  const members: Member[] = [];
  for (let i = 0; i < MEMBERS; i++) {
    const [port, dbPath] = [await freePort(), join(dir, `member-${i}`)];
    await mkdir(dbPath);
    members.push({ port, dbPath, process: await startMember(path, port, dbPath) });
  }
  const client = await directly(members[0]!.port);
  const config = members.map(({ port }, _id) => ({ _id, host: `127.0.0.1:${port}` }));
  await client.db("admin").command({ replSetInitiate: { _id: NAME, members: config } });
  await client.close();
  await primaryOf(members);
  return {
    url: `mongodb://${config.map(({ host }) => host).join()}/?replicaSet=${NAME}`,
    async stepDown() {
      const { port } = await primaryOf(members);
      const primary = await directly(port);
      await primary.db("admin").command({ replSetStepDown: STEP_DOWN_S });
      await primary.close();
    },
    async killPrimary(away_ms) {
      const primary = await primaryOf(members);
      primary.process.kill("SIGKILL");
      await primary.process.exited;
      await pause(away_ms);
      primary.process = await startMember(path, primary.port, primary.dbPath);
    },
    async stop() {
      for (const { process } of members) process.kill("SIGKILL");
      await Promise.all(members.map(({ process }) => process.exited));
      await rm(dir, { recursive: true, force: true });
    },
  };
}
