/**
 * Services in processes of their own behave as in one: a piece is sold once, large bodies reach them, and a copy that goes is
 * not missed.
 */
import sharp from "sharp";
import { until } from "../support/backroom.ts";
import { dataUri } from "../support/pictures.ts";
import { type Cluster, startCluster, stopNode } from "../support/processes.ts";
import { race } from "../support/race.ts";
import { openShop } from "../support/shop.ts";

const BUYERS = 60;

let cluster: Cluster;
beforeAll(async () => {
  cluster = await startCluster({ starters: ["sources"] });
});
afterAll(() => cluster?.stop());

test(`${BUYERS} clients finalize sales of one piece: one 200, ${BUYERS - 1} × 409`, async () => {
  await race(cluster.owner, BUYERS);
});

test("a picture larger than NATS' usual megabyte is classified by inventory", async () => {
  const noise = Buffer.from(
    Array.from({ length: 800 * 800 * 3 }, (_, i) => (Math.imul(i, 2_654_435_761) >>> 13) & 255),
  );
  const raw = { width: 800, height: 800, channels: 3 } as const;
  const large = await sharp(noise, { raw }).png({ compressionLevel: 0 }).toBuffer();
  const found = await cluster.owner.post("/classify", { images: [dataUri(large)] });
  expect(found).toMatchObject({ status: 200, body: { provider: "heuristic" } });
});

test("SIGTERM to one of two sales processes under load: every request is answered 2xx", async () => {
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
  await until(async () => statuses.length >= 20, "twenty sales");
  expect(await stopNode(second)).toBe("0");
  nodes.delete("sales-2");
  const then = statuses.length;
  await until(async () => statuses.length >= then + 20, "twenty more");
  selling = false;
  await clerks;
  expect(statuses.filter((status) => status !== 200)).toEqual([]);
});
