/** The main flow of Mercato over NATS: seven processes, and a second copy of sales. */
import { mercatoStory } from "../support/mercato-story.ts";
import { type Cluster, startCluster } from "../support/processes.ts";
import { breachesIn } from "../support/verified.ts";

let cluster: Cluster;
beforeAll(async () => {
  cluster = await startCluster();
  await cluster.start("sales-2", ["sales"]);
}, 400_000);
afterAll(() => cluster?.stop());

test("an order from its quote to its last payment, over NATS and by two copies of sales", async () => {
  await mercatoStory(cluster.url, cluster.owner);
  const place = { mongo_url: process.env.TEST_MONGO_URL!, namespace: cluster.namespace };
  expect(await breachesIn(place)).toEqual([]);
}, 400_000);
