/** A kill -9 of sales between any two steps of a sale, with load: nothing lost, nothing doubled, every hold resolved. */
import { randomUUID } from "node:crypto";
import { type Client, type Reply, until } from "../support/backroom.ts";
import { insist } from "../support/insist.ts";
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

const send = (path: string, body: object, key: string): Promise<Reply> => insist(owner, path, body, key);

const finalize = (sale: { id: string; total: number }, key: string) =>
  send(`/sales/${sale.id}/finalize`, { payments: [{ type: "cash", amount: sale.total }] }, key);

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

test.each(["checkout.hold_units.after", "checkout.pivot.after"])(
  "kill -9 at %s while sales are rung up: asked again, each is one sale",
  async (point) => {
    let sales = await cluster.start("sales", ["sales"], { BACKROOM_CRASH_AT: point });
    await until(async () => (await owner.get("/sales?limit=1")).status === 200, "sales");
    shop ??= await openShop(owner);
    const items = await Promise.all(Array.from({ length: 6 }, () => shop.piece(10_000)));
    const asked = items.map((item_id) => ({
      key: randomUUID(),
      body: { store_id: shop.store, lines: [{ item_id }], payments: [{ type: "cash", amount: 20_000 }] },
    }));
    const answers = Promise.all(asked.map(({ body, key }) => send("/sales/ring-up", body, key)));
    expect(await sales.ended).toBe("SIGKILL");

    sales = await cluster.start("sales", ["sales"]);
    const replies = await answers;
    for (const reply of replies) expect(reply).toMatchObject({ status: 201, body: { status: "finalized" } });
    for (const [i, item] of items.entries()) {
      const again = await send("/sales/ring-up", asked[i]!.body, asked[i]!.key);
      expect(again.body).toEqual(replies[i]!.body);
      const { data } = await owner.ok.get(`/sales?item_id=${item}`);
      expect(data.map((each: { id: string }) => each.id)).toEqual([replies[i]!.body.id]);
      await until(async () => (await owner.ok.get(`/items/${item}`)).status === "sold", "the piece sold");
      const journals = async () => (await owner.ok.get(`/journals?ref_id=${data[0].id}`)).data.length;
      expect(await until(journals, "its journal")).toBe(1);
    }
    sales.child.kill("SIGTERM");
    await sales.ended;
  },
  90_000,
);
