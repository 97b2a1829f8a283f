/**
 * EVT-1, INV-25: every event of a tenant is delivered one to five times, out of order and late, while another tenant with the
 * same seeded day is left in peace. In the end both hold the same.
 */
import { setTimeout as pause } from "node:timers/promises";
import type { Carrier } from "../../shared/events/carrier.ts";
import { inProcessCarrier } from "../../shared/events/in-process.ts";
import { type Backroom, type Client, type Json, startBackroom, until } from "../support/backroom.ts";
import { type Receiver, startReceiver } from "../support/receiver.ts";
import { openShop } from "../support/shop.ts";
import { stateOf, unlike } from "../support/state.ts";
import { breachesIn } from "../support/verified.ts";
import { type Random, randomOf } from "./random.ts";

const SEEDS = (process.env.SEEDS ?? "1").split(",").map(Number);
const COMMANDS = 28;
const LATE_MS = 600;

let backroom: Backroom;
let receiver: Receiver;
/** Tenants whose events are shaken, each with what decides how. */
const shaken = new Map<string, Random>();
const counts = { events: 0, deliveries: 0 };

function shaking(carrier: Carrier): Carrier {
  return {
    ...carrier,
    subscribe: (subscription) =>
      carrier.subscribe({
        ...subscription,
        async handle(event, attempt) {
          const random = shaken.get(event.org_id);
          if (!random) return subscription.handle(event, attempt);
          const pauses = Array.from({ length: 1 + random.below(5) }, () => random.below(LATE_MS));
          counts.events += 1;
          counts.deliveries += pauses.length;
          await Promise.all(
            pauses.map(async (ms) => {
              await pause(ms);
              await subscription.handle(structuredClone(event), attempt);
            }),
          );
        },
      }),
  };
}

beforeAll(async () => {
  receiver = await startReceiver();
  const settings = { WEBHOOKS_ALLOWED_HOSTS: receiver.host };
  backroom = await startBackroom({ carrier: shaking(inProcessCarrier()), settings });
});
afterAll(async () => {
  await backroom?.stop();
  await receiver?.stop();
});

type Day = { owner: Client; random: Random; pieces: string[]; sales: Json[]; piece: () => Promise<string> };

/** What makes events that something listens to: pieces taken in, lost, found, bought; sales and their undoing. */
const acts: readonly ((day: Day) => Promise<unknown>)[] = [
  async ({ pieces, piece }) => pieces.push(await piece()),
  async ({ pieces, piece }) => pieces.push(await piece(), await piece()),
  async ({ owner, pieces, random }) => {
    const id = random.pick(pieces);
    await owner.ok.post(`/items/${id}/status`, { status: "lost", units: 1 });
    await owner.ok.post(`/items/${id}/status`, { status: "active", from: "lost", units: 1 });
  },
  async ({ owner, pieces }) => {
    await owner.ok.patch(`/items/${pieces.pop()}`, { inventory_type: "buy_outright", cost_per: 900 });
  },
  sell,
  sell,
  sell,
  async ({ owner, sales }) => {
    const sale = sales.shift();
    if (sale) await owner.ok.post(`/sales/${sale.id}/void`);
  },
  async ({ owner, sales }) => {
    const sale = sales.shift();
    if (!sale) return;
    const [line] = sale.lines;
    await owner.ok.post(`/sales/${sale.id}/refund`, { lines: [{ line_id: line.id, quantity: 1 }] });
    if (line.quantity > 1) await owner.ok.post(`/sales/${sale.id}/refund`);
  },
];

async function sell({ owner, pieces, sales, random }: Day): Promise<void> {
  const [store] = (await owner.ok.get("/stores")).data;
  const lines = [{ item_id: pieces.pop(), quantity: 1 + random.below(2) }];
  const payments = [{ type: "cash", amount: 90_000 }];
  sales.push(await owner.ok.post("/sales/ring-up", { store_id: store.id, lines, payments }));
}

type Tenant = Awaited<ReturnType<Backroom["organization"]>>;

async function day(owner: Tenant, seed: number): Promise<void> {
  const random = randomOf(seed);
  const [organization] = (await owner.ok.get("/organizations")).data;
  await owner.ok.patch(`/organizations/${organization.id}`, { lost_item_compensation: "full_share" });
  await owner.ok.post("/webhook-endpoints", {
    url: receiver.url(`/${owner.organization_id}`),
    event_types: ["sale.*", "item.*", "journal.*", "balance.*"],
  });
  const shop = await openShop(owner);
  const piece = () => shop.piece(1000 + random.below(9000), { quantity: 2 });
  const pieces = [await piece(), await piece(), await piece()];
  const known: Day = { owner, random, pieces, sales: [], piece };
  for (let i = 0; i < COMMANDS; i++) {
    if (pieces.length < 3) pieces.push(await piece());
    await random.pick(acts)(known);
  }
}

/** Nothing on its way, every webhook taken. */
async function atRest(owner: Tenant): Promise<void> {
  const path = "/webhook-deliveries?status=pending&limit=1";
  await until(async () => (await owner.ok.get(path)).data.length === 0, "the last webhook");
}

test.each(SEEDS)(
  "events 1 to 5 times, out of order and late: the same state as in peace, seed %i",
  async (seed) => {
    const [calm, rough] = [await backroom.organization("Shop"), await backroom.organization("Shop")];
    shaken.set(rough.organization_id, randomOf(seed + 100));
    Object.assign(counts, { events: 0, deliveries: 0 });
    await Promise.all([day(calm, seed), day(rough, seed)]);
    expect(await breachesIn(backroom)).toEqual([]);
    await Promise.all([atRest(calm), atRest(rough)]);
    const [peace, storm] = await Promise.all(
      [calm, rough].map(({ organization_id }) => stateOf(backroom, organization_id)),
    );
    const { events, deliveries } = counts;
    process.stdout.write(
      `deliveries, seed ${seed}: ${events} events for their consumers, ${deliveries} deliveries\n`,
    );
    expect(deliveries).toBeGreaterThan(events * 2);
    expect(Object.keys(peace!)).toEqual(
      expect.arrayContaining(["accounts.journals", "inventory.sold_lines", "platform.webhook_deliveries"]),
    );
    expect(unlike(peace!, storm!)).toEqual([]);
  },
);
