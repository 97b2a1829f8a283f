/** A kill -9 of sales between any two steps of a sale, with load: nothing lost, nothing doubled, every hold resolved. */
import { randomUUID } from "node:crypto";
import { type Client, type Reply, until } from "../support/backroom.ts";
import { type Cluster, startCluster } from "../support/processes.ts";
import { openShop, type Shop } from "../support/shop.ts";

const points = [
  "checkout.hold_units.after",
  "checkout.pivot.before",
  "checkout.pivot.after",
  "checkout.post_sale.after",
] as const;

let cluster: Cluster;
let owner: Client;
let shop: Shop;

beforeAll(async () => {
  cluster = await startCluster({ services: ["catalog", "inventory", "accounts", "contracts"] });
  owner = cluster.owner;
}, 40_000);
afterAll(() => cluster.stop(), 20_000);

/** Finalises until it is answered; a sale that was not answered may be asked for again under its key (API-9). */
async function finalize(sale: { id: string; total: number }, key: string): Promise<Reply> {
  return until(
    async () => {
      const body = { payments: [{ type: "cash", amount: sale.total }] };
      const reply = await owner
        .post(`/sales/${sale.id}/finalize`, body, { "idempotency-key": key })
        .catch(() => null);
      const unanswered = !reply || reply.status >= 500 || reply.body.code === "request_in_progress";
      return unanswered ? null : reply;
    },
    "an answer",
    40_000,
  );
}

test.each(points)(
  "kill -9 at %s under load",
  async (point) => {
    let sales = await cluster.start("sales", ["sales"], { BACKROOM_CRASH_AT: point });
    await until(async () => (await owner.get("/sales?limit=1")).status === 200, "sales");
    shop ??= await openShop(owner);
    const before = await owner.ok.get(`/accounts/${shop.consignor}`);
    const items = await Promise.all(Array.from({ length: 8 }, () => shop.piece(10_000)));
    const open = await Promise.all(items.map((item) => shop.open(item)));
    const answers = Promise.all(open.map((sale) => finalize(sale, randomUUID())));
    expect(await sales.ended).toBe("SIGKILL");

    sales = await cluster.start("sales", ["sales"]);
    for (const reply of await answers)
      expect(reply).toMatchObject({ status: 200, body: { status: "finalized" } });
    await until(
      async () => {
        const states = await Promise.all(items.map((item) => owner.ok.get(`/items/${item}`)));
        const account = await owner.ok.get(`/accounts/${shop.consignor}`);
        const allSold = states.every((each) => each.status === "sold" && each.status_counts.sold === 1);
        return allSold && account.balance === before.balance + 8 * 6000;
      },
      "every piece sold and every share credited once",
      30_000,
    );
    const journals = await Promise.all(open.map((sale) => owner.ok.get(`/journals?ref_id=${sale.id}`)));
    for (const { data } of journals) expect(data).toHaveLength(1);
    sales.child.kill("SIGTERM");
    await sales.ended;
  },
  90_000,
);
