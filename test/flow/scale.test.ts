/** Two copies of sales share the work; stopping one with SIGTERM fails no request. */
import { startCluster, stopNode } from "../support/processes.ts";
import { openShop } from "../support/shop.ts";

test("SIGTERM to one of two sales processes under load: every request is answered 2xx", async () => {
  const cluster = await startCluster();
  try {
    const { owner, nodes } = cluster;
    const second = await cluster.start("sales-2", ["sales"]);
    const shop = await openShop(owner);
    const statuses: number[] = [];
    let selling = true;
    const clerk = async () => {
      while (selling) {
        const item = await shop.piece(5000);
        const sale = await shop.open(item);
        const done = await owner.post(`/sales/${sale.id}/finalize`, {
          payments: [{ type: "card", amount: sale.total }],
        });
        statuses.push(done.status);
      }
    };
    const clerks = Promise.all([clerk(), clerk(), clerk(), clerk()]);
    while (statuses.length < 20) await new Promise(setImmediate);
    expect(await stopNode(second)).toBe("0");
    nodes.delete("sales-2");
    const then = statuses.length;
    while (statuses.length < then + 20) await new Promise(setImmediate);
    selling = false;
    await clerks;
    expect(statuses.filter((status) => status !== 200)).toEqual([]);
  } finally {
    await cluster.stop();
  }
}, 90_000);
