/** Two gateways over NATS share the bucket of a key (RAT-2). */
import { clientOf, until } from "../support/backroom.ts";
import { startCluster } from "../support/processes.ts";

test("what one gateway lets through, the other counts", async () => {
  const cluster = await startCluster({
    services: ["accounts"],
    env: { RATE_LIMIT_CAPACITY: "100", RATE_LIMIT_PER_SECOND: "1" },
  });
  try {
    const second = await cluster.start("gateway-2", ["gateway"]);
    const url = /^API +(\S+)\/api\/v1$/m.exec(second.output())![1]!;
    const clients = [cluster.owner, clientOf(url, cluster.owner.key)];
    // Both know each other once a call through either lowers what is left for both.
    const left = async (i: number) => {
      const { headers } = await clients[i]!.get("/organizations");
      return Number(headers.get("ratelimit-remaining"));
    };
    await until(async () => {
      const [first, then] = [await left(0), await left(1)];
      return then === first - 1;
    }, "one bucket");
    const before = await left(0);
    const started = performance.now();
    const replies = await Promise.all(
      Array.from({ length: 140 }, (_, i) => clients[i % 2]!.get("/organizations")),
    );
    const seconds = (performance.now() - started) / 1000;
    const passed = replies.filter(({ status }) => status === 200).length;
    const refused = replies.filter(({ status }) => status === 429);
    expect(passed + refused.length).toBe(140);
    expect(passed).toBeGreaterThanOrEqual(before);
    // At most five in a hundred more than what was left and what leaked meanwhile.
    expect(passed).toBeLessThanOrEqual(before + Math.ceil(seconds) + 5);
    expect(refused.every(({ headers }) => Number(headers.get("retry-after")) >= 1)).toBe(true);
  } finally {
    await cluster.stop();
  }
});
