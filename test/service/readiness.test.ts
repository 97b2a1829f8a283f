/** What a process waits for before it is ready, and a machine of one's own that sets no limit. */
import { startBackroom } from "../support/backroom.ts";

test("not ready until what the first start makes is there: who waits for readiness finds its key", async () => {
  const awaited = new Set(["first organization"]);
  const backroom = await startBackroom({ awaited, rate: null });
  const ready = () => backroom.owner.get("/health/ready");
  expect(await ready()).toMatchObject({
    status: 503,
    body: expect.objectContaining({ missing: ["first organization"] }),
  });
  awaited.delete("first organization");
  expect(await ready()).toMatchObject({ status: 200 });

  const replies = await Promise.all(Array.from({ length: 300 }, () => backroom.owner.get("/stores")));
  expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([200]));
  expect(replies[0]!.headers.get("RateLimit-Limit")).toBeNull();
  await backroom.stop();
});
