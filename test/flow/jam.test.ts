/** Story 4.1 through Pharus and ConsignCloud in one process, and what the verifier says of it. */
import { type Backroom, startBackroom } from "../support/backroom.ts";
import { jamStory } from "../support/jam-story.ts";
import { breachesIn } from "../support/verified.ts";

let backroom: Backroom;
beforeAll(async () => {
  backroom = await startBackroom();
});
afterAll(() => backroom?.stop());

test("4.1 jam is bought, made, moved, and sold at the till and wholesale, to the unit", async () => {
  const { key } = await backroom.organization("Jam");
  await jamStory(backroom.url, key);
  expect(await breachesIn(backroom)).toEqual([]);
}, 400_000);
