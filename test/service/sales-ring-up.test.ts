/** Sales made at once: rung up in one request (SALE-1), recorded for an outside till and taken back (D37). */
import { type Backroom, type Client, type Json, startBackroom } from "../support/backroom.ts";
import { openShop, type Shop } from "../support/shop.ts";

let backroom: Backroom;
let owner: Client;
let shop: Shop;

beforeAll(async () => {
  backroom = await startBackroom();
});
afterAll(() => backroom.stop());
beforeEach(async () => {
  owner = await backroom.organization("Shop");
  shop = await openShop(owner);
});

const cash = (amount: number) => [{ type: "cash", amount }];
const item = (id: string) => owner.ok.get(`/items/${id}`);
const balance = async () => (await owner.ok.get(`/accounts/${shop.consignor}`)).balance;
const journals = async () => (await owner.ok.get("/journals")).data;
const ringUp = (items: string[], amount: number, headers: Record<string, string> = {}, more: object = {}) =>
  owner.post(
    "/sales/ring-up",
    {
      store_id: shop.store,
      lines: items.map((item_id) => ({ item_id })),
      payments: cash(amount),
      ...more,
    },
    headers,
  );

/** Nothing of a refused sale is left behind. */
async function untouched(...items: string[]) {
  expect((await owner.ok.get("/sales")).data).toEqual([]);
  expect(await journals()).toEqual([]);
  for (const id of items) expect(await item(id)).toMatchObject({ status_counts: { active: 1 } });
}

describe("ringing up", () => {
  test("prices, settles and finalizes in one request; the sale is as if opened and finalized", async () => {
    const [first, second] = [await shop.piece(12_000), await shop.piece(12_000)];
    const reply = await ringUp([first], 15_000, {}, { memo: "gift", expected_total: 13_065 });
    expect(reply).toMatchObject({
      status: 201,
      body: { status: "finalized", number: "000001", total: 13_065, change: 1935, memo: "gift", version: 1 },
    });
    expect(reply.headers.get("location")).toContain(reply.body.id);
    expect(await item(first)).toMatchObject({ status: "sold" });
    expect(await balance()).toBe(7200);
    const opened = await shop.open(second);
    const twoSteps = await owner.ok.post(`/sales/${opened.id}/finalize`, { payments: cash(15_000) });
    const same = ({
      id,
      number,
      lines,
      version,
      memo,
      created_at,
      updated_at,
      finalized_at,
      ...rest
    }: Json) => rest;
    expect(same(reply.body)).toEqual(same(twoSteps));
    // Finalized once more with the same payments, it is the same sale (SALE-3).
    expect(await owner.ok.post(`/sales/${reply.body.id}/finalize`, { payments: cash(15_000) })).toEqual(
      reply.body,
    );
    const { data } = await owner.ok.get(`/changes?kinds=sale&limit=1000`);
    expect(data.filter((each: Json) => each.id === reply.body.id)).toHaveLength(1);
  });

  test.each([
    ["too little money", { payments: cash(13_064) }, 422, "insufficient_payment"],
    ["another total than expected", { expected_total: 1 }, 409, "total_changed"],
    ["change of a card", { payments: [{ type: "card", amount: 20_000 }] }, 422, "invalid_payment"],
    [
      "store credit of nobody",
      { payments: [{ type: "store_credit", amount: 13_065 }] },
      400,
      "validation_failed",
    ],
    ["an empty basket", { lines: [] }, 400, "validation_failed"],
  ])("%s leaves nothing behind", async (_what, more, status, code) => {
    const id = await shop.piece(12_000);
    expect(await ringUp([id], 13_065, {}, more)).toMatchObject({ status, body: { code } });
    await untouched(id);
  });

  test("a piece that is gone and credit that is not there leave nothing behind, not even a hold", async () => {
    const [id, parked] = [await shop.piece(12_000), await shop.piece(1000)];
    const other = await shop.open(parked);
    await owner.ok.post(`/sales/${other.id}/park`);
    const gone = await ringUp([id, parked], 99_999);
    expect(gone).toMatchObject({ status: 409, body: { code: "item_not_available", item_ids: [parked] } });
    const payments = [
      { type: "cash", amount: 65 },
      { type: "store_credit", amount: 13_000, account_id: shop.consignor },
    ];
    const poor = await ringUp([id], 0, {}, { payments });
    const at = { errors: [{ pointer: "/payments/1/amount" }] };
    expect(poor).toMatchObject({ status: 409, body: { code: "insufficient_balance", ...at } });
    expect((await owner.ok.get("/sales?status=finalized")).data).toEqual([]);
    expect(await journals()).toEqual([]);
    expect(await item(id)).toMatchObject({ status_counts: { active: 1 } });
  });

  test("API-9: under one key it is one sale, asked twice or by many at once", async () => {
    const id = await shop.piece(10_000);
    const key = { "idempotency-key": "till-1" };
    const replies = await Promise.all(Array.from({ length: 5 }, () => ringUp([id], 20_000, key)));
    const made = replies.filter((each) => each.status === 201);
    const waiting = replies.filter((each) => each.status === 409);
    expect(made.length).toBeGreaterThan(0);
    for (const each of waiting) expect(each.body.code).toBe("request_in_progress");
    expect(made.length + waiting.length).toBe(5);
    const again = await ringUp([id], 20_000, key);
    expect(again).toMatchObject({ status: 201, body: made[0]!.body });
    expect(again.headers.get("idempotency-replayed")).toBe("true");
    expect(await ringUp([id], 30_000, key)).toMatchObject({ status: 422 });
    expect((await owner.ok.get("/sales")).data).toHaveLength(1);
    expect(await balance()).toBe(6000);
  });

  test("SALE-1: of many who ring up one piece, one sells it", async () => {
    const id = await shop.piece(10_000);
    const replies = await Promise.all(Array.from({ length: 6 }, () => ringUp([id], 20_000)));
    expect(replies.map((each) => each.status).sort()).toEqual([201, 409, 409, 409, 409, 409]);
    expect((await owner.ok.get("/sales")).data).toHaveLength(1);
    expect(await balance()).toBe(6000);
  });
});

