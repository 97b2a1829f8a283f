/**
 * Orders of customers while processes die between any two steps of converting, shipping and paying: before each write, before
 * and behind the commit, behind the placing and the publishing of the events, and in their booking. What was answered is there
 * once, and the books hold it once (MRC-QUO-1, MRC-SHP-1, MRC-PAY-4, MRC-ONE-5, MRC-INV-1, MRC-INV-2, API-9).
 */
import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import { crashPoints } from "../../shared/saga/crash.ts";
import { type Client, type Json, type Reply, startBackroom, until } from "../support/backroom.ts";
import { inBatches, killAtEach, type Point } from "../support/crash-points.ts";
import { type Answered, insist, insistent, insistOn } from "../support/insist.ts";
import { trialBalance } from "../support/makers.ts";
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
  "book_customer_order.": "accounts",
};

const passed = new Set<string>();
const notePassed = (name: unknown) => void passed.add(String(name));

/** CRASH=payment tries those with it in their name. */
const batches = (): Point[][] =>
  inBatches(
    Object.entries(struck).flatMap(([beginning, service]) => {
      const points = [...passed].filter((point) => point.startsWith(beginning));
      if (points.length === 0) throw new Error(`No act passed a point of ${beginning}`);
      const wanted = points.filter((point) => point.includes(process.env.CRASH ?? ""));
      return wanted.map((point): Point => ({ service, point }));
    }),
    COPIES,
  );

type Office = { client: Client; settled: string };

/** The word that a payment gives an order: noted on it, in the same transaction. */
async function openOffice(url: string, client: Client): Promise<Office> {
  const say = await beginTenant(url, client);
  const { status, body } = await say("POST", "/sales/order-statuses", { value: "settled", label: "Settled" });
  if (status !== 201) throw new Error(`${status} ${JSON.stringify(body)}`);
  return { client, settled: body.id };
}

const micro = (quantity: number): number => quantity * 1_000_000;
const usd = (amount: number): number => amount * 10_000;
const coat = { name: "Coat", quantity: micro(3), price_net: usd(19.9), tax_ppm: 200_000, currency: "USD" };
const hat = { name: "Hat", quantity: micro(7), price_gross: usd(4.33), tax_ppm: 70_000, currency: "USD" };

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

/** A quote becomes an order, is shipped in parts of which one comes back, and paid in parts of which one is given up. */
async function trade({ client, settled }: Office): Promise<string> {
  const { ok } = client;
  const name = { first_name: "Ada", last_name: randomUUID() };
  const { id: customer_id } = await ok.post("/contacts", { ...name });
  const quote = await ok.post("/sales-quotes", { currency: "USD", customer_id, lines: [coat, hat] });
  const { id } = await ok.post(`/sales-quotes/${quote.id}/order`, {});
  const order = `/customer-orders/${id}`;
  const [coats, hats] = quote.lines.map((line: Json) => line.id);
  const ship = async (items: Json[]): Promise<string> =>
    (await ok.post(`${order}/shipments`, { items })).shipments.at(-1).id;
  const some = (line_id: string, quantity: number) => ({ line_id, quantity: micro(quantity) });
  await ship([some(coats, 1), some(hats, 3)]);
  const returned = await ship([some(coats, 2), some(hats, 4)]);
  await without(client, `${order}/shipments/${returned}`);
  await ok.post(`${order}/lines`, { line_id: coats, quantity: micro(4), currency: "USD" });
  await ship([some(coats, 3), some(hats, 4)]);
  const pay = async (more: Json): Promise<string> =>
    (await ok.post(`${order}/payments`, { currency: "USD", ...more })).payments.at(-1).id;
  const first = await pay({ amount: usd(50) });
  const mistaken = await pay({ amount: usd(70) });
  await without(client, `${order}/payments/${mistaken}`);
  await pay({ payment_id: first, refunded_amount: usd(12.34) });
  await pay({ amount: usd(71), order_status_entry_id: settled });
  return id;
}

/** What is stored of it, without what no two orders share. */
async function storedOf({ client }: Office, id: string): Promise<Json> {
  const order = await client.ok.get(`/customer-orders/${id}`);
  const notes = await client.ok.get(`/document-notes?context_id=${id}`);
  const { state, status, lines, shipments, payments, paid_total, refunded_total, outstanding } = order;
  return {
    ...{ state, status, paid_total, refunded_total, outstanding, version: order.version },
    lines: lines.map(({ name, quantity, shipped, gross }: Json) => ({ name, quantity, shipped, gross })),
    shipments: shipments.map(({ items }: Json) => items.map(({ quantity }: Json) => quantity)),
    payments: payments.map(({ amount, refunded_amount }: Json) => [amount, refunded_amount]),
    notes: notes.data.length,
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
    const id = await trade(office);
    expect(await breachesIn(backroom)).toEqual([]);
    peace = { stored: await storedOf(office, id), books: await booksOf(backroom.owner) };
  } finally {
    crashPoints.unsubscribe(notePassed);
    await backroom.stop();
  }
}

/** Trades, so many at once, until it is over. */
async function work(office: Office, over: () => boolean): Promise<string[]> {
  const ids: string[] = [];
  const worker = async () => {
    while (!over()) {
      ids.push(await trade(office));
      // Enough for every point: what goes on while a lease runs out need not be much.
      if (ids.length > 5 * ACTS_AT_ONCE) await pause(500);
    }
  };
  await Promise.all(Array.from({ length: ACTS_AT_ONCE }, worker));
  return ids;
}

/** An event that a process had taken when it died comes again by and by. */
async function asInPeace(office: Office, ids: readonly string[]): Promise<void> {
  for (const id of ids) expect({ id, ...(await storedOf(office, id)) }).toEqual({ id, ...peace.stored });
  const due = Object.fromEntries(Object.entries(peace.books).map(([name, sum]) => [name, sum * ids.length]));
  const booked = async () => isDeepStrictEqual(await booksOf(office.client), due);
  await until(booked, "the books", BOOKED_MS).catch(() => undefined);
  expect(await booksOf(office.client)).toEqual(due);
}

/** A refusal names the request it answers. */
const same = ({ request_id: _request, ...body }: Json): Json => body;

test("kill -9 between any two steps of converting, shipping and paying loses and doubles nothing", async () => {
  const points = batches();
  const office = await openOffice(cluster.url, insistent(cluster.owner, answered, PATIENCE_MS));
  let over = false;
  const working = work(office, () => over);
  working.catch(() => undefined);
  try {
    // A command that ends otherwise than it should is told at once.
    const never = working.then(() => new Promise<never>(() => undefined));
    await Promise.race([killAtEach(cluster, points), never]);
  } finally {
    over = true;
  }
  const ids = await working;
  const counts = `${points.flat().length} points, ${ids.length} orders, ${answered.length} commands answered`;
  process.stdout.write(`crash, customers' orders: ${counts}\n`);
  const place = { mongo_url: process.env.TEST_MONGO_URL!, namespace: cluster.namespace };
  expect(await breachesIn(place, 40_000)).toEqual([]);
  await asInPeace(office, ids);
  // Asked once more under its key, each is what it was, and nothing new comes of it.
  for (const { path, body, key, reply } of answered) {
    const again: Reply = await insist(cluster.owner, path, body, key);
    expect({ path, body: same(again.body) }).toEqual({ path, body: same(reply.body) });
  }
  await asInPeace(office, ids);
  expect(await breachesIn(place, 40_000)).toEqual([]);
}, 1_800_000);
