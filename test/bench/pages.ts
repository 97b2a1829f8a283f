/**
 * `npm run bench:pages [-- --rounds 60]`: what pages of Mercato's list of orders cost, of 10,000 and of 100,000 orders: the first
 * and the hundredth, both also after a write, when total and position are counted anew. Interleaved, so that other load on the
 * machine meets all alike; CPU is that of the process and of mongod.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import Table from "cli-table3";
import { startMongo } from "../../shared/provision/mongo.ts";
import { manyOrders } from "../support/order-rows.ts";
import { wireTo } from "../support/wire.ts";
import { cpuMs, type Servers, startOne, stop, type Target } from "./stack.ts";
import { median } from "./tables.ts";

const SIZES = [10_000, 100_000] as const;
const { values } = parseArgs({ options: { rounds: { type: "string", default: "60" } } });
const rounds = Number(values.rounds);

type Took = { ms: number[]; cpu: number[] };
type Measured = { name: string; work(): Promise<unknown>; pids: readonly number[]; took: Took };

const line = { currencyCode: "USD", name: "Coat", quantity: 2, unitPriceNet: 100, taxRate: 20 };
const body = { currencyCode: "USD", lines: [line, line, line] };

/** A shop with so many orders, and what is measured of it. */
async function shopOf(servers: Servers, mongod: number, count: number) {
  const target: Target = await startOne(servers, { namespace: `pages${count}`, name: `${count} orders` });
  const { ok } = wireTo(`${target.url}/mercato/api`, target.key);
  const { id } = await ok("POST", "/sales/orders", body);
  await manyOrders({ mongo_url: servers.mongo_url, namespace: target.namespace }, id, count);
  const page = (number: number) => ok("GET", `/sales/orders?page=${number}`);
  const pids = [mongod, target.nodes[0]!.child.pid!];
  const measured = (name: string, work: () => Promise<unknown>): Measured => ({
    ...{ name: `${name} of ${count}`, work, pids, took: { ms: [], cpu: [] } },
  });
  const cells = [measured("page 1", () => page(1)), measured("page 100", () => page(100))];
  const fresh = [
    measured("page 1, after a write", () => page(1)),
    measured("page 100, after a write", () => page(100)),
  ];
  const write = () => ok("PUT", "/sales/orders", { id, comment: String(Math.random()) });
  return { target, cells: [...fresh, ...cells], write };
}

async function measure({ work, pids, took }: Measured): Promise<void> {
  const [cpu, begun] = [await cpuMs(pids), performance.now()];
  await work();
  took.ms.push(performance.now() - begun);
  took.cpu.push((await cpuMs(pids)) - cpu);
}

const mean = (of: readonly number[]): number => of.reduce((sum, each) => sum + each, 0) / of.length;

const folder = await mkdtemp(join(tmpdir(), "backroom-pages-"));
const mongo = await startMongo({ dataDir: folder, log: () => undefined });
const servers: Servers = { mongo_url: mongo.url, nats_url: "", folder };
const shops: Awaited<ReturnType<typeof shopOf>>[] = [];
try {
  for (const count of SIZES) shops.push(await shopOf(servers, mongo.pid, count));
  const warming = Math.ceil(rounds / 4);
  for (let i = -warming; i < rounds; i++)
    for (const { cells, write } of shops) {
      await write();
      for (const each of cells) await (i < 0 ? each.work() : measure(each));
    }
  const all = shops.flatMap(({ cells }) => cells);
  const first = all.find(({ name }) => name === `page 1 of ${SIZES[0]}`);
  const table = new Table({ head: ["page", "p50", "× page 1 of 10,000", "CPU", "×"] });
  for (const { name, took } of all) {
    const [ms, cpu] = [median(took.ms), mean(took.cpu)];
    const [firstMs, firstCpu] = [median(first!.took.ms), mean(first!.took.cpu)];
    table.push([
      ...[name, `${ms.toFixed(2)} ms`, (ms / firstMs).toFixed(2)],
      ...[`${cpu.toFixed(2)} ms`, (cpu / firstCpu).toFixed(2)],
    ]);
  }
  process.stdout.write(`${table.toString()}\n`);
} finally {
  await Promise.all(shops.map(({ target }) => stop(target.nodes[0]!)));
  await mongo.stop();
  await rm(folder, { recursive: true, force: true });
}
