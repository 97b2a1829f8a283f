/**
 * A Backroom of six processes under a seeded workload while processes, lines and NATS fail one after another. Afterwards
 * everything is started again; the system must answer soon, and hold exactly what it answered.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { type LocalNats, startNats } from "../../shared/provision/nats.ts";
import { type Client, clientOf, type Json } from "../support/backroom.ts";
import { type Cluster, run as runCommand, startCluster } from "../support/processes.ts";
import { breachesIn } from "../support/verified.ts";
import { type ClientLog, emptyLog } from "./client-log.ts";
import { type Comparison, compare } from "./compare.ts";
import { type Ailment, type Line, proxyTo } from "./proxy.ts";
import { type Random, randomOf } from "./random.ts";
import { type Tenant, work } from "./workload.ts";

export type RigOptions = {
  seed: number;
  /** How long faults go on. */
  seconds: number;
  /** So many faults at least, however long they take. */
  faults?: number;
  tenants: number;
  registers: number;
  mongo_url: string;
  say?: (line: string) => void;
};

export type RigResult = Comparison & {
  log: ClientLog;
  faults: Map<string, number>;
  /** From the end of the last fault until every tenant is answered again. */
  served_s: number;
  /** From then until the verifier finds nothing. */
  consistent_s: number;
  breaches: string[];
  seconds: number;
};

type Rig = {
  cluster: Cluster;
  gateway_port: string;
  nats: { server: LocalNats; dir: string };
  lines: { mongo: Line; nats: Line };
  random: Random;
};

async function startRig({ mongo_url, seed }: RigOptions): Promise<Rig> {
  const dir = await mkdtemp(join(tmpdir(), "backroom-fault-"));
  const server = await startNats({ storeDir: dir });
  const lines = {
    mongo: await proxyTo(Number(new URL(mongo_url).port)),
    nats: await proxyTo(Number(new URL(server.url).port)),
  };
  const env = {
    MONGO_URL: `mongodb://127.0.0.1:${lines.mongo.port}/?directConnection=true`,
    NATS_URL: `nats://127.0.0.1:${lines.nats.port}`,
    LOG_LEVEL: "silent",
  };
  const cluster = await startCluster({ env });
  return {
    cluster,
    gateway_port: new URL(cluster.url).port,
    nats: { server, dir },
    lines,
    random: randomOf(seed),
  };
}

async function tenantOf(cluster: Cluster, number: number): Promise<Tenant> {
  const args = ["app/cli.ts", "create-organization", "--name", `Tenant ${number}`];
  const email = ["--owner-email", `owner@tenant${number}.example`];
  const made = await runCommand(process.execPath, [...args, ...email], cluster.env);
  if (made.code !== 0) throw new Error(made.errors);
  const { organization, key } = JSON.parse(made.output) as Json;
  const { ok }: Client = clientOf(cluster.url, key);
  const store = await ok.post("/stores", { name: "Main Street", timezone: "Europe/Oslo" });
  const [spot] = (await ok.get(`/locations?store_id=${store.id}`)).data;
  const account = await ok.post("/accounts", {
    first_name: "Ada",
    is_vendor: true,
    default_split: 600_000,
    default_return_days: 0,
  });
  await ok.post("/taxes", { name: "Sales tax", rate_ppm: 88_750, type: "exclusive", default_on: true });
  await ok.post("/balance-entries", {
    account_id: account.id,
    amount: 5_000_000,
    memo: "Opening",
    type: "opening",
  });
  return {
    name: `Tenant ${number}`,
    key,
    slug: organization,
    store: store.id,
    location: spot.id,
    account: account.id,
  };
}

/** A process again, as it was started. */
function again({ cluster, gateway_port }: Rig, name: string): Promise<unknown> {
  return cluster.start(name, [name], name === "gateway" ? { PORT: gateway_port } : {});
}

async function suffering(line: Line, ailment: Ailment, ms: number): Promise<void> {
  line.suffer(ailment);
  await pause(ms);
  line.suffer({ kind: "none" });
}

async function natsAgain(rig: Rig, wiped: boolean): Promise<void> {
  const port = Number(new URL(rig.nats.server.url).port);
  await rig.nats.server.kill();
  if (wiped) await rm(rig.nats.dir, { recursive: true, force: true });
  await pause(500 + rig.random.below(1500));
  rig.nats.server = await startNats({ storeDir: rig.nats.dir, port });
}

