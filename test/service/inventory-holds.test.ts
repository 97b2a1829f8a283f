/** Holding, releasing, selling and taking back units: a piece is never sold twice. */
import mongoose from "mongoose";
import { resolvePrincipal } from "../../services/accounts/public.ts";
import {
  holdUnits,
  loadForSale,
  parkUnits,
  releaseUnits,
  returnUnits,
  sellUnits,
  unparkUnits,
} from "../../services/inventory/public.ts";
import { newId, sha256 } from "../../shared/ids.ts";
import type { Meta } from "../../shared/meta.ts";
import type { ActionRef, InputOf, OutputOf } from "../../shared/service/reference.ts";
import { type Backroom, type Client, startBackroom } from "../support/backroom.ts";
import { logRows } from "../support/command-log.ts";

let backroom: Backroom;
let meta: Meta;
let shop: Client;

beforeAll(async () => {
  backroom = await startBackroom();
  shop = backroom.owner;
  meta = await metaOf(shop);
});
afterAll(() => backroom.stop());

async function metaOf(client: Client): Promise<Meta> {
  const { principal } = await backroom.process.call(resolvePrincipal, {
    kind: "api_key",
    value: sha256(client.key),
  });
  return {
    org: principal!.org as Meta["org"],
    actor: { kind: "system", id: "test" },
    scopes: ["*"],
    request_id: newId(),
  };
}

const call = <R extends ActionRef<never, unknown>>(
  ref: R,
  input: InputOf<R>,
  as = meta,
): Promise<OutputOf<R>> => backroom.process.call(ref, input, as);

const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => {
      throw new Error("It was accepted.");
    },
    (error) => ({ code: error.code, type: error.type, data: error.data }),
  );

const piece = (more: object = {}) =>
  shop.ok.post("/items", { title: "Coat", tag_price: 5000, inventory_type: "retail", ...more });
const counts = async (id: string) => (await shop.ok.get(`/items/${id}`)).status_counts;

type Told = { type: string; aggregate: { id: string; seq: number }; data: Record<string, unknown> };

/** The item's events in their order, as the outbox holds them: in the log, or still beside the item. */
async function eventsOf(id: string): Promise<Told[]> {
  const connection = await mongoose.createConnection(backroom.mongo_url).asPromise();
  try {
    const database = connection.useDb(`${backroom.namespace}_inventory`);
    const rows = await logRows<{ events: Told[] }>(database, { "events.aggregate.id": id });
    return rows
      .flatMap((row) => row.events.filter((each) => each.aggregate.id === id))
      .sort((one, other) => one.aggregate.seq - other.aggregate.seq);
  } finally {
    await connection.close();
  }
}

test("SALE-1: of 50 holds on one piece at once exactly one wins, the others name the piece", async () => {
  const { id } = await piece();
  const tries = await Promise.allSettled(
    Array.from({ length: 50 }, () =>
      call(holdUnits, { hold_id: newId(), lines: [{ item_id: id, units: 1 }] }),
    ),
  );
  const won = tries.filter((each) => each.status === "fulfilled");
  const lost = tries.flatMap((each) => (each.status === "rejected" ? [each.reason] : []));
  expect(won).toHaveLength(1);
  expect(new Set(lost.map((each) => `${each.code} ${each.type}`))).toEqual(
    new Set(["409 item_not_available"]),
  );
  expect(lost[0].data).toMatchObject({
    item_ids: [id],
    errors: [{ pointer: "/lines/0/item_id", code: "item_not_available" }],
  });
  expect(await counts(id)).toEqual({ parked: 1 });
});

