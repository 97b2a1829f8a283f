/** Reactions that are done together: one transaction for what comes at a time, each event once in effect (EVT-1). */
import { randomUUID } from "node:crypto";
import { MAX_ATTEMPTS } from "../../shared/events/carrier.ts";
import { together } from "../../shared/events/consumer.ts";
import type { Envelope } from "../../shared/events/event.ts";
import {
  aPiece,
  box,
  type Held,
  heldCarrier,
  orgOf,
  pack,
  packed,
  piece,
  type Stock,
  startStock,
  stockWith,
  until,
} from "./kernel-support.ts";

const { create } = piece.actions;
let stock: Stock;
let carrier: Held;
/** How many events each transaction had. */
let sizes: number[] = [];
/** Ids of events that cannot be done. */
const poisoned = new Set<string>();
/** What every one of them meets for now. */
let trouble: Error | null = null;

const counting = together("count-together", packed, async (tx, events) => {
  sizes.push(events.length);
  if (trouble) throw trouble;
  if (events.some((each) => poisoned.has(each.id))) throw new Error("Not this one.");
  await tx.append(
    box,
    events.map((each) => ({ name: each.id, number: 1 })),
  );
});

beforeAll(async () => {
  carrier = heldCarrier();
  stock = await startStock(stockWith({ reactions: [counting] }), carrier);
  // The first box makes their collection, and begins its transaction anew for it: that one is not to be counted.
  await stock.one.call(box.actions.create, { name: "first" });
});
afterAll(() => stock.stop());
beforeEach(() => {
  sizes = [];
});

/** So many events of a new tenant, and how to deliver them. */
async function happened(times: number): Promise<Envelope[]> {
  const options = { meta: orgOf(randomUUID()) };
  const made = await stock.one.call(create, aPiece(), options);
  for (let i = 0; i < times; i++) await stock.one.call(pack, { id: made.id }, options);
  const told = () =>
    carrier.published.filter((each) => each.aggregate.id === made.id && each.type === packed.type);
  await until(async () => told().length === times, "its events");
  return told();
}

const deliver = (event: Envelope, attempt = 1) => carrier.subscriptions[0]!.handle(event, attempt);
const counted = async (events: Envelope[]) =>
  (await stock.rows<{ name: string }>("boxes", { name: { $in: events.map((each) => each.id) } }))
    .map((row) => row.name)
    .sort();
const ids = (events: Envelope[]) => events.map((each) => each.id).sort();

test("what comes at a time is one transaction, of each tenant its own", async () => {
  const [ours, theirs] = [await happened(6), await happened(3)];
  await Promise.all([...ours, ...theirs].map((each) => deliver(each)));
  expect(sizes.sort()).toEqual([3, 6]);
  expect(await counted([...ours, ...theirs])).toEqual(ids([...ours, ...theirs]));
});

test("one that was done before keeps none of the others, and is not done again", async () => {
  const events = await happened(4);
  await deliver(events[1]!);
  await Promise.all([...events, events[2]!].map((each) => deliver(each)));
  expect(await counted(events)).toEqual(ids(events));
});

test("one that cannot be done is repeated and buried by itself", async () => {
  const events = await happened(3);
  const bad = events[1]!;
  poisoned.add(bad.id);
  const first = await Promise.allSettled(events.map((each) => deliver(each)));
  expect(first.map((each) => each.status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  await deliver(bad, MAX_ATTEMPTS);
  const letters = await stock.rows<{ event: { id: string } }>("_dead_letters", { org_id: bad.org_id });
  expect(letters.map((each) => each.event.id)).toEqual([bad.id]);
  expect(await counted(events)).toEqual(ids(events.filter((each) => each !== bad)));
});

test("while the database is away all of them want to come again, and none is tried by itself", async () => {
  const events = await happened(3);
  trouble = Object.assign(new Error("connection closed"), { name: "MongoNetworkError" });
  const first = await Promise.allSettled(events.map((each) => deliver(each, MAX_ATTEMPTS)));
  trouble = null;
  expect(first.map((each) => each.status)).toEqual(["rejected", "rejected", "rejected"]);
  expect(sizes).toEqual([3]);
  await Promise.all(events.map((each) => deliver(each)));
  expect(await counted(events)).toEqual(ids(events));
});
