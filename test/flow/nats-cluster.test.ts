/** A cluster of three NATS servers: what is kept by how many, and a server that dies while a shop sells. */
import { randomUUID } from "node:crypto";
import type { JetStreamManager } from "nats";
import type { Carrier } from "../../shared/events/carrier.ts";
import type { Envelope } from "../../shared/events/event.ts";
import { jetStreamCarrier } from "../../shared/events/jetstream.ts";
import { type Client, until } from "../support/backroom.ts";
import { type NatsCluster, type ServerName, startNatsCluster } from "../support/nats-cluster.ts";
import { type Cluster, startCluster } from "../support/processes.ts";
import { openShop, type Shop } from "../support/shop.ts";
import { breachesIn } from "../support/verified.ts";

let nats: NatsCluster;
const open: Carrier[] = [];
beforeAll(async () => {
  nats = await startNatsCluster();
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.drain()));
});
afterAll(() => nats?.stop());

async function carrierOf(namespace: string, replicas: number, url = nats.url): Promise<Carrier> {
  const carrier = await jetStreamCarrier({ url, namespace, replicas, onError: () => undefined });
  open.push(carrier);
  return carrier;
}

/** How many servers keep the stream, and its only consumer. */
const keepers = (namespace: string) => async (manager: JetStreamManager) => {
  const stream = await manager.streams.info(`${namespace}_stock`);
  const [consumer] = await manager.consumers.list(`${namespace}_stock`).next();
  const of = (cluster?: { replicas?: unknown[] }) => 1 + (cluster?.replicas?.length ?? 0);
  return [of(stream.cluster), of(consumer?.cluster)];
};

test("a stream and its consumers are kept by as many servers as is set, also once that changes", async () => {
  const namespace = `n${randomUUID().slice(0, 8)}`;
  for (const replicas of [3, 1, 3]) {
    const carrier = await carrierOf(namespace, replicas);
    await carrier.provide("stock", () => undefined);
    const sources = [{ service: "stock", type: "*" }];
    await carrier.subscribe({ group: "a.reader", sources, handle: async () => undefined });
    const kept = async () => (await nats.ask(keepers(namespace))).every((count) => count === replicas);
    await until(() => kept().catch(() => false), `${replicas} keepers`);
    await carrier.drain();
  }
});

test("more copies than there are servers are refused in one sentence", async () => {
  const of = (replicas: number) =>
    `NATS_REPLICAS is ${replicas}, but NATS has fewer servers with JetStream now: start them as one cluster, or set a lower number.`;
  const namespace = `n${randomUUID().slice(0, 8)}`;
  const alone = await carrierOf(namespace, 3, process.env.TEST_NATS_URL!);
  const five = await carrierOf(namespace, 5);
  const nothing = () => undefined;
  await expect(alone.provide("stock", nothing)).rejects.toMatchObject({ type: "provision", message: of(3) });
  await expect(five.provide("stock", nothing)).rejects.toMatchObject({ type: "provision", message: of(5) });
});

const SOLD_BEFORE = 10;
const PIECES = 60;

/** Whether every group has all events of sales: also those whose leader was on the server that died. */
const allTaken = (namespace: string) => async (manager: JetStreamManager) => {
  const consumers = await manager.consumers.list(`${namespace}_sales`).next();
  return consumers.length > 1 && consumers.every(({ num_pending }) => num_pending === 0);
};

/** Repeats a sale under its key until it is answered. */
async function sell(owner: Client, store_id: string, item_id: string): Promise<void> {
  const key = { "Idempotency-Key": randomUUID() };
  const body = { store_id, lines: [{ item_id, quantity: 1 }], payments: [{ type: "card", amount: 5444 }] };
  await until(async () => {
    const { status } = await owner.post("/sales/ring-up", body, key);
    if (![201, 409, 503].includes(status)) throw new Error(`A sale was answered ${status}.`);
    return status === 201;
  }, "a sale");
}

describe("a shop that sells over three servers", () => {
  let cluster: Cluster;
  let shop: Shop;
  const pieces: string[] = [];
  beforeAll(async () => {
    cluster = await startCluster({ env: { NATS_URL: nats.url, NATS_REPLICAS: "3" } });
    shop = await openShop(cluster.owner);
    for (let i = 0; i < PIECES; i += 1) pieces.push(await shop.piece(5000));
  });
  afterAll(() => cluster?.stop());

  async function listen(): Promise<Envelope[]> {
    const told: Envelope[] = [];
    const listener = await carrierOf(cluster.namespace, 3);
    await listener.subscribe({
      group: "test.listener",
      sources: [{ service: "sales", type: "sale.finalized" }],
      handle: async (event) => void told.push(event),
    });
    return told;
  }

  test("the server that leads the events of sales is killed: every piece is sold once, every event arrives once", async () => {
    const { owner, namespace } = cluster;
    const told = await listen();
    const waiting = [...pieces];
    let sold = 0;
    const clerk = async () => {
      for (let piece = waiting.pop(); piece; piece = waiting.pop()) {
        await sell(owner, shop.store, piece);
        sold += 1;
      }
    };
    const clerks = Promise.all([clerk(), clerk(), clerk(), clerk()]);
    await until(async () => sold >= SOLD_BEFORE, "the first sales");
    const { cluster: keeping } = await nats.ask((manager) => manager.streams.info(`${namespace}_sales`));
    await nats.kill(keeping!.leader as ServerName);
    await clerks;

    const sales = (await owner.ok.get("/sales?status=finalized&limit=100")).data as { id: string }[];
    expect(sales).toHaveLength(PIECES);
    await until(async () => new Set(told.map(({ id }) => id)).size === PIECES, "every event");
    expect(new Set(told.map(({ aggregate }) => aggregate.id))).toEqual(new Set(sales.map(({ id }) => id)));
    await until(() => nats.ask(allTaken(namespace)).catch(() => false), "groups that lack nothing");
    expect(await owner.ok.get(`/accounts/${shop.consignor}`)).toMatchObject({ balance: PIECES * 3000 });
    expect(await breachesIn({ mongo_url: process.env.TEST_MONGO_URL!, namespace })).toEqual([]);
    await nats.start(keeping!.leader as ServerName);
  });
});
