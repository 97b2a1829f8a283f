/** Story 4.1 through Pharus, ConsignCloud and Candle over NATS: six processes, and second copies of inventory and contracts. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { codesIn } from "../support/candle.ts";
import { jamStory } from "../support/jam-story.ts";
import { type Cluster, startCluster } from "../support/processes.ts";
import { breachesIn } from "../support/verified.ts";

let folder: string;
let cluster: Cluster;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "backroom-jam-"));
  cluster = await startCluster({ env: { DATA_DIR: folder } });
  await cluster.start("inventory-2", ["inventory"]);
  await cluster.start("contracts-2", ["contracts"]);
}, 400_000);
afterAll(async () => {
  await cluster?.stop();
  await rm(folder, { recursive: true, force: true });
});

test("4.1 jam is bought, made, moved and sold at every door, by two copies of inventory and contracts", async () => {
  const shops = { url: cluster.url, codeFor: codesIn(join(folder, "mail")) };
  await jamStory(shops, cluster.owner);
  const place = { mongo_url: process.env.TEST_MONGO_URL!, namespace: cluster.namespace };
  expect(await breachesIn(place)).toEqual([]);
}, 600_000);
