/**
 * `npm run bench [-- --quick] [--ops read,sale] [--targets floor,one,six,more,tenfold] [--connections 10] [--items 10000]
 * [--rounds 3]`: starts everything, measures in interleaved rounds, prints medians beside the floor's. `more` is one process with
 * 894 routes more, `tenfold` one with ten times the items: what they cost beside one process is the growth. CPU is that of the servers and of mongod together: of all figures the one that other work on the machine moves least.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { startMongo } from "../../shared/provision/mongo.ts";
import { startNats } from "../../shared/provision/nats.ts";
import { countPerOperation } from "./counts.ts";
import { measure } from "./load.ts";
import { MORE_ROUTES } from "./more-routes.ts";
import { type Operation, operationsOf } from "./operations.ts";
import { type Shop, seedBackroom, seedFloor } from "./seed.ts";
import {
  cpuMs,
  memory,
  type Servers,
  startFloor,
  startMore,
  startOne,
  startSix,
  stop,
  type Target,
} from "./stack.ts";
import { type Case, type Costed, grown, label, median, printGrowth, printMeasured } from "./tables.ts";

const { values: options } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    ops: { type: "string" },
    targets: { type: "string", default: "floor,one,six,more,tenfold" },
    connections: { type: "string", default: "1,10,50" },
    items: { type: "string", default: "10000" },
    rounds: { type: "string", default: "3" },
    counts: { type: "boolean", default: true },
  },
  allowNegative: true,
});
const chosen = (name: string) => options.targets.split(",").includes(name);
const wanted = (name: string) => !options.ops || options.ops.split(",").some((each) => name.startsWith(each));
const connections = options.connections.split(",").map(Number);
const rounds = Number(options.rounds);
const duration_ms = options.quick ? 700 : 2500;
const items = Number(options.items);

const say = (line: string) => process.stderr.write(`${line}\n`);
async function startAll(servers: Servers): Promise<{ target: Target; operations: Operation[] }[]> {
  const first = await startOne(servers, { namespace: "bench" });
  const shop = await seedBackroom(servers.mongo_url, first, items);
  const backroom = (of: Shop) => [...operationsOf("native", of), ...operationsOf("consigncloud", of)];
  const all = [{ target: first, operations: backroom(shop) }];
  if (chosen("floor")) {
    const floor = await startFloor(servers, "bench");
    await seedFloor(servers.mongo_url, first, floor, shop);
    all.unshift({ target: floor, operations: operationsOf("floor", shop) });
  }
  if (chosen("six")) {
    const six = await startSix(servers, "benchsix");
    all.push({ target: six, operations: backroom(await seedBackroom(servers.mongo_url, six, items)) });
  }
  if (chosen("more")) {
    const more = await startMore(servers, "benchmore");
    say(`${more.name}: ${MORE_ROUTES} copies of real ones`);
    all.push({ target: more, operations: backroom(await seedBackroom(servers.mongo_url, more, items)) });
  }
  if (chosen("tenfold")) {
    const tenfold = {
      ...(await startOne(servers, { namespace: "benchtenfold", name: "tenfold" })),
      name: "one, 10 × data",
    };
    const shop10 = await seedBackroom(servers.mongo_url, tenfold, items * 10);
    all.push({ target: tenfold, operations: backroom(shop10) });
  }
  return all.filter(({ target }) => chosen("one") || target !== first);
}

async function costed({ target, operation, connections }: Case, mongod: number): Promise<Costed> {
  const pids = [mongod, ...target.nodes.map(({ child }) => child.pid!)];
  const before = await cpuMs(pids);
  const measured = await measure(target.url, target.key, operation.script, connections, duration_ms);
  return { ...measured, cpu_ms: ((await cpuMs(pids)) - before) / measured.times };
}

async function measureAll(cases: Case[], mongod: number): Promise<void> {
  const warming = new Map(cases.map((each) => [`${each.target.name} ${label(each)}`, each]));
  for (const { target, operation } of warming.values())
    await measure(target.url, target.key, operation.script, 10, options.quick ? 700 : 2000);
  for (let round = 1; round <= rounds; round++) {
    say(`round ${round} of ${rounds}`);
    for (const each of cases) each.measured.push(await costed(each, mongod));
  }
}

/** Growth is looked at with ten connections. */
const GROWTH_AT = connections.includes(10) ? 10 : connections[0]!;

async function main(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "backroom-bench-"));
  const mongo = await startMongo({ dataDir: folder, log: say });
  const nats = await startNats({ storeDir: join(folder, "nats"), ephemeral: true, log: say });
  const servers = { mongo_url: mongo.url, nats_url: nats.url, folder };
  const running: Target[] = [];
  try {
    say("starting and seeding");
    const all = await startAll(servers);
    running.push(...all.map(({ target }) => target));
    const cases = all
      .flatMap(({ target, operations }) =>
        operations
          .filter(({ name }) => wanted(name))
          .flatMap((operation) =>
            (grown.has(target.name) ? [GROWTH_AT] : connections).map(
              (each): Case => ({ target, operation, connections: each, measured: [] }),
            ),
          ),
      )
      .sort((a, b) => a.operation.name.localeCompare(b.operation.name) || a.connections - b.connections);
    await measureAll(cases, mongo.pid);
    printMeasured(cases);
    printGrowth(cases);
    for (const { target } of all) {
      const rss = await memory(target);
      const ready = Math.max(...target.nodes.map((each) => each.ready_ms));
      console.log(
        `${target.name}: ready after ${(ready / 1000).toFixed(1)} s on a fresh database, ${rss.toFixed(0)} MiB after load`,
      );
    }
    const one = all.find(({ target }) => target.name === "one process");
    if (one) await printWarmStart(servers, one.target);
    if (options.counts) await countPerOperation(servers, all, wanted);
  } finally {
    await Promise.allSettled(running.flatMap(({ nodes }) => nodes.map(stop)));
    await nats.stop();
    await mongo.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function printWarmStart(servers: Servers, { namespace, key }: Target): Promise<void> {
  const times: number[] = [];
  for (let i = 0; i < 3; i++) {
    const again = await startOne(servers, { namespace, key, name: `warm${i}` });
    times.push(again.nodes[0]!.ready_ms);
    await stop(again.nodes[0]!);
  }
  console.log(`one process, warm database: ready after ${(median(times) / 1000).toFixed(2)} s (median of 3)`);
}

await main();
