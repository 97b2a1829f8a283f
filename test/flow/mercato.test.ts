/** The main flow of Mercato in one process, by two users at once, and what the verifier says of it. */
import { type Backroom, startBackroom } from "../support/backroom.ts";
import { mercatoStory } from "../support/mercato-story.ts";
import { breachesIn } from "../support/verified.ts";

let backroom: Backroom;
beforeAll(async () => {
  backroom = await startBackroom();
});
afterAll(() => backroom?.stop());

test("an order from its quote to its last payment is the same order at every door", async () => {
  await mercatoStory(backroom.url, await backroom.organization("Mill"));
  expect(await breachesIn(backroom)).toEqual([]);
});
