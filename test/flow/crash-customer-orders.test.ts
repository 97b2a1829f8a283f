/**
 * Orders of customers while processes die between any two steps of converting, shipping and paying: before each write, before
 * and behind the commit, behind the placing and the publishing of the events, and in their booking. What was answered is there
 * once, and the books hold it once (MRC-QUO-1, MRC-SHP-1, MRC-PAY-4, MRC-ONE-5, MRC-INV-1, MRC-INV-2, API-9).
 */
import { randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { crashPoints } from "../../shared/saga/crash.ts";
import { type Client, type Json, type Reply, startBackroom, until } from "../support/backroom.ts";
import { inBatches, killUnderLoad, type Point, pointsOf } from "../support/crash-points.ts";
import { type Answered, insist, insistent, insistOn } from "../support/insist.ts";
import { micro, openWorkshop, trialBalance, type Workshop } from "../support/makers.ts";
import { beginTenant } from "../support/mercato.ts";
import { type Cluster, startCluster } from "../support/processes.ts";
import { breachesIn } from "../support/verified.ts";

const COPIES = 6;
const ACTS_AT_ONCE = 4;
const PATIENCE_MS = 300_000;
const BOOKED_MS = 60_000;

/** What is killed, by the beginning of its points, and whose process that is. */
const struck: Record<string, Point["service"]> = {
  "sales.sales_quote.convert.": "sales",
  "sales.customer_order.put_shipment.": "sales",
  "sales.customer_order.remove_shipment.": "sales",
  "sales.customer_order.put_payment.": "sales",
  "sales.customer_order.remove_payment.": "sales",
  "sales.customer_order.put_line.": "sales",
  "relay.placed": "sales",
  "relay.published": "sales",
  "shipped_goods.": "sales",
  "inventory.order_stock.settle.": "inventory",
  "book_customer_order.": "accounts",
};

const passed = new Set<string>();
const notePassed = (name: unknown) => void passed.add(String(name));

type Office = { client: Client; settled: string; shop: Workshop };

/** The word that a payment gives an order: noted on it, in the same transaction. */
async function openOffice(url: string, client: Client): Promise<Office> {
  const say = await beginTenant(url, client);
  const { status, body } = await say("POST", "/sales/order-statuses", { value: "settled", label: "Settled" });
  if (status !== 201) throw new Error(`${status} ${JSON.stringify(body)}`);
  return { client, settled: body.id, shop: await openWorkshop(client) };
}

const usd = (amount: number): number => amount * 10_000;
const coat = { name: "Coat", quantity: micro(3), price_net: usd(19.9), tax_ppm: 200_000, currency: "USD" };
const hat = { name: "Hat", quantity: micro(7), price_gross: usd(4.33), tax_ppm: 70_000, currency: "USD" };

/** A variant whose goods come from stock, of which there is enough. */
async function linked({ client: { ok }, shop }: Office): Promise<{ variant_id: string; sku_id: string }> {
  const name = `Hat ${randomUUID()}`;
  const [sku_id, location_id] = await Promise.all([shop.sku(name), shop.site("Works")]);
  const found = { sku_id, location_id, quantity: micro(20), unit_cost: micro(1.37) };
  await ok.post("/stock/adjustments", found);
  const { id } = await ok.post("/products", { name });
  await ok.post(`/variants/${id}/link`, { sku_id, location_id });
  return { variant_id: id, sku_id };
}

/** Removes something until that is answered. */
async function without(client: Client, path: string): Promise<void> {
  const { status, body } = await insistOn(
    (headers) => client.delete(path, headers),
    path,
    randomUUID(),
    PATIENCE_MS,
  );
  if (status !== 200) throw new Error(`${path}: ${status} ${JSON.stringify(body)}`);
}

type Traded = { id: string; sku_id: string };

/** A quote becomes an order, is shipped in parts of which one comes back, and paid in parts of which one is given up. */
async function trade(office: Office): Promise<Traded> {
  const { client, settled } = office;
  const { ok } = client;
  const { variant_id, sku_id } = await linked(office);
  const name = { first_name: "Ada", last_name: randomUUID() };
  const { id: customer_id } = await ok.post("/contacts", { ...name });
  const quote = await ok.post("/sales-quotes", {
    currency: "USD",
    customer_id,
    lines: [coat, { ...hat, variant_id }],
  });
  const { id } = await ok.post(`/sales-quotes/${quote.id}/order`, {});
  const order = `/customer-orders/${id}`;
  const [coats, hats] = quote.lines.map((line: Json) => line.id);
  const ship = async (items: Json[]): Promise<string> =>
    (await ok.post(`${order}/shipments`, { items })).shipments.at(-1).id;
  const some = (line_id: string, quantity: number) => ({ line_id, quantity: micro(quantity) });
  // Coats are of no stock: their shipments are written without inventory.
  const mistaken = await ship([some(coats, 1)]);
  await without(client, `${order}/shipments/${mistaken}`);
  await ship([some(coats, 1)]);
  await ship([some(hats, 3)]);
  const returned = await ship([some(coats, 2), some(hats, 4)]);
  await without(client, `${order}/shipments/${returned}`);
  await ok.post(`${order}/lines`, { line_id: coats, quantity: micro(4), currency: "USD" });
  await ship([some(coats, 3), some(hats, 4)]);
  const pay = async (more: Json): Promise<string> =>
    (await ok.post(`${order}/payments`, { currency: "USD", ...more })).payments.at(-1).id;
  const first = await pay({ amount: usd(50) });
  const doubled = await pay({ amount: usd(70) });
  await without(client, `${order}/payments/${doubled}`);
  await pay({ payment_id: first, refunded_amount: usd(12.34) });
  await pay({ amount: usd(71), order_status_entry_id: settled });
  return { id, sku_id };
}

/** What is stored of it, without what no two orders share. */
async function storedOf({ client }: Office, { id, sku_id }: Traded): Promise<Json> {
  const order = await client.ok.get(`/customer-orders/${id}`);
  const notes = await client.ok.get(`/document-notes?context_id=${id}`);
  const levels = await client.ok.get(`/stock-levels?sku_id=${sku_id}`);
  const worth = await client.ok.get(`/cost-states/${sku_id}`);
  const { state, status, lines, shipments, payments, paid_total, refunded_total, outstanding } = order;
  return {
    ...{ state, status, paid_total, refunded_total, outstanding, version: order.version },
    lines: lines.map(({ name, quantity, shipped, gross }: Json) => ({ name, quantity, shipped, gross })),
    shipments: shipments.map(({ items }: Json) => items.map(({ quantity }: Json) => quantity)),
    payments: payments.map(({ amount, refunded_amount }: Json) => [amount, refunded_amount]),
    notes: notes.data.length,
    stock: levels.data.map(({ on_hand, demand, allocated }: Json) => [on_hand, demand, allocated]),
    worth: [worth.quantity, worth.value],
  };
}

/** The books, with all that customers owe as one sum: the verifier compares it one by one. */
async function booksOf(client: Client): Promise<Record<string, number>> {
  const books: Record<string, number> = {};
  for (const [account, balance] of Object.entries(await trialBalance(client))) {
    const name = account.replace(/^receivable:.*/, "receivable");
    books[name] = (books[name] ?? 0) + balance;
  }
  return books;
}

let cluster: Cluster;
let peace: { stored: Json; books: Record<string, number> };
const answered: Answered[] = [];

beforeAll(async () => {
  await playInPeace();
  cluster = await startCluster();
}, 400_000);
afterAll(() => cluster?.stop());

async function playInPeace(): Promise<void> {
  const backroom = await startBackroom();
  crashPoints.subscribe(notePassed);
  try {
    const office = await openOffice(backroom.url, insistent(backroom.owner, []));
    const traded = await trade(office);
    expect(await breachesIn(backroom)).toEqual([]);
    peace = { stored: await storedOf(office, traded), books: await booksOf(backroom.owner) };
  } finally {
    crashPoints.unsubscribe(notePassed);
    await backroom.stop();
  }
}

/** An event that a process had taken when it died comes again by and by. */
async function asInPeace(office: Office, all: readonly Traded[]): Promise<void> {
  for (const each of all) {
    const there = async () => isDeepStrictEqual(await storedOf(office, each), peace.stored);
    await until(there, each.id, BOOKED_MS).catch(() => undefined);
    expect({ ...each, ...(await storedOf(office, each)) }).toEqual({ ...each, ...peace.stored });
  }
  const due = Object.fromEntries(Object.entries(peace.books).map(([name, sum]) => [name, sum * all.length]));
  const booked = async () => isDeepStrictEqual(await booksOf(office.client), due);
  await until(booked, "the books", BOOKED_MS).catch(() => undefined);
  expect(await booksOf(office.client)).toEqual(due);
}

/** A refusal names the request it answers. */
const same = ({ request_id: _request, ...body }: Json): Json => body;

test("kill -9 between any two steps of converting, shipping and paying loses and doubles nothing", async () => {
  const points = inBatches(pointsOf(struck, passed), COPIES);
  const office = await openOffice(cluster.url, insistent(cluster.owner, answered, PATIENCE_MS));
  const load = { at_once: ACTS_AT_ONCE, act: () => trade(office) };
  const all = await killUnderLoad(cluster, points, load);
  const counts = `${points.flat().length} points, ${all.length} orders, ${answered.length} commands answered`;
  process.stdout.write(`crash, customers' orders: ${counts}\n`);
  const place = { mongo_url: process.env.TEST_MONGO_URL!, namespace: cluster.namespace };
  expect(await breachesIn(place, 40_000)).toEqual([]);
  await asInPeace(office, all);
  // Asked once more under its key, each is what it was, and nothing new comes of it.
  for (const { path, body, key, reply } of answered) {
    const again: Reply = await insist(cluster.owner, path, body, key);
    expect({ path, body: same(again.body) }).toEqual({ path, body: same(reply.body) });
  }
  await asInPeace(office, all);
  expect(await breachesIn(place, 40_000)).toEqual([]);
}, 1_800_000);
