/**
 * Subscriptions while processes die between any two steps of starting, invoicing and collecting (SUB-2, SUB-9, SUB-10, API-9): each
 * period is invoiced once and charged once, a declined charge is one attempt.
 */
import { setTimeout as pause } from "node:timers/promises";
import mongoose, { type Connection } from "mongoose";
import { type Json, until } from "../support/backroom.ts";
import { inBatches, isWanted, killUnderLoad } from "../support/crash-points.ts";
import { insist } from "../support/insist.ts";
import { cards, type Marketplace, openMarketplace } from "../support/paying-market.ts";
import { type Cluster, startCluster } from "../support/processes.ts";
import { breachesIn } from "../support/verified.ts";

const COPIES = 4;
const AT_ONCE = 4;
const PATIENCE_MS = 300_000;
const DAY_MS = 86_400_000;

const before = ["send.before", "settle.before", "invoice.before", "collect.before"];
const behind = ["start.begun", "settle.after", "invoice.after", "collect.after"];

/** Behind each step by default. CRASH=all tries every point, CRASH=invoice those with it in their name. */
const points = [...(process.env.CRASH ? before : []), ...behind]
  .filter(isWanted)
  .map((name) => ({ service: "contracts" as const, point: `subscription.${name}` }));

let cluster: Cluster;
let connection: Connection;
let market: Marketplace;
beforeAll(async () => {
  cluster = await startCluster();
  connection = await mongoose.createConnection(process.env.TEST_MONGO_URL!).asPromise();
  market = await openMarketplace(cluster.owner);
}, 400_000);
afterAll(async () => {
  await connection?.close();
  await cluster?.stop();
});

async function insisted(path: string, body: Json = {}): Promise<Json> {
  const { status, body: said } = await insist(cluster.owner, path, body, undefined, PATIENCE_MS);
  if (status >= 300) throw new Error(`${path}: ${status} ${JSON.stringify(said)}`);
  return said;
}

/** Reads while copies die. */
const seen = (path: string): Promise<Json> =>
  until(
    async () => {
      const reply = await cluster.owner.get(path).catch(() => null);
      return reply?.status === 200 && reply.body;
    },
    path,
    PATIENCE_MS,
  );

/** As if a week and a day had gone by; again while nobody has noticed, because the scheduler may just have looked. */
async function age(id: string): Promise<void> {
  const day = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);
  const gone = { start_date: day(-8), current_period_start: day(-8), current_period_end: day(-1) };
  const rows = connection.useDb(`${cluster.namespace}_contracts`).collection<Json>("subscriptions");
  const unnoticed = { _id: id, period: 1, next_at: { $gt: new Date(Date.now() + DAY_MS).toISOString() } };
  await rows.updateOne(unnoticed, { $set: { ...gone, next_at: new Date().toISOString() } });
}

type Done = { id: string; user_id: string; charges: string[] };

async function subscribe(contract_id: string, user_id: string, wanted: string): Promise<string> {
  const made = await insisted("/subscriptions", { contract_id, user_id, cycle: "weekly" });
  await until(
    async () => (await seen(`/subscriptions/${made.id}`)).status === "active",
    "the start",
    PATIENCE_MS,
  );
  const comes = async () => {
    await age(made.id);
    const { period, status } = await seen(`/subscriptions/${made.id}`);
    const [latest] = (await seen(`/contracts?subscription_id=${made.id}&sort=-created_at&limit=1`)).data;
    return period === 2 && status === wanted && latest.status === (wanted === "active" ? "settled" : "open");
  };
  await until(comes, `${made.id} to be ${wanted}`, PATIENCE_MS);
  return made.id;
}

test("kill -9 between any two steps loses and doubles nothing", async () => {
  const seller = await market.person({ bank: true });
  const box = { seller_user_id: seller, name: "Box", unit_price: 2400 };
  const { platform_id } = market;
  const terms = { platform_id, items: [box], sellers: [{ user_id: seller }] };
  const { id: contract_id } = await cluster.owner.ok.post("/contracts", terms);
  const people: [string, string, string[]][] = [];
  // Enough for every point, made before anybody dies.
  for (let i = 0; i < 48; i++) {
    const declined = i % 4 === 3;
    const card = declined ? cards.declinedLater : cards.works;
    const charges = ["succeeded", declined ? "failed" : "succeeded"];
    people.push([await market.person({ card }), declined ? "past_due" : "active", charges]);
  }
  const act = async (): Promise<Done | null> => {
    const next = people.shift();
    if (!next) return pause(500, null);
    const [user_id, wanted, charges] = next;
    return { id: await subscribe(contract_id, user_id, wanted), user_id, charges };
  };
  const all = await killUnderLoad(cluster, inBatches(points, COPIES), { at_once: AT_ONCE, act });
  const done = all.filter((each) => each !== null);
  process.stdout.write(`crash, subscriptions: ${points.length} points, ${done.length} subscriptions\n`);
  for (const { id, user_id, charges } of done) {
    const moved = (await seen(`/transactions?type=charge&buyer_user_id=${user_id}&sort=created_at`)).data;
    expect({ id, charges: moved.map(({ status }: Json) => status) }).toEqual({ id, charges });
    expect((await seen(`/contracts?subscription_id=${id}`)).data).toHaveLength(2);
    expect((await seen(`/subscriptions?user_id=${user_id}`)).data).toHaveLength(1);
  }
  const place = { mongo_url: process.env.TEST_MONGO_URL!, namespace: cluster.namespace };
  expect(await breachesIn(place, 40_000)).toEqual([]);
}, 1_800_000);