test("a till's hold is silent and idempotent; selling tells one move from active (STM-3)", async () => {
  const { id } = await piece({ quantity: 3 });
  const hold_id = newId();
  const sale_id = newId();
  const take = { hold_id, lines: [{ item_id: id, units: 2 }] };
  expect(await call(holdUnits, take)).toEqual({ held: true });
  expect(await call(holdUnits, take)).toEqual({ held: true });
  const other = await refusal(call(holdUnits, { ...take, lines: [{ item_id: id, units: 1 }] }));
  expect(other).toMatchObject({ code: 409, type: "conflict" });
  expect(await shop.ok.get(`/items/${id}`)).toMatchObject({
    version: 1,
    status: "active",
    status_counts: { active: 1, parked: 2 },
  });
  const sell = { hold_id, sale_id, lines: take.lines };
  expect(await call(sellUnits, sell)).toEqual({ stock: [] });
  expect(await call(sellUnits, sell)).toEqual({ stock: [] });
  const after = await shop.ok.get(`/items/${id}`);
  expect(after).toMatchObject({ version: 2, status: "active", status_counts: { active: 1, sold: 2 } });
  expect(after.last_sold_at).not.toBeNull();
  const told = (await eventsOf(id)).filter((each) => each.type === "item.status_changed");
  expect(told).toHaveLength(1);
  expect(told[0]).toMatchObject({
    aggregate: { kind: "item", id, seq: 2 },
    data: { moves: [{ from: "active", to: "sold", units: 2 }], status_counts: { active: 1, sold: 2 } },
  });
  // A release that was on its way finds nothing to give back, and what is sold stays sold.
  expect(await call(releaseUnits, { hold_id, lines: take.lines })).toEqual({ released: true });
  expect(await counts(id)).toEqual({ active: 1, sold: 2 });
  expect(await call(sellUnits, sell)).toEqual({ stock: [] });
});

test.each([
  ["a till's", holdUnits],
  ["a parked sale's", parkUnits],
])(
  "%s hold is refused when the price, the owner's share or the kind has changed since",
  async (_whose, ref) => {
    const { id } = await piece();
    const by = { item_id: id, inventory_type: "retail" as const, tag_price: 5000 };
    const take = (priced: object) => ({
      hold_id: newId(),
      lines: [{ item_id: id, units: 1 }],
      priced: [{ ...by, ...priced }],
    });
    for (const before of [{ tag_price: 4999 }, { inventory_type: "buy_outright" }, { account_id: newId() }])
      expect(await refusal(call(ref, take(before)))).toMatchObject({ code: 409, type: "conflict" });
    expect(await counts(id)).toEqual({ active: 1 });
    expect(await call(ref, take({}))).toEqual({ held: true });
    expect(await counts(id)).toEqual({ parked: 1 });
  },
);

test("SALE-2: a parked sale's hold and its release each tell one event", async () => {
  const { id } = await piece();
  const hold_id = newId();
  await call(parkUnits, { hold_id, lines: [{ item_id: id, units: 1 }] });
  expect(await shop.ok.get(`/items/${id}`)).toMatchObject({ status: "parked", version: 2 });
  expect(await call(unparkUnits, { hold_id })).toEqual({ released: true });
  expect(await call(unparkUnits, { hold_id })).toEqual({ released: true });
  expect(await shop.ok.get(`/items/${id}`)).toMatchObject({ status: "active", version: 3 });
  const told = (await eventsOf(id)).filter((each) => each.type === "item.status_changed");
  expect(told.map((each) => each.data.moves)).toEqual([
    [{ from: "active", to: "parked", units: 1 }],
    [{ from: "parked", to: "active", units: 1 }],
  ]);
});

test("a release that comes before its hold refuses the hold", async () => {
  const { id } = await piece();
  const lines = [{ item_id: id, units: 1 }];
  const hold_id = newId();
  expect(await call(releaseUnits, { hold_id, lines })).toEqual({ released: true });
  const late = await refusal(call(holdUnits, { hold_id, lines }));
  expect(late).toMatchObject({ code: 409, type: "conflict" });
  for (const never of [hold_id, newId()]) {
    const refused = await refusal(call(sellUnits, { hold_id: never, lines, sale_id: newId() }));
    expect(refused).toMatchObject({ code: 409, type: "conflict" });
  }
  const parked = newId();
  expect(await call(unparkUnits, { hold_id: parked })).toEqual({ released: true });
  expect(await refusal(call(parkUnits, { hold_id: parked, lines }))).toMatchObject({ type: "conflict" });
  expect(await counts(id)).toEqual({ active: 1 });
});

