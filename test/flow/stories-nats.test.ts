/**
 * Stories 4.2 and 4.3 over NATS: six processes, and second copies of inventory and contracts, on a clock that they share. It
 * never goes back: the stories follow one another.
 */
import { coatStory } from "../support/coat-story.ts";
import { coffeeStory } from "../support/coffee-story.ts";
import { type StoryCluster, startStoryCluster } from "../support/story-cluster.ts";

let cluster: StoryCluster;
beforeAll(async () => {
  cluster = await startStoryCluster("2027-01-04T10:00:00Z");
}, 400_000);
afterAll(() => cluster?.stop());

test.each([
  ["refunded", "2027-01-04T10:00:00Z"],
  ["paid out", "2027-01-11T10:00:00Z"],
] as const)(
  "4.2 a coat is sold in Candle and %s, by two copies of inventory and contracts",
  async (ends, day0) => {
    await coatStory(cluster.shops, await cluster.organization(), ends, day0);
    expect(await cluster.breaches()).toEqual([]);
  },
  600_000,
);

test("4.3 a subscription eats stock while the clock runs, by two copies of inventory and contracts", async () => {
  await coffeeStory(cluster.shops, await cluster.organization());
  expect(await cluster.breaches()).toEqual([]);
}, 600_000);
