/**
 * A Backroom of six processes under a seeded workload while processes, lines and NATS fail one after another. Afterwards
 * everything is started again; the system must answer soon, and hold exactly what it answered.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { leftOver } from "../../app/verify/checks/left-over.ts";
import { openStores } from "../../app/verify/stores.ts";
import { type Result, verify } from "../../app/verify/verify.ts";
import { startNats } from "../../shared/provision/nats.ts";
import { clientOf } from "../support/backroom.ts";
import { TEST_KEY } from "../support/key.ts";
import { startCluster } from "../support/processes.ts";
import type { ReplicaSet } from "../support/replica-set.ts";
import { throughPort } from "../support/servers.ts";
import { type ClientLog, clientLog } from "./client-log.ts";
import { compare } from "./compare.ts";
import { type Fault, faults, longFault, memberFaults, type Rig } from "./faults.ts";
import { startHooks } from "./hooks.ts";
import { proxyTo } from "./proxy.ts";
import { randomOf } from "./random.ts";
import type { Comparison } from "./reading.ts";
import { tenantOf } from "./tenant.ts";
import type { Tenant } from "./till.ts";
import { work } from "./workload.ts";

export type RigOptions = {
  seed: number;
  /** How long faults go on. */
  seconds: number;
  /** So many faults at least, however long they take. */
  faults?: number;
  tenants: number;
  registers: number;
  mongo_url: string;
  /** The members of that MongoDB: then they fail, and nothing else. */
  members?: ReplicaSet | undefined;
  say?: ((line: string) => void) | undefined;
};

export type Webhooks = {
  deliveries: number;
  /** Delivered again after an answer that never came, or that was 500. */
  repeated: number;
  refused: number;
  away: number;
  /** From the end of the last fault until every finalized sale was told. */
  told_s: number;
};

export type RigResult = Comparison & {
  log: ClientLog;
  faults: Map<string, number>;
  /** From the end of the last fault until every tenant is answered again. */
  served_s: number;
  /** From then until nothing is on its way any more, as the verifier confirms. */
  consistent_s: number;
  /** Of the verifier, check by check. */
  results: Result[];
  breaches: string[];
  webhooks: Webhooks;
  seconds: number;
};

/** To the one mongod; the members of a set are told to clients one by one, and no proxy stands before them. */
async function lineToMongo({ mongo_url, members }: RigOptions) {
  if (members) return { url: mongo_url, line: null };
  const line = await proxyTo(Number(new URL(mongo_url).port));
  return { url: throughPort(mongo_url, line.port), line };
}

async function startRig(options: RigOptions): Promise<Rig> {
  const { seed, members } = options;
  const dir = await mkdtemp(join(tmpdir(), "backroom-fault-"));
  const store = join(dir, "nats");
  const server = await startNats({ storeDir: store });
  const hooks = await startHooks(join(dir, "webhooks"), randomOf(seed + 1));
  const mongo = await lineToMongo(options);
  const lines = { mongo: mongo.line, nats: await proxyTo(Number(new URL(server.url).port)) };
  const env = {
    MONGO_URL: mongo.url,
    NATS_URL: `nats://127.0.0.1:${lines.nats.port}`,
    LOG_LEVEL: "silent",
    WEBHOOKS_ALLOWED_HOSTS: hooks.host,
  };
  const cluster = await startCluster({ env });
  return {
    cluster,
    gateway_port: new URL(cluster.url).port,
    nats: { server, dir: store },
    lines,
    members,
    hooks,
    dir,
    random: randomOf(seed),
  };
}

/** Until each tenant reads and writes again. */
async function untilServed(url: string, tenants: readonly Tenant[]): Promise<number> {
  const begun = performance.now();
  for (const { key, account } of tenants) {
    const { patch, get } = clientOf(url, key);
    for (;;) {
      const replies = await Promise.all([
        patch(`/accounts/${account}`, { phone_number: `${Date.now()}` }).catch(() => null),
        get("/sales?limit=1").catch(() => null),
        get("/contracts?limit=1").catch(() => null),
        get("/taxes?limit=1").catch(() => null),
        get("/items?limit=1").catch(() => null),
      ]);
      if (replies.every((reply) => reply?.status === 200)) break;
      if (performance.now() - begun > 120_000)
        throw new Error(
          `It does not serve any more: ${JSON.stringify(replies.map((reply) => reply?.status ?? 0))}`,
        );
      await pause(100);
    }
  }
  return (performance.now() - begun) / 1000;
}

type Place = { mongo_url: string; namespace: string };
const LEFT_MS = 90_000;

/** Whether anything is still on its way: cheap to ask, however much there is. */
async function isAtRest({ mongo_url, namespace }: Place): Promise<boolean> {
  const stores = await openStores({ mongo_url, namespace, secret_key: TEST_KEY });
  let left = 0;
  try {
    left += await stores.count("contracts", "provider_calls", { status: "due" });
    await leftOver.run(stores, {
      read: () => undefined,
      waits: () => undefined,
      breach: () => {
        left += 1;
      },
    });
  } finally {
    await stores.close();
  }
  return left === 0;
}