test("a hold that broke off half way is completed by the same call, or given back", async () => {
  const [a, b] = [await piece(), await piece({ quantity: 2 })];
  const lines = [a, b].map(({ id }) => ({ item_id: id, units: 1 }));
  const half = async (hold_id: string) => {
    await call(holdUnits, { hold_id, lines: [lines[0]!] });
    expect([await counts(a.id), await counts(b.id)]).toEqual([{ parked: 1 }, { active: 2 }]);
  };
  const hold_id = newId();
  await half(hold_id);
  expect(await call(holdUnits, { hold_id, lines })).toEqual({ held: true });
  expect([await counts(a.id), await counts(b.id)]).toEqual([{ parked: 1 }, { active: 1, parked: 1 }]);
  await call(releaseUnits, { hold_id, lines });
  const second = newId();
  await half(second);
  await call(releaseUnits, { hold_id: second, lines });
  expect([await counts(a.id), await counts(b.id)]).toEqual([{ active: 1 }, { active: 2 }]);
});

test("an item that was changed between its price and its sale is read again: both changes stay", async () => {
  const [a, b] = [await piece(), await piece({ quantity: 3 })];
  const lines = [a, b].map(({ id }) => ({ item_id: id, units: 1 }));
  const [hold_id, other, sale_id] = [newId(), newId(), newId()];
  await call(loadForSale, { item_ids: [a.id, b.id] });
  await call(holdUnits, { hold_id, lines });
  await shop.ok.patch(`/items/${a.id}`, { title: "Long coat" });
  // Another till's hold leaves the version as it is.
  await call(holdUnits, { hold_id: other, lines: [lines[1]!] });
  expect(await call(sellUnits, { hold_id, lines, sale_id })).toEqual({ stock: [] });
  expect(await shop.ok.get(`/items/${a.id}`)).toMatchObject({
    title: "Long coat",
    version: 3,
    status_counts: { sold: 1 },
  });
  expect(await counts(b.id)).toEqual({ active: 1, parked: 1, sold: 1 });
  await call(releaseUnits, { hold_id: other, lines: [lines[1]!] });
  expect(await counts(b.id)).toEqual({ active: 2, sold: 1 });
});

test("all or nothing: one line that cannot be held leaves the others untouched, whatever the reason", async () => {
  const [free, gone, foreign] = [await piece({ quantity: 2 }), await piece({ status: "inactive" }), newId()];
  const refused = await refusal(
    call(holdUnits, {
      hold_id: newId(),
      lines: [
        { item_id: free.id, units: 1 },
        { item_id: gone.id, units: 1 },
        { item_id: foreign, units: 1 },
      ],
    }),
  );
  expect(refused.type).toBe("item_not_available");
  expect(refused.data.item_ids.sort()).toEqual([gone.id, foreign].sort());
  expect(refused.data.errors.map((each: { pointer: string }) => each.pointer)).toEqual([
    "/lines/1/item_id",
    "/lines/2/item_id",
  ]);
  expect(await counts(free.id)).toEqual({ active: 2 });
});

test("the same item on two lines counts with both", async () => {
  const { id } = await piece({ quantity: 3 });
  const lines = [
    { item_id: id, units: 2 },
    { item_id: id, units: 2 },
  ];
  const refused = await refusal(call(holdUnits, { hold_id: newId(), lines }));
  expect(refused.data).toMatchObject({ item_ids: [id] });
  await call(holdUnits, {
    hold_id: newId(),
    lines: lines.map((each) => ({ ...each, units: 1 })),
  });
  expect(await counts(id)).toEqual({ active: 1, parked: 2 });
});

