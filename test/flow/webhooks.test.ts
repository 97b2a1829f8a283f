/** Webhooks and a service beside ours over separate processes: what is killed loses nothing and doubles nothing in effect. */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { cp, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { connect } from "nats";
import { eventTypes } from "../../app/events-types.ts";
import { withEvents } from "../../app/write-docs.ts";
import { type Json, until } from "../support/backroom.ts";
import { type Cluster, run, startCluster, stopNode } from "../support/processes.ts";
import { type Receiver, startReceiver } from "../support/receiver.ts";
import { openShop, type Shop } from "../support/shop.ts";

const root = join(import.meta.dirname, "../..");
let cluster: Cluster;
let receiver: Receiver;
let shop: Shop;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "backroom-consumer-"));
  receiver = await startReceiver();
  cluster = await startCluster({ env: { WEBHOOKS_ALLOWED_HOSTS: receiver.host } });
  shop = await openShop(cluster.owner);
});
afterAll(async () => {
  await receiver?.stop();
  await cluster?.stop();
  await rm(folder, { recursive: true, force: true });
});

async function sell(): Promise<string> {
  const sale = await shop.open(await shop.piece(5000));
  await cluster.owner.ok.post(`/sales/${sale.id}/finalize`, {
    payments: [{ type: "cash", amount: sale.total }],
  });
  return sale.id;
}

test("WHK-4: kill -9 of platform between an event and its delivery: the next process delivers it", async () => {
  const { owner, nodes } = cluster;
  await owner.ok.post("/webhook-endpoints", { url: receiver.url("/kill"), event_types: ["sale.finalized"] });
  const first = await sell();
  await until(async () => receiver.got("/kill").length === 1, "the first delivery");
  await stopNode(nodes.get("platform")!);
  // It takes the event, claims the delivery and dies before it sends.
  const doomed = await cluster.start("platform", ["platform"], {
    BACKROOM_CRASH_AT: "webhooks.deliver.before",
  });
  const second = await sell();
  expect(await doomed.ended).toBe("SIGKILL");
  // And one that happens while there is no platform at all.
  const third = await sell();
  expect(receiver.got("/kill")).toHaveLength(1);
  await cluster.start("platform", ["platform"]);
  await until(async () => receiver.got("/kill").length >= 3, "what was on its way", 60_000);
  const told = receiver.got("/kill").map(({ json }) => json.data.sale.id);
  expect(told.sort()).toEqual([first, second, third].sort());
});

test("two copies of platform: every delivery once", async () => {
  const { owner } = cluster;
  await cluster.start("platform-2", ["platform"]);
  await owner.ok.post("/webhook-endpoints", { url: receiver.url("/twice"), event_types: ["tax.created"] });
  const tax = (i: number) => owner.ok.post("/taxes", { name: `Tax ${i}`, rate_ppm: i, type: "exclusive" });
  await Promise.all(Array.from({ length: 30 }, (_, i) => tax(i)));
  const ended = async () => {
    const { data } = await owner.ok.get("/webhook-deliveries?type=tax.created&limit=100");
    return data.length === 30 && data.every((each: Json) => each.status === "succeeded");
  };
  await until(ended, "thirty deliveries");
  const ids = receiver.got("/twice").map(({ headers }) => headers["webhook-id"]);
  expect(ids).toHaveLength(30);
  expect(new Set(ids).size).toBe(30);
});

async function forget(consumer: string): Promise<void> {
  const connection = await connect({ servers: cluster.env.NATS_URL! });
  const manager = await connection.jetstreamManager();
  expect(await manager.consumers.delete(`${cluster.namespace}_sales`, consumer)).toBe(true);
  await connection.close();
}

/** The example as somebody takes it: copied elsewhere, with its packages and Backroom's types installed there. */
async function consumerElsewhere(): Promise<string> {
  const place = join(folder, "elsewhere");
  await cp(join(root, "docs/examples/consumer"), place, {
    recursive: true,
    filter: (path) => !/[/]consumer[/](node_modules|dist)/.test(path),
  });
  const env = { PATH: [dirname(process.execPath), process.env.PATH].join(delimiter) };
  const built = await run("npm", ["run", "--silent", "packages", "events"], env, root);
  expect(built).toMatchObject({ code: 0, errors: "" });
  const own = ["nats", "typescript", "@types/node"].map((name) => join(root, "node_modules", name));
  const quiet = ["--offline", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"];
  for (const words of [
    ["install", "--no-save", ...quiet, join(root, "packages/events"), ...own],
    ["run", "--silent", "build"],
  ]) {
    const done = await run("npm", words, env, place);
    expect(done).toMatchObject({ code: 0, errors: "" });
  }
  return place;
}

test("docs/examples/consumer, installed elsewhere, type-checks and handles each sale once, killed and started again (EVT-1)", async () => {
  const file = join(folder, "points.jsonl");
  const place = await consumerElsewhere();
  const start = (): ChildProcess =>
    spawn(process.execPath, ["dist/consumer.js", file], {
      cwd: place,
      env: { PATH: process.env.PATH, NATS_URL: cluster.env.NATS_URL, NAMESPACE: cluster.namespace },
      stdio: "inherit",
    });
  const ended = (child: ChildProcess) => new Promise((resolve) => child.once("exit", resolve));
  const rows = (): Json[] =>
    existsSync(file)
      ? readFileSync(file, "utf8")
          .split("\n")
          .filter((line) => line.endsWith("}"))
          .map((line) => JSON.parse(line))
      : [];
  const has = (id: string) => rows().some(({ sale_id }) => sale_id === id);

  let child = start();
  const first = await sell();
  await until(async () => has(first), "the first sale");
  child.kill("SIGKILL");
  await ended(child);
  // What happens while it is down waits; what it had done and not acknowledged comes again.
  const second = await sell();
  child = start();
  const third = await sell();
  await until(async () => has(second) && has(third), "both", 40_000);
  child.kill("SIGTERM");
  await ended(child);
  // A consumer that JetStream has forgotten gets everything again.
  await forget("example-points");
  child = start();
  const fourth = await sell();
  await until(async () => has(fourth), "the fourth sale");
  child.kill("SIGTERM");
  await ended(child);
  const { data } = await cluster.owner.ok.get("/sales?status=finalized&limit=100");
  const totals = new Map(data.map((each: Json) => [each.id, each.total]));
  expect(
    rows()
      .map(({ sale_id }) => sale_id)
      .sort(),
  ).toEqual([...totals.keys()].sort());
  for (const { sale_id, points } of rows())
    expect(points).toBe(Math.floor(Number(totals.get(sale_id)) / 100));
});

test("docs/events.md tells of the events as they are declared (npm run docs)", async () => {
  const page = await readFile(join(root, "docs/events.md"), "utf8");
  expect(withEvents(page)).toBe(page);
  expect(await readFile(join(root, "packages/events/src/events.ts"), "utf8")).toBe(eventTypes());
});
