/** What a process waits for before it is ready, and a machine of one's own that sets no limit. */
import { mongoPing } from "../../shared/provision/mongo-ping.ts";
import { proxyTo } from "../fault/proxy.ts";
import { startBackroom, until } from "../support/backroom.ts";

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

test("a database that is frozen is not ready, and is again when it answers", async () => {
  const line = await proxyTo(Number(new URL(process.env.TEST_MONGO_URL!).port));
  const url = new URL(process.env.TEST_MONGO_URL!);
  url.port = String(line.port);
  const ping = mongoPing(url.href);
  expect(await ping.answers()).toBe(true);
  line.suffer({ kind: "half_open" });
  await until(async () => !(await ping.answers()), "a database that does not answer");
  line.suffer({ kind: "cut" });
  line.suffer({ kind: "none" });
  await until(() => ping.answers(), "a database that answers");
  await ping.close();
  await line.close();
});