test("SALE-4: own goods go below zero where that is allowed, and come back", async () => {
  const { id } = await piece();
  const lines = [{ item_id: id, units: 3 }];
  expect((await refusal(call(holdUnits, { hold_id: newId(), lines }))).type).toBe("item_not_available");
  const hold_id = newId();
  const sale_id = newId();
  await call(holdUnits, { hold_id, allow_negative_stock: true, lines });
  await call(sellUnits, { hold_id, lines, sale_id });
  expect(await counts(id)).toEqual({ active: -2, sold: 3 });
  await call(returnUnits, { return_id: newId(), sale_id, flow: "void", lines });
  expect(await counts(id)).toEqual({ active: 1 });
});

test("REF-4, VOID-1: units come back once per refund, from where the sale put them", async () => {
  const { id } = await piece({ quantity: 3 });
  const [hold_id, sale_id, return_id] = [newId(), newId(), newId()];
  const lines = [{ item_id: id, units: 3 }];
  await call(holdUnits, { hold_id, lines });
  await call(sellUnits, { hold_id, lines, sale_id, status: "sold_on_square" });
  const back: InputOf<typeof returnUnits> = {
    return_id,
    sale_id,
    sold_as: "sold_on_square",
    flow: "refund",
    lines: [
      { item_id: id, units: 1 },
      { item_id: id, units: 1, to: "damaged" },
    ],
  };
  expect(await call(returnUnits, back)).toEqual({ stock: [] });
  expect(await call(returnUnits, back)).toEqual({ stock: [] });
  expect(await counts(id)).toEqual({ active: 1, damaged: 1, sold_on_square: 1 });
  const told = (await eventsOf(id)).at(-1);
  expect(told?.data.moves).toEqual([
    { from: "sold_on_square", to: "active", units: 1 },
    { from: "sold_on_square", to: "damaged", units: 1 },
  ]);
  const too_many = await refusal(
    call(returnUnits, { return_id: newId(), sale_id, flow: "refund", lines: [{ item_id: id, units: 2 }] }),
  );
  expect(too_many).toMatchObject({ code: 409, type: "conflict" });
});

test("two holds of the same pieces in opposite orders: one wins, nothing hangs", async () => {
  const [a, b] = [await piece(), await piece()];
  for (let round = 0; round < 5; round++) {
    const ids = [newId(), newId()];
    const lines = [a, b].map(({ id }) => ({ item_id: id, units: 1 }));
    const both = await Promise.allSettled([
      call(holdUnits, { hold_id: ids[0]!, lines }),
      call(holdUnits, { hold_id: ids[1]!, lines: [...lines].reverse() }),
    ]);
    expect(both.filter((each) => each.status === "fulfilled")).toHaveLength(1);
    await Promise.all(ids.map((hold_id) => call(releaseUnits, { hold_id, lines })));
    expect([await counts(a.id), await counts(b.id)]).toEqual([{ active: 1 }, { active: 1 }]);
  }
});

test("INV-27: another organization's pieces can be neither loaded nor held", async () => {
  const { id } = await piece();
  const other = await backroom.organization("Other shop");
  const theirs = await metaOf(other);
  expect(await call(loadForSale, { item_ids: [id] }, theirs)).toEqual({ items: [], store: null });
  const refused = await refusal(
    call(holdUnits, { hold_id: newId(), lines: [{ item_id: id, units: 1 }] }, theirs),
  );
  expect(refused).toMatchObject({ code: 409, data: { item_ids: [id] } });
  expect(await counts(id)).toEqual({ active: 1 });
});