/** At rest, then looked through by the verifier; what it has to look at twice counts as time. */
async function untilConsistent(place: Place) {
  const begun = performance.now();
  const passed = () => (performance.now() - begun) / 1000;
  while (!(await isAtRest(place)) && passed() < LEFT_MS / 1000) await pause(200);
  let consistent_s = passed();
  let results = await verify({ ...place, secret_key: TEST_KEY });
  if (results.some(({ breaches }) => breaches.size > 0)) {
    results = await verify({ ...place, secret_key: TEST_KEY, settle_ms: LEFT_MS });
    consistent_s = passed();
  }
  const breaches = results.flatMap(({ check, breaches: found }) =>
    [...found].map(([id, what]) => `${check} ${id}: ${what}`),
  );
  return { breaches, results, consistent_s };
}

/** A delivery that failed four times is tried again after five minutes (WHK-3). */
const TOLD_MS = 360_000;

async function untilTold(rig: Rig, tenants: readonly Tenant[], log: ClientLog) {
  const begun = performance.now();
  const passed = () => performance.now() - begun;
  const allTold = async () => {
    const told = await rig.hooks.told();
    for (const { name } of tenants) {
      const own = told.get(name)?.sales;
      const entries = await log.entries(name);
      if (entries.some(({ what, id }) => what === "sale" && !own?.has(id))) return false;
    }
    return true;
  };
  while (!(await allTold()) && passed() < TOLD_MS) await pause(500);
  const told_s = passed() / 1000;
  const told = await rig.hooks.told();
  const total = (of: "deliveries" | "repeated") =>
    [...told.values()].reduce((sum, each) => sum + each[of], 0);
  const webhooks: Webhooks = {
    deliveries: total("deliveries"),
    repeated: total("repeated"),
    ...rig.hooks.failures(),
    told_s,
  };
  return { told, webhooks };
}

const LONG_S = 1800;
const BETWEEN_MEMBERS_MS = 20_000;

async function strikeOn(rig: Rig, options: RigOptions, counts: Map<string, number>): Promise<void> {
  const begun = Date.now();
  const passed_s = () => (Date.now() - begun) / 1000;
  const strike = async (fault: Fault) => {
    options.say?.(`${new Date().toISOString()} ${fault.name}`);
    counts.set(fault.name, (counts.get(fault.name) ?? 0) + 1);
    await fault.strike(rig);
    // Long enough for some to be served and some not; a set of members takes its time to elect another primary.
    await pause(rig.members ? BETWEEN_MEMBERS_MS : 1000 + rig.random.below(3000));
  };
  const own = rig.members ? memberFaults : faults;
  const isMiddle = () =>
    !rig.members &&
    options.seconds >= LONG_S &&
    passed_s() > options.seconds / 2 &&
    !counts.has(longFault.name);
  for (let struck = 0; passed_s() < options.seconds || struck < (options.faults ?? 0); struck++)
    await strike(isMiddle() ? longFault : rig.random.pick(own));
}

type Run = { options: RigOptions; rig: Rig; tenants: Tenant[]; log: ClientLog };

/** Registers at work while one fault follows the other; resolves when all have their answers. */
async function faultyDay({ options, rig, tenants, log }: Run) {
  const { url } = rig.cluster;
  const counts = new Map<string, number>();
  let over = false;
  const working = tenants.flatMap((tenant, t) => {
    const contested: string[] = [];
    return Array.from({ length: options.registers }, (_, r) => {
      const random = randomOf(options.seed * 1000 + t * 100 + r);
      const lists = { pieces: [], contested, sales: [], cloud_sales: [] };
      return work({ url, tenant, log, random, ...lists }, () => over);
    });
  });
  await strikeOn(rig, options, counts);
  over = true;
  rig.hooks.well();
  const served_s = await untilServed(url, tenants);
  await Promise.all(working);
  return { faults: counts, served_s };
}

async function endRig({ cluster, lines, nats, hooks, dir }: Rig): Promise<void> {
  for (const { child } of cluster.nodes.values()) child.kill("SIGCONT");
  await cluster.stop();
  await Promise.all([lines.mongo?.close(), lines.nats.close(), hooks.stop()]);
  await nats.server.stop();
  await rm(dir, { recursive: true, force: true });
}

const MOST_TOLD = 50;

export async function runRig(options: RigOptions): Promise<RigResult> {
  const begun = performance.now();
  const rig = await startRig(options);
  const { cluster } = rig;
  const log = clientLog(join(rig.dir, "answered"));
  try {
    const tenants: Tenant[] = [];
    for (let i = 0; i < options.tenants; i++) tenants.push(await tenantOf(rig, i + 1));
    const day = await faultyDay({ options, rig, tenants, log });
    options.say?.(`served after ${day.served_s.toFixed(1)} s`);
    const checked = await untilConsistent({
      mongo_url: options.mongo_url,
      namespace: cluster.namespace,
    });
    options.say?.(`consistent after ${checked.consistent_s.toFixed(1)} s`);
    for (const breach of checked.breaches.slice(0, MOST_TOLD)) options.say?.(breach);
    const { told, webhooks } = await untilTold(rig, tenants, log);
    const compared = await compare(cluster.url, tenants, log, told);
    const seconds = (performance.now() - begun) / 1000;
    return { ...compared, ...checked, ...day, log, webhooks, seconds };
  } finally {
    await log.close();
    await endRig(rig);
  }
}
