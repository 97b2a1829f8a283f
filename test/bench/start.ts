/**
 * `npm run bench:start [-- --rounds 3]`: how long a start takes on databases that are not there yet, as it is and with 150
 * resources more, and how long a first organization takes then. The compile cache is warm, as after any first start.
 */
import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { nodeNames } from "../../app/node.ts";
import { type RunningProcess, startProcess } from "../../app/process.ts";
import { createOrganization } from "../../services/accounts/public.ts";
import { startMongo } from "../../shared/provision/mongo.ts";
import { TEST_KEY } from "../support/key.ts";
import { MORE_RESOURCES } from "./more-resources.ts";
import { cpuMs, type Servers, startOne, stop } from "./stack.ts";
import { median } from "./tables.ts";

const { values } = parseArgs({ options: { rounds: { type: "string", default: "3" } } });
const rounds = Number(values.rounds);
const fresh = () => `start${randomUUID().slice(0, 8)}`;

/** CPU is that of the process and of mongod: what else runs on the machine moves it least. */
type Took = { ms: number; cpu_ms: number };

async function took(pids: readonly number[], work: () => Promise<unknown>): Promise<Took> {
  const [begun, cpu] = [performance.now(), await cpuMs(pids)];
  await work();
  return { ms: performance.now() - begun, cpu_ms: (await cpuMs(pids)) - cpu };
}

async function startedIn(servers: Servers, mongod: number, name: string, node: string[]): Promise<Took> {
  const before = await cpuMs([mongod]);
  const { nodes } = await startOne(servers, { namespace: fresh(), key: "none", name, node, sources: true });
  const [{ child, ready_ms }] = nodes as [(typeof nodes)[number]];
  const cpu_ms = (await cpuMs([mongod, child.pid!])) - before;
  await stop(nodes[0]!);
  return { ms: ready_ms, cpu_ms };
}

/** All services in this process on databases that are not there: their start, then their first organization. */
async function databases(mongo_url: string, mongod: number): Promise<{ start: Took; organization: Took }> {
  const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const pids = [mongod, process.pid];
  let running: RunningProcess | undefined;
  const start = await took(pids, async () => {
    running = await startProcess({
      names: nodeNames,
      mongo_url,
      namespace: fresh(),
      secret_key: TEST_KEY,
      host: "127.0.0.1",
      port: 0,
      rate: null,
      request_timeout_ms: 30_000,
      shutdown_timeout_ms: 5000,
      log: quiet,
    });
  });
  const organization = await took(pids, () =>
    running!.call(createOrganization, { name: "Fresh", owner_email: "owner@fresh.example" }),
  );
  await running!.stop();
  return { start, organization };
}

function told(name: string, times: Took[]): void {
  const [ms, cpu] = [times.map((each) => each.ms), times.map((each) => each.cpu_ms)];
  console.log(`${name}: ${median(ms).toFixed(0)} ms, CPU ${median(cpu).toFixed(0)} ms`);
}

const folder = await mkdtemp(join(tmpdir(), "backroom-bench-"));
const mongo = await startMongo({ dataDir: folder, log: () => undefined });
try {
  const servers = { mongo_url: mongo.url, nats_url: "", folder };
  const more = ["--import", join(import.meta.dirname, "more-resources.ts")];
  const [plain, grown, starts, organizations]: Took[][] = [[], [], [], []];
  // The first of each compiles.
  await startedIn(servers, mongo.pid, "plain", []);
  await startedIn(servers, mongo.pid, "grown", more);
  await databases(mongo.url, mongo.pid);
  for (let i = 0; i < rounds; i++) {
    plain!.push(await startedIn(servers, mongo.pid, "plain", []));
    grown!.push(await startedIn(servers, mongo.pid, "grown", more));
    const { start, organization } = await databases(mongo.url, mongo.pid);
    starts!.push(start);
    organizations!.push(organization);
  }
  told("a start on fresh databases, from the command to the banner", plain!);
  told(`the same with ${MORE_RESOURCES} resources more`, grown!);
  told("all services on fresh databases, in a warm process", starts!);
  told("the first organization of fresh databases", organizations!);
} finally {
  await mongo.stop();
  await rm(folder, { recursive: true, force: true });
}