describe("an outside till (D37)", () => {
  const record = (body: object) => owner.post("/sales/outside", body);

  test("one finalized sale with every posting: at the tag price or at what was taken, all units or some", async () => {
    await owner.ok.post("/discounts", {
      name: "Always",
      bearer: "store",
      value_type: "percentage",
      value: 500_000,
      level: "line",
      auto_apply: true,
    });
    const [tagged, priced] = [await shop.piece(10_000), await shop.piece(10_000, { quantity: 3 })];
    const reply = await record({
      store_id: shop.store,
      external_ref: "web-17",
      lines: [{ item_id: tagged }, { item_id: priced, price: 4000 }],
    });
    // 10000 + 3 × 4000, and 8.875 % on top.
    expect(reply).toMatchObject({
      status: 201,
      body: {
        status: "finalized",
        channel: "third_party",
        external_ref: "web-17",
        discount_total: 0,
        subtotal: 22_000,
        total: 23_953,
        change: 0,
        consignor_portion: 13_200,
        payments: [{ type: "external", amount: 23_953 }],
      },
    });
    expect(await item(tagged)).toMatchObject({ status: "sold_on_third_party" });
    expect(await item(priced)).toMatchObject({
      tag_price: 10_000,
      status_counts: { sold_on_third_party: 3 },
    });
    expect(await balance()).toBe(13_200);
    expect(await journals()).toHaveLength(1);
    const again = await record({ lines: [{ item_id: tagged }] });
    expect(again).toMatchObject({ status: 409, body: { code: "item_not_available", item_ids: [tagged] } });
    const [cheap] = [await shop.piece(700)];
    expect(await record({ lines: [{ item_id: cheap, price: 0 }] })).toMatchObject({
      status: 201,
      body: { total: 0, payments: [] },
    });
  });

  test("all lines or none; what is wrong is named", async () => {
    const [id, gone] = [await shop.piece(), await shop.piece()];
    await owner.ok.post(`/items/${gone}/status`, { status: "lost" });
    const refused = await record({ lines: [{ item_id: id }, { item_id: gone }] });
    expect(refused).toMatchObject({
      status: 409,
      body: { code: "item_not_available", errors: [{ pointer: "/lines/1/item_id" }] },
    });
    expect(await record({ lines: [{ item_id: id, quantity: 2 }] })).toMatchObject({ status: 409 });
    expect(await record({ lines: [{ item_id: id }, { item_id: id }] })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: "/lines/1/item_id" }] },
    });
    expect(await record({ lines: [{ item_id: shop.store }] })).toMatchObject({ status: 422 });
    expect(await record({ lines: [] })).toMatchObject({ status: 400 });
    expect((await owner.ok.get("/sales")).data).toEqual([]);
    expect(await item(id)).toMatchObject({ status_counts: { active: 1 } });
  });

  test("taken back with restock to the outside till, whichever sales they were on; again: 409", async () => {
    const [a, b, c] = [await shop.piece(10_000), await shop.piece(5000), await shop.piece(2000)];
    await record({ lines: [{ item_id: a }, { item_id: b }] });
    await record({ lines: [{ item_id: c }] });
    const back = { items: [a, c] };
    const headers = { "idempotency-key": "back-1" };
    const reply = await owner.post("/sales/outside/return", back, headers);
    expect(reply.status).toBe(201);
    const amounts = reply.body.refunds.map((each: Json) => each.amount).sort();
    expect(amounts).toEqual([10_888, 2178].sort());
    for (const each of reply.body.refunds) expect(each.tenders).toMatchObject([{ type: "external" }]);
    for (const id of [a, c]) expect(await item(id)).toMatchObject({ status_counts: { active: 1 } });
    expect(await item(b)).toMatchObject({ status: "sold_on_third_party" });
    expect(await balance()).toBe(3000);
    const replayed = await owner.post("/sales/outside/return", back, headers);
    expect(replayed.body).toEqual(reply.body);
    // b is still sold, a is not: nothing happens.
    const again = await owner.post("/sales/outside/return", { items: [b, a] });
    expect(again).toMatchObject({ status: 409, body: { item_ids: [a], errors: [{ pointer: "/items/1" }] } });
    expect(await item(b)).toMatchObject({ status: "sold_on_third_party" });
    // Sold and taken back once more.
    expect(await record({ lines: [{ item_id: a }] })).toMatchObject({ status: 201 });
    expect(await owner.post("/sales/outside/return", { items: [a] })).toMatchObject({ status: 201 });
    expect(await balance()).toBe(3000);
  });

  test("a piece sold in the shop is not taken back this way", async () => {
    const id = await shop.piece(1000);
    await ringUp([id], 2000);
    expect(await owner.post("/sales/outside/return", { items: [id] })).toMatchObject({ status: 409 });
  });
});
