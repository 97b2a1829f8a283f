/** Story 4.3 through Candle, ConsignCloud and Pharus in one process with a second copy beside it; then the verifier. */
import { startBackroom } from "../support/backroom.ts";
import { type Market, startMarket } from "../support/candle.ts";
import { coffeeStory } from "../support/coffee-story.ts";
import { ownClock } from "../support/story-clock.ts";
import { breachesIn } from "../support/verified.ts";

const clock = ownClock();
let market: Market;
let second: Awaited<ReturnType<typeof startBackroom>>;
beforeAll(async () => {
  await clock.goTo("2027-01-31T12:00:00Z");
  market = await startMarket();
  second = await startBackroom({ namespace: market.namespace });
});
afterAll(async () => {
  clock.restore();
  await second?.stop();
  await market?.stop();
});

test("4.3 a subscription eats stock while the clock runs, to the unit", async () => {
  await coffeeStory({ ...market, clock }, await market.organization("Coffee club"));
  expect(await breachesIn(market)).toEqual([]);
});
