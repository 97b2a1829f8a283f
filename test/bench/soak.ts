/**
 * `npm run soak [-- --minutes 10] [--share 0.7] [--connections 10]`: one process under a mixed load at a share of what it
 * can do. Prints each minute's rate, memory, connections, outbox and lag, then the verifier's table; exit code 1 when a
 * request failed or the verifier finds a breach.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { parseArgs } from "node:util";
import Table from "cli-table3";
import { tableOf } from "../../app/verify/table.ts";
import { verify } from "../../app/verify/verify.ts";
import { startMongo } from "../../shared/provision/mongo.ts";
import { TEST_KEY } from "../support/key.ts";
import { connectionTo, measure, type Script } from "./load.ts";
import { operationsOf } from "./operations.ts";
import { seedShop } from "./seed.ts";
import { memory, startOne, stop, type Target } from "./stack.ts";

const { values: options } = parseArgs({
  options: {
    minutes: { type: "string", default: "10" },
    share: { type: "string", default: "0.7" },
    connections: { type: "string", default: "10" },
  },
});
const connections = Number(options.connections);
const MINUTE_MS = 60_000;
/** Of twenty operations of a shop's day. */
const mix: Record<string, number> = { "read one": 7, page: 5, search: 1, create: 3, sale: 2, "ring up": 2 };

type Minute = { done: number; failed: number; slowest_ms: number };

/** Keeps to a rate on each connection: a slow answer is made up for, so the load does not depend on how it goes. */
async function paced(target: Target, script: Script, per_second: number, ms: number): Promise<Minute> {
  const minute: Minute = { done: 0, failed: 0, slowest_ms: 0 };
  const gap_ms = (1000 * connections) / per_second;
  const begun = performance.now();
  await Promise.all(
    Array.from({ length: connections }, async (_, n) => {
      const { send, close } = connectionTo(target.url, target.key);
      for (let due = begun + (gap_ms * n) / connections; due < begun + ms; due += gap_ms) {
        await pause(Math.max(0, due - performance.now()));
        const started = performance.now();
        await script(async (...request) => {
          const sent = await send(...request);
          if (sent.status >= 300) minute.failed += 1;
          return sent;
        });
        minute.done += 1;
        minute.slowest_ms = Math.max(minute.slowest_ms, performance.now() - started);
      }
      close();
    }),
  );
  return minute;
}

/** Sums of what /metrics tells of all services. */
async function gauges({ url }: Target): Promise<(name: string) => number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return (name) =>
    text
      .split("\n")
      .filter((line) => line.startsWith(`backroom_${name}{`))
      .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(" "))), 0);
}

const folder = await mkdtemp(join(tmpdir(), "backroom-soak-"));
const mongo = await startMongo({ dataDir: folder, log: (line) => process.stderr.write(`${line}\n`) });
const target = await startOne({ mongo_url: mongo.url, nats_url: "", folder }, { namespace: "soak" });
let failures = 0;
try {
  const shop = { org_id: "", ...(await seedShop(target)) };
  const all = operationsOf("native", shop);
  const scripts = Object.entries(mix).flatMap(([name, times]) =>
    Array.from({ length: times }, () => all.find((each) => each.name === name)!.script),
  );
  const any: Script = (send) => scripts[Math.floor(Math.random() * scripts.length)]!(send);
  await measure(target.url, target.key, any, connections, 5000);
  const { per_second: most } = await measure(target.url, target.key, any, connections, 15_000);
  const rate = most * Number(options.share);
  console.log(`capacity ${most.toFixed(0)} operations a second; ${rate.toFixed(0)} from here on`);
  const head = ["minute", "op/s", "failed", "slowest ms", "MiB", "connections", "outbox", "lag", "sagas"];
  const table = new Table({ head, style: { head: [], border: [] } });
  for (let n = 1; n <= Number(options.minutes); n++) {
    const { done, failed, slowest_ms } = await paced(target, any, rate, MINUTE_MS);
    const [rss, of] = await Promise.all([memory(target), gauges(target)]);
    failures += failed;
    const row = [n, (done / 60).toFixed(0), failed, slowest_ms.toFixed(0), rss.toFixed(0)];
    const waiting = ["outbox_rows", "consumer_lag_events", "sagas_running"].map(of);
    table.push([...row, of("mongo_connections_open"), ...waiting]);
    process.stderr.write(`minute ${n}: ${row.join(", ")}\n`);
  }
  console.log(table.toString());
  const results = await verify({
    mongo_url: mongo.url,
    namespace: "soak",
    secret_key: TEST_KEY,
    settle_ms: 60_000,
  });
  console.log(tableOf(results));
  if (failures > 0 || results.some(({ breaches }) => breaches.size > 0)) process.exitCode = 1;
} finally {
  await Promise.all(target.nodes.map(stop));
  await mongo.stop();
  await rm(folder, { recursive: true, force: true });
}
