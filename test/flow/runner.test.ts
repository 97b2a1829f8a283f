/** Moleculer's own runner loads any service and the gateway, as processes that find each other over NATS. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { until } from "../support/backroom.ts";
import { TEST_KEY } from "../support/key.ts";
import { giveBack, takeNamespace } from "../support/namespaces.ts";
import { type Cluster, startCluster, stopNode } from "../support/processes.ts";
import { openShop } from "../support/shop.ts";

test("services started by moleculer-runner, as a module or not, sell a piece and end in order", async () => {
  const cluster: Cluster = await startCluster({ starters: ["moleculer-runner", "moleculer-runner-esm"] });
  try {
    const { owner } = cluster;
    const shop = await openShop(owner);
    const item_id = await shop.piece(10_000);
    const payments = [{ type: "card", amount: 10_888 }];
    const body = { store_id: shop.store, lines: [{ item_id }], payments };
    const sale = await owner.ok.post("/sales/ring-up", body);
    expect(sale).toMatchObject({ status: "finalized", total: 10_888 });
    expect(await owner.ok.get(`/items/${item_id}`)).toMatchObject({ status: "sold" });
    expect(await owner.ok.get(`/accounts/${shop.consignor}`)).toMatchObject({ balance: 6000 });
    // One who buys it as well is refused.
    expect(await owner.post("/sales/ring-up", body)).toMatchObject({ status: 409 });
    for (const [name, node] of cluster.nodes) expect([name, await stopNode(node)]).toEqual([name, "0"]);
    for (const node of cluster.nodes.values()) expect(node.output()).not.toMatch(/Error|"level":50/);
  } finally {
    await cluster.stop();
  }
});

test("npm run repl starts everything with a prompt, which shows actions and calls them", async () => {
  const mongo_url = process.env.TEST_MONGO_URL!;
  const namespace = await takeNamespace(mongo_url);
  // Its history is kept there.
  const HOME = await mkdtemp(join(tmpdir(), "backroom-repl-"));
  const repl = spawn("npm", ["run", "--silent", "repl"], {
    cwd: join(import.meta.dirname, "../.."),
    env: {
      PATH: [dirname(process.execPath), process.env.PATH].join(delimiter),
      HOME,
      MONGO_URL: mongo_url,
      NAMESPACE: namespace,
      SECRET_KEY: TEST_KEY,
      PORT: "0",
      LOG_LEVEL: "warn",
    },
    stdio: ["pipe", "pipe", "pipe"],
  });
  const ended = once(repl, "close");
  let text = "";
  for (const stream of [repl.stdout, repl.stderr]) stream.on("data", (chunk) => (text += chunk));
  /** Answers what is said from here on. */
  const said = async (command: string, pattern: RegExp) => {
    const from = text.length;
    repl.stdin.write(command);
    await until(async () => pattern.test(text.slice(from)), `${command} → ${pattern}`, 60_000);
  };
  await said("", /backroom \$ /);
  await said("actions -f catalog.tax.*\n", /catalog\.tax\.create.*name, rate_ppm/);
  await said("call accounts.kernel.status\n", /unpublished/);
  await said("call catalog.tax.list\n", /must tell for whom it is.*Missing: org\.id, .*request_id/);
  repl.stdin.write("quit\n");
  await ended;
  await rm(HOME, { recursive: true, force: true });
  await giveBack(mongo_url, namespace);
});
