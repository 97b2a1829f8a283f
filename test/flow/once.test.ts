/** SALE-1, INV-14: a piece is sold once, however many ask for it at the same time. */
import { type Client, startBackroom } from "../support/backroom.ts";
import { startCluster } from "../support/processes.ts";
import { openShop } from "../support/shop.ts";

const CLIENTS = 200;

async function race(owner: Client): Promise<void> {
  const shop = await openShop(owner);
  const item = await shop.piece(10_000);
  const sales: { id: string; total: number }[] = [];
  for (let i = 0; i < CLIENTS; i += 20) {
    sales.push(...(await Promise.all(Array.from({ length: 20 }, () => shop.open(item)))));
  }
  const replies = await Promise.all(
    sales.map((sale) =>
      owner.post(`/sales/${sale.id}/finalize`, { payments: [{ type: "card", amount: sale.total }] }),
    ),
  );
  const lost = replies.filter((reply) => reply.status === 409);
  expect(replies.filter((reply) => reply.status === 200)).toHaveLength(1);
  expect(lost).toHaveLength(CLIENTS - 1);
  for (const { body } of lost) expect(body).toMatchObject({ code: "item_not_available", item_ids: [item] });

  expect(await owner.ok.get(`/items/${item}`)).toMatchObject({ status: "sold", status_counts: { sold: 1 } });
  expect(await owner.ok.get(`/accounts/${shop.consignor}`)).toMatchObject({ balance: 6000 });
  expect((await owner.ok.get("/journals")).data).toHaveLength(1);
  const finalized = await owner.ok.get("/sales?status=finalized&include=count");
  expect(finalized).toMatchObject({ count: 1 });
  expect((await owner.ok.get("/sales?status=open&include=count")).count).toBe(CLIENTS - 1);
}

test("200 clients finalise sales of one piece in one process: one 200, 199 × 409", async () => {
  const backroom = await startBackroom();
  try {
    await race(backroom.owner);
  } finally {
    await backroom.stop();
  }
}, 60_000);

test("200 clients finalise sales of one piece over NATS: one 200, 199 × 409", async () => {
  const cluster = await startCluster();
  try {
    await race(cluster.owner);
  } finally {
    await cluster.stop();
  }
}, 60_000);
