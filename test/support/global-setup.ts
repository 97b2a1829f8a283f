import { randomUUID } from "node:crypto";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cachedPrograms } from "../../app/bundle.ts";
import { startMongo } from "../../shared/provision/mongo.ts";
import { startNats } from "../../shared/provision/nats.ts";

declare global {
  /** The servers that the setup started, for the teardown. */
  var testServers: Array<{ stop(): Promise<void> }> | undefined;
}

/** Tests of these folders use no server, so a run of nothing else starts none. */
const serverless = /^(\.\/|.*\/)?test\/(unit|architecture|types)(\/|$)/;

/** For the collections of all suites that run at once. */
const CACHE_MB = 1024;

async function mongo(): Promise<void> {
  const given = process.env.TEST_MONGO_URL;
  if (given) {
    globalThis.testServers?.push({ stop: async () => (await import("./namespaces.ts")).dropAll(given) });
    return;
  }
  const started = await startMongo({ ephemeral: true, cacheMb: CACHE_MB, log: console.log });
  globalThis.testServers?.push(started);
  process.env.TEST_MONGO_URL = started.url;
}

async function bundles(): Promise<void> {
  process.env.TEST_PROGRAMS = await cachedPrograms();
}

async function nats(): Promise<void> {
  if (process.env.TEST_NATS_URL) return;
  const storeDir = await mkdtemp(join(tmpdir(), "backroom-nats-"));
  const started = await startNats({ storeDir, ephemeral: true, log: console.log });
  globalThis.testServers?.push(started);
  process.env.TEST_NATS_URL = started.url;
}

/**
 * One mongod and one nats-server for a whole run, unless TEST_MONGO_URL and TEST_NATS_URL name ones that run already.
 * The workers inherit the environment. Both die with this process, however it ends.
 */
export default async function globalSetup(run: { testPathPatterns: { patterns: string[] } }): Promise<void> {
  const { patterns } = run.testPathPatterns;
  if (patterns.length > 0 && patterns.every((pattern) => serverless.test(pattern))) return;
  globalThis.testServers = [];
  process.env.TEST_RUN = randomUUID().slice(0, 8);
  const results = await Promise.allSettled([mongo(), nats(), bundles()]);
  const failed = results.find((result) => result.status === "rejected");
  if (failed === undefined) return;
  const error = failed.reason as Error;
  error.stack = error.message;
  throw error;
}