test("INV-13, INV-14: after random holds, sales, returns and moves with a fixed seed the counts add up", async () => {
  let seed = 19_991_231;
  const random = (n: number) => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff;
    return (seed >>> 8) % n;
  };
  const { id } = await piece({ quantity: 6 });
  const held: { hold_id: string; parked: boolean; lines: { item_id: string; units: number }[] }[] = [];
  const sold: { sale_id: string; units: number }[] = [];
  const take = async () => {
    const one = { hold_id: newId(), parked: random(2) === 1, lines: [{ item_id: id, units: 1 + random(2) }] };
    const { hold_id, lines } = one;
    await call(one.parked ? parkUnits : holdUnits, { hold_id, lines });
    held.push(one);
  };
  const end = async () => {
    const one = held.shift();
    if (!one) return;
    const { hold_id, lines } = one;
    if (one.parked) return call(unparkUnits, { hold_id });
    if (random(3) === 0) return call(releaseUnits, { hold_id, lines });
    const sale_id = newId();
    await call(sellUnits, { hold_id, lines, sale_id });
    sold.push({ sale_id, units: lines[0]!.units });
  };
  const back = async () => {
    const one = sold.shift();
    if (!one) return;
    const lines = [
      { item_id: id, units: one.units, to: random(3) ? ("active" as const) : ("damaged" as const) },
    ];
    await call(returnUnits, { return_id: newId(), sale_id: one.sale_id, flow: "refund", lines });
  };
  const shift = () =>
    shop.post(`/items/${id}/status`, { status: ["inactive", "active", "lost"][random(3)], units: 1 });
  const sum = (rows: { units: number }[]) => rows.reduce((total, each) => total + each.units, 0);
  let refused = 0;
  for (let step = 0; step < 120; step++) {
    const act = [take, take, end, back, shift][random(5)]!;
    await act().catch((error: { type?: string }) => {
      expect(error.type).toBe("item_not_available");
      refused++;
    });
    const { status_counts, quantity } = await shop.ok.get(`/items/${id}`);
    const units = Object.values(status_counts) as number[];
    expect(units.reduce((a, b) => a + b, 0)).toBe(quantity);
    expect(Math.min(...units)).toBeGreaterThan(0);
    expect([status_counts.parked ?? 0, status_counts.sold ?? 0]).toEqual([
      sum(held.flatMap(({ lines }) => lines)),
      sum(sold),
    ]);
  }
  expect(refused).toBeGreaterThan(0);
});

test("a move by hand and 20 holds at once on the last units: nobody gets what is not there", async () => {
  const { id } = await piece({ quantity: 5 });
  const [moved, ...holds] = await Promise.allSettled([
    shop.ok.post(`/items/${id}/status`, { status: "lost", from: "active", units: 2 }),
    ...Array.from({ length: 20 }, () =>
      call(holdUnits, { hold_id: newId(), lines: [{ item_id: id, units: 1 }] }),
    ),
  ]);
  const won = holds.filter((each) => each.status === "fulfilled").length;
  const lost = moved!.status === "fulfilled" ? 2 : 0;
  const after = await counts(id);
  expect([after.parked, after.lost ?? 0, after.active ?? 0]).toEqual([won, lost, 5 - won - lost]);
  expect(won + lost).toBeGreaterThanOrEqual(4);
});

test("DEL-4, DEL-5, TRM-4: a held piece is in use, a sold one is kept, and its terms stay as they are", async () => {
  const { id } = await piece();
  const hold_id = newId();
  const lines = [{ item_id: id, units: 1 }];
  await call(holdUnits, { hold_id, lines });
  expect((await shop.delete(`/items/${id}`)).body).toMatchObject({
    code: "in_use",
    references: { held_units: { count: 1 } },
  });
  await call(sellUnits, { hold_id, lines, sale_id: newId() });
  expect((await shop.delete(`/items/${id}`)).body.code).toBe("not_deletable");
  const terms = await shop.patch(`/items/${id}`, { return_days: 3 });
  expect([terms.status, terms.body.code]).toEqual([409, "locked"]);
  const { results } = await shop.ok.post("/items/reapply-terms", { items: [id] });
  expect(results).toMatchObject([{ status: "error", error: "locked" }]);
  expect(await shop.ok.patch(`/items/${id}`, { title: "Sold coat" })).toMatchObject({ title: "Sold coat" });
});
