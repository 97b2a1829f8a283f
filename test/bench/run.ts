/**
 * `npm run bench [-- --quick] [--ops read,sale] [--targets floor,one,six,more] [--connections 10] [--items 10000] [--rounds 3]`:
 * starts everything, measures in interleaved rounds, prints medians beside the floor's. `more` is one process with 894 routes
 * more. CPU is that of the servers and of mongod together: of all figures the one that other work on the machine moves least.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import Table from "cli-table3";
import { startMongo } from "../../shared/provision/mongo.ts";
import { startNats } from "../../shared/provision/nats.ts";
import { countPerOperation } from "./counts.ts";
import { type Measured, measure } from "./load.ts";
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

const { values: options } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    ops: { type: "string" },
    targets: { type: "string", default: "floor,one,six,more" },
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

type Costed = Measured & { cpu_ms: number };
type Case = { target: Target; operation: Operation; connections: number; measured: Costed[] };

const say = (line: string) => process.stderr.write(`${line}\n`);
const median = (of: number[]) => [...of].sort((a, b) => a - b)[Math.floor(of.length / 2)]!;
const medianOf = (each: Case, what: keyof Costed) => median(each.measured.map((one) => one[what]));

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
  return all.filter(({ target }) => chosen("one") || target !== first);
}

async function costed({ target, operation, connections }: Case, mongod: number): Promise<Costed> {
  const pids = [mongod, ...target.nodes.map(({ child }) => child.pid!)];
  const before = await cpuMs(pids);
  const measured = await measure(target.url, target.key, operation.script, connections, duration_ms);
  return { ...measured, cpu_ms: ((await cpuMs(pids)) - before) / measured.times };
}

async function measureAll(cases: Case[], mongod: number): Promise<void> {
  for (const { target, operation } of cases.filter((each) => each.connections === connections[0]))
    await measure(target.url, target.key, operation.script, 10, options.quick ? 700 : 2000);
  for (let round = 1; round <= rounds; round++) {
    say(`round ${round} of ${rounds}`);
    for (const each of cases) each.measured.push(await costed(each, mongod));
  }
}

const label = ({ operation }: Case) =>
  operation.words === "consigncloud" ? `${operation.name} (ConsignCloud)` : operation.name;

/** The floor does a sale in one request: the same row stands beside all ways of making one. */
function floorOf(cases: Case[], each: Case): Case | undefined {
  const name = each.operation.name === "ring up" ? "sale" : each.operation.name;
  return cases.find(
    (one) =>
      one.operation.words === "floor" && one.operation.name === name && one.connections === each.connections,
  );
}

function printMeasured(cases: Case[]): void {
  const table = new Table({
    head: [
      "operation",
      "target",
      "conn",
      "op/s",
      "of floor",
      "p50 ms",
      "× floor",
      "p99 ms",
      "CPU ms",
      "× floor",
      "bytes",
      "failed",
    ],
    style: { head: [], border: [] },
  });
  for (const each of cases) {
    const floor = floorOf(cases, each);
    const [rate, p50] = [medianOf(each, "per_second"), medianOf(each, "p50_ms")];
    table.push([
      label(each),
      each.target.name,
      each.connections,
      rate.toFixed(0),
      floor ? (rate / medianOf(floor, "per_second")).toFixed(2) : "",
      p50.toFixed(2),
      floor ? (p50 / medianOf(floor, "p50_ms")).toFixed(1) : "",
      medianOf(each, "p99_ms").toFixed(1),
      medianOf(each, "cpu_ms").toFixed(1),
      floor ? (medianOf(each, "cpu_ms") / medianOf(floor, "cpu_ms")).toFixed(1) : "",
      medianOf(each, "bytes").toFixed(0),
      each.measured.reduce((sum, one) => sum + one.failed, 0),
    ]);
  }
  console.log(table.toString());
}

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
            connections.map((each): Case => ({ target, operation, connections: each, measured: [] })),
          ),
      )
      .sort((a, b) => a.operation.name.localeCompare(b.operation.name) || a.connections - b.connections);
    await measureAll(cases, mongo.pid);
    printMeasured(cases);
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
