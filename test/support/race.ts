/** Many buyers and one piece. */
import type { Client } from "./backroom.ts";
import { openShop } from "./shop.ts";

/** SALE-1, INV-14: many clients finalize sales of one piece at once; one gets it, the others are refused. */
export async function race(owner: Client, clients: number): Promise<void> {
  const shop = await openShop(owner);
  const item = await shop.piece(10_000);
  const sales: { id: string; total: number }[] = [];
  for (let i = 0; i < clients; i += 20) {
    sales.push(...(await Promise.all(Array.from({ length: 20 }, () => shop.open(item)))));
  }
  const replies = await Promise.all(
    sales.map((sale) =>
      owner.post(`/sales/${sale.id}/finalize`, { payments: [{ type: "card", amount: sale.total }] }),
    ),
  );
  const lost = replies.filter((reply) => reply.status === 409);
  expect(replies.filter((reply) => reply.status === 200)).toHaveLength(1);
  expect(lost).toHaveLength(clients - 1);
  for (const { body } of lost) expect(body).toMatchObject({ code: "item_not_available", item_ids: [item] });

  expect(await owner.ok.get(`/items/${item}`)).toMatchObject({ status: "sold", status_counts: { sold: 1 } });
  expect(await owner.ok.get(`/accounts/${shop.consignor}`)).toMatchObject({ balance: 6000 });
  const of = (status: string) => owner.ok.get(`/sales?item_id=${item}&status=${status}&include=count`);
  const finalized = await of("finalized");
  expect(finalized).toMatchObject({ count: 1 });
  expect((await owner.ok.get(`/journals?ref_id=${finalized.data[0].id}`)).data).toHaveLength(1);
  expect((await of("open")).count).toBe(clients - 1);
}
