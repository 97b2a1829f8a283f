/** Story 4.2 through Circular, Candle and ConsignCloud in one process, to both of its ends; then the verifier. */
import { type Market, startMarket } from "../support/candle.ts";
import { coatStory } from "../support/coat-story.ts";
import { ownClock } from "../support/story-clock.ts";
import { breachesIn } from "../support/verified.ts";

const clock = ownClock();
let market: Market;
beforeAll(async () => {
  market = await startMarket();
});
afterAll(async () => {
  clock.restore();
  await market?.stop();
});

test.each(["paid out", "refunded"] as const)(
  "4.2 a coat is sold in Candle and %s, to the unit",
  async (ends) => {
    await coatStory({ ...market, clock }, await market.organization(`Coat ${ends}`), ends);
    expect(await breachesIn(market)).toEqual([]);
  },
  200_000,
);
