/** Story 4.1 through Pharus and ConsignCloud over NATS: six processes, and a second copy of inventory. */
import { jamStory } from "../support/jam-story.ts";
import { type Cluster, startCluster } from "../support/processes.ts";
import { breachesIn } from "../support/verified.ts";

let cluster: Cluster;
beforeAll(async () => {
  cluster = await startCluster();
  await cluster.start("inventory-2", ["inventory"]);
}, 400_000);
afterAll(() => cluster?.stop());

test("4.1 jam is bought, made, moved, and sold at the till and wholesale by two copies of inventory", async () => {
  await jamStory(cluster.url, cluster.owner.key);
  const place = { mongo_url: process.env.TEST_MONGO_URL!, namespace: cluster.namespace };
  expect(await breachesIn(place)).toEqual([]);
}, 400_000);
