/** Story 4.1 through Pharus, ConsignCloud and Candle in one process, and what the verifier says of it. */
import { type Market, startMarket } from "../support/candle.ts";
import { jamStory } from "../support/jam-story.ts";
import { breachesIn } from "../support/verified.ts";

let market: Market;
beforeAll(async () => {
  market = await startMarket();
});
afterAll(() => market?.stop());

test("4.1 jam is bought, made, moved, and sold at the till, in the window and wholesale, to the unit", async () => {
  await jamStory(market, await market.organization("Jam"));
  expect(await breachesIn(market)).toEqual([]);
}, 400_000);