type Fault = { name: string; strike(rig: Rig): Promise<void> };

const faults: readonly Fault[] = [
  ...Array.from(
    { length: 4 },
    (): Fault => ({
      name: "kill -9",
      async strike(rig) {
        const name = rig.random.pick([...rig.cluster.nodes.keys()]);
        const node = rig.cluster.nodes.get(name)!;
        node.child.kill("SIGKILL");
        await node.ended;
        await pause(rig.random.below(1000));
        await again(rig, name);
      },
    }),
  ),
  {
    name: "kill -9 of all",
    async strike(rig) {
      const names = [...rig.cluster.nodes.keys()];
      for (const name of names) rig.cluster.nodes.get(name)!.child.kill("SIGKILL");
      await Promise.all(names.map((name) => rig.cluster.nodes.get(name)!.ended));
      await Promise.all(names.map((name) => again(rig, name)));
    },
  },
  ...Array.from(
    { length: 2 },
    (): Fault => ({
      name: "SIGSTOP",
      async strike({ cluster, random }) {
        const { child } = cluster.nodes.get(random.pick([...cluster.nodes.keys()]))!;
        child.kill("SIGSTOP");
        await pause(1000 + random.below(8000));
        child.kill("SIGCONT");
      },
    }),
  ),
  ...(["mongo", "nats"] as const).flatMap((line): Fault[] => [
    {
      name: `${line} slow`,
      strike: ({ lines, random }) =>
        suffering(lines[line], { kind: "delay", ms: 20 + random.below(200) }, 3000),
    },
    {
      name: `${line} cut`,
      strike: ({ lines, random }) => suffering(lines[line], { kind: "cut" }, 200 + random.below(3000)),
    },
    { name: `${line} half open`, strike: ({ lines }) => suffering(lines[line], { kind: "half_open" }, 2500) },
  ]),
  { name: "nats killed", strike: (rig) => natsAgain(rig, false) },
  { name: "nats wiped", strike: (rig) => natsAgain(rig, true) },
];

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

async function untilConsistent(place: { mongo_url: string; namespace: string }) {
  const begun = performance.now();
  const breaches = await breachesIn(place, 90_000);
  return { breaches, consistent_s: (performance.now() - begun) / 1000 };
}

async function strikeOn(rig: Rig, options: RigOptions, counts: Map<string, number>): Promise<void> {
  const until = Date.now() + options.seconds * 1000;
  for (let struck = 0; Date.now() < until || struck < (options.faults ?? 0); struck++) {
    const fault = rig.random.pick(faults);
    options.say?.(`${new Date().toISOString()} ${fault.name}`);
    counts.set(fault.name, (counts.get(fault.name) ?? 0) + 1);
    await fault.strike(rig);
    // Long enough for some to be served and some not.
    await pause(1000 + rig.random.below(3000));
  }
}

export async function runRig(options: RigOptions): Promise<RigResult> {
  const begun = performance.now();
  const rig = await startRig(options);
  const { cluster, lines } = rig;
  try {
    const tenants: Tenant[] = [];
    for (let i = 0; i < options.tenants; i++) tenants.push(await tenantOf(cluster, i + 1));
    const log = emptyLog();
    const counts = new Map<string, number>();
    let over = false;
    const working = tenants.flatMap((tenant, t) => {
      const contested: string[] = [];
      return Array.from({ length: options.registers }, (_, r) => {
        const random = randomOf(options.seed * 1000 + t * 100 + r);
        const till = { url: cluster.url, tenant, log, random, pieces: [], contested, sales: [] };
        return work(till, () => over);
      });
    });
    await strikeOn(rig, options, counts);
    over = true;
    const served_s = await untilServed(cluster.url, tenants);
    await Promise.all(working);
    const { namespace } = cluster;
    const checked = await untilConsistent({ mongo_url: options.mongo_url, namespace });
    const compared = await compare(cluster.url, tenants, log);
    return {
      ...compared,
      ...checked,
      log,
      faults: counts,
      served_s,
      seconds: (performance.now() - begun) / 1000,
    };
  } finally {
    for (const { child } of cluster.nodes.values()) child.kill("SIGCONT");
    await cluster.stop();
    await Promise.all([lines.mongo.close(), lines.nats.close()]);
    await rig.nats.server.stop();
    await rm(rig.nats.dir, { recursive: true, force: true });
  }
}
