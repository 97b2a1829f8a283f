import { randomUUID } from "node:crypto";
import type { ContractView } from "../../services/contracts/public.ts";
import { type Backroom, type Client, startBackroom } from "../support/backroom.ts";

let backroom: Backroom;
let owner: Client;
beforeAll(async () => {
  backroom = await startBackroom();
  owner = backroom.owner;
});
afterAll(() => backroom.stop());

const user = () => randomUUID();
const sum = (amounts: number[]) => amounts.reduce((a, b) => a + b, 0);

/** The terms of the table in 8.2: 2.9 % + 30, service 1 %, platform 5 %. */
const rates = {
  processor: { ppm: 29_000, fixed: 30 },
  service_fee_ppm: 10_000,
  platform_fee_ppm: 50_000,
};
const switches = (processor: boolean, others: boolean) => ({
  include_processor_fees: processor,
  include_service_fees: others,
  include_platform_fees: others,
});

/** A draft of `prices`, each of a seller of its own, for buyers of these weights. */
async function draft(prices: number[], weights: number[], more: object = {}): Promise<ContractView> {
  const sellers = prices.map(user);
  return owner.ok.post("/contracts", {
    items: prices.map((unit_price, i) => ({ seller_user_id: sellers[i], name: `Item ${i}`, unit_price })),
    sellers: sellers.map((user_id) => ({ user_id })),
    buyers: weights.map((weight) => ({ user_id: user(), weight })),
    ...more,
  });
}

function expectIdentity(contract: ContractView) {
  const { total, buyers, sellers, processor_fee, service_fee, platform_fee, custom_fees } = contract;
  expect(sum(buyers.map((each) => each.due))).toBe(total);
  const owed = sum(sellers.map((each) => each.owed));
  expect(owed + processor_fee + service_fee + platform_fee + custom_fees).toBe(total);
}

test.each([
  ["all included", switches(true, true), [9000], [1], 9856, 316, [9856], [9000]],
  ["none included", switches(false, false), [9000], [1], 9000, 291, [9000], [8169]],
  ["platform and service included", switches(false, true), [9000], [1], 9540, 307, [9540], [8693]],
  ["all included, weights 2:1", switches(true, true), [9000], [2, 1], 9887, 347, [6581, 3306], [9000]],
  [
    "none included, three sellers",
    switches(false, false),
    [5000, 3000, 1000],
    [1],
    9000,
    291,
    [9000],
    [4538, 2723, 908],
  ],
])("CON-2 CON-4 CON-5 the table of 8.2: %s", async (_, onTop, prices, weights, total, f_p, dues, owed) => {
  const made = await draft(prices, weights, { ...rates, ...onTop });
  expect(made).toMatchObject({
    number: expect.stringMatching(/^\d{6}$/),
    status: "draft",
    overdue: false,
    currency: "USD",
    sub_total: 9000,
    total,
    processor_fee: f_p,
    service_fee: 90,
    platform_fee: 450,
    version: 1,
  });
  expect(made.buyers.map((each) => each.due)).toEqual(dues);
  expect(made.sellers.map((each) => each.owed)).toEqual(owed);
  expectIdentity(made);
  expect((await owner.get(`/contracts/${made.id}`)).body).toEqual(made);
});

test("CON-4 pins: the rest is shared by weight; pins that do not fit become the weights", async () => {
  const made = await draft([9000], [1, 1, 1]);
  const [a, b, c] = made.buyers.map((each) => each.user_id);
  const pinned: ContractView = await owner.ok.patch(`/contracts/${made.id}`, {
    buyers: [{ user_id: a, pinned: true, due: 5000 }, { user_id: b }, { user_id: c }],
  });
  expect(pinned.buyers.map((each) => each.due)).toEqual([5000, 2000, 2000]);
  expect(pinned.buyers[0]).toMatchObject({ id: made.buyers[0]!.id, pinned: true });
  const all: ContractView = await owner.ok.patch(`/contracts/${made.id}`, {
    items: [{ ...itemOf(made), unit_price: 10_000 }],
    buyers: [
      { user_id: a, pinned: true, due: 5000 },
      { user_id: b, pinned: true, due: 3000 },
      { user_id: c, pinned: true, due: 2000 },
    ],
  });
  expect(all.buyers.map((each) => each.pinned)).toEqual([true, true, true]);
  const dearer: ContractView = await owner.ok.patch(`/contracts/${made.id}`, {
    buyers: [
      { user_id: a, pinned: true, due: 5000 },
      { user_id: b, pinned: true, due: 3000 },
      { user_id: c, pinned: true, due: 1800 },
    ],
    items: [{ ...itemOf(made), unit_price: 9001 }],
  });
  expect(dearer.buyers.every((each) => !each.pinned)).toBe(true);
  expectIdentity(dearer);
  const reset: ContractView = await owner.ok.post(`/contracts/${made.id}/rebalance`, { reset: true });
  expect(reset.buyers.map((each) => each.due)).toEqual([3001, 3000, 3000]);
  expect(await owner.ok.post(`/contracts/${made.id}/rebalance`)).toEqual(reset);
});

test("CON-4 all pinned 5000, 3000, 1800 and X = 9001 gives shares of the pins", async () => {
  const made = await draft([9001], [1, 1, 1]);
  const due = [5000, 3000, 2000];
  const pinned: ContractView = await owner.ok.patch(`/contracts/${made.id}`, {
    buyers: made.buyers.map(({ user_id }, i) => ({ user_id, pinned: true, due: due[i] })),
  });
  expect(pinned.buyers.map((each) => each.due)).toEqual([4501, 2700, 1800]);
});

test("CON-4 a pin with the processor's fee on top holds what is left after it", async () => {
  const made = await draft([9000], [1, 1], { ...rates, ...switches(true, true) });
  const [a, b] = made.buyers.map((each) => each.user_id);
  const pinned: ContractView = await owner.ok.patch(`/contracts/${made.id}`, {
    buyers: [{ user_id: a, pinned: true, due: 6581 }, { user_id: b }],
  });
  expect(pinned.buyers.map((each) => [each.base, each.due])).toEqual([
    [6360, 6581],
    [3180, 3306],
  ]);
  const kept: ContractView = await owner.ok.patch(`/contracts/${made.id}`, {
    buyers: [{ user_id: a, pinned: true }, { user_id: b }],
  });
  expect(kept).toEqual(pinned);
});

test("CON-5 a pinned seller keeps what he gets; own fees follow their payer", async () => {
  const made = await draft([6000, 3000], [1], {
    fees: [
      { name: "Delivery", amount: 500 },
      { name: "Photos", ppm: 100_000, payer: "seller" },
    ],
  });
  expect(made).toMatchObject({ sub_total: 9000, total: 9500, custom_fees: 1400 });
  expect(made.fees.map((each) => each.total)).toEqual([500, 900]);
  expect(made.sellers.map((each) => each.owed)).toEqual([5400, 2700]);
  const pinned: ContractView = await owner.ok.patch(`/contracts/${made.id}`, {
    sellers: [
      { user_id: made.sellers[0]!.user_id, pinned: true, owed: 6000 },
      { user_id: made.sellers[1]!.user_id },
    ],
    fees: made.fees.map(({ total: _, ...fee }) => fee),
  });
  expect(pinned.sellers.map((each) => each.owed)).toEqual([6000, 2100]);
  expect(pinned.fees).toEqual(made.fees);
  expectIdentity(pinned);
});

const itemOf = (contract: ContractView) => {
  const { id, seller_user_id, name, unit_price } = contract.items[0]!;
  return { id, seller_user_id, name, unit_price };
};

test("what cannot be balanced is refused and changes nothing (CON-5, CON-7, CON-10, MON-2)", async () => {
  const made = await draft([1000], [1]);
  const [buyer, seller] = [made.buyers[0]!.user_id, made.sellers[0]!.user_id];
  const refused: [object, number, string, string | undefined][] = [
    [{ fees: [{ name: "Much", amount: 1001, payer: "seller" }] }, 422, "fees_exceed_subtotal", "/sellers"],
    [{ buyers: [{ user_id: seller }] }, 422, "unprocessable", "/buyers/0/user_id"],
    [
      { sellers: [{ user_id: user(), pinned: true, owed: 1 }] },
      422,
      "reference_not_found",
      "/items/0/seller_user_id",
    ],
    [{ items: [{ ...itemOf(made), currency: "EUR" }] }, 422, "currency_mismatch", "/items/0/currency"],
    [{ items: [{ ...itemOf(made), id: user() }] }, 422, "reference_not_found", "/items/0/id"],
    [{ items: [itemOf(made), itemOf(made)] }, 400, "validation_failed", "/items/1/id"],
    [{ buyers: [{ user_id: buyer }, { user_id: buyer }] }, 400, "validation_failed", "/buyers/1/user_id"],
    [{ buyers: [{ user_id: buyer, pinned: true }] }, 400, "validation_failed", "/buyers/0/due"],
    [{ buyers: [{ user_id: buyer, due: 5 }] }, 400, "validation_failed", "/buyers/0/due"],
    [{ sellers: [{ user_id: seller, owed: 5 }] }, 400, "validation_failed", "/sellers/0/owed"],
    [{ fees: [{ name: "Both", amount: 1, ppm: 1 }] }, 400, "validation_failed", "/fees/0"],
    [{ fees: [{ name: "Neither" }] }, 400, "validation_failed", "/fees/0"],
    [{ processor: { ppm: 500_001 } }, 400, "validation_failed", "/processor/ppm"],
    [{ items: [{ ...itemOf(made), unit_price: 1e12, quantity: 1e6 }] }, 400, "validation_failed", "/items"],
    [{ currency: "EUR" }, 409, "locked", "/currency"],
    [{ status: "paid" }, 400, "validation_failed", "/status"],
    [{ total: 1 }, 400, "validation_failed", "/total"],
    [{ platform_fee_ppm: 1_000_001 }, 400, "validation_failed", "/platform_fee_ppm"],
  ];
  for (const [body, status, code, pointer] of refused) {
    const reply = await owner.patch(`/contracts/${made.id}`, body);
    expect([body, reply.status, reply.body.code]).toEqual([body, status, code]);
    expect(reply.body.errors[0].pointer).toBe(pointer);
  }
  expect(await owner.ok.get(`/contracts/${made.id}`)).toEqual(made);
});

test("a contract of another organization is missing, to every verb (TEN-3)", async () => {
  const made = await draft([1000], [1]);
  const other = await backroom.organization("Other marketplace", { currency: "EUR" });
  const at = `/contracts/${made.id}`;
  const payment = { buyer_id: made.buyers[0]!.id, method: "cash", version: 1 };
  const replies = await Promise.all([
    other.get(at),
    other.patch(at, { notes: "mine" }),
    other.delete(at),
    other.post(`${at}/send`),
    other.post(`${at}/rebalance`, {}),
    other.post(`${at}/payments`, payment),
    other.post(`${at}/settle`),
    other.post(`${at}/refund`, { buyer_id: made.buyers[0]!.id, amount: 1 }),
    other.post(`${at}/void`),
    owner.get("/contracts/not-an-id"),
    owner.post(`/contracts/${user()}/send`),
  ]);
  expect(replies.map((each) => each.status)).toEqual(replies.map(() => 404));
  expect((await other.ok.get("/contracts")).data).toEqual([]);
  expect(await other.ok.post("/contracts", {})).toMatchObject({ currency: "EUR", total: 0, items: [] });
});

test("a draft is deleted for good, anything else is not (DEL-3, STM-1)", async () => {
  const made = await draft([1000], [1]);
  expect((await owner.delete(`/contracts/${made.id}`)).body).toEqual({ deleted_id: made.id });
  expect((await owner.get(`/contracts/${made.id}`)).status).toBe(404);
  expect((await owner.delete(`/contracts/${made.id}`)).status).toBe(404);
  const sent = await draft([1000], [1]);
  await owner.ok.post(`/contracts/${sent.id}/send`);
  const kept = await owner.delete(`/contracts/${sent.id}`);
  expect([kept.status, kept.body.code, kept.body.from, kept.body.to]).toEqual([
    409,
    "invalid_transition",
    "open",
    "deleted",
  ]);
  expect(kept.body.allowed).toEqual(["partially_paid", "paid", "void"]);
});

test("lists by status, parties, total, time; sorts and counts (API-4, API-5)", async () => {
  const a = await draft([100], [1, 1], { due_at: "2020-01-01T00:00:00.000Z", notes: "Late" });
  const b = await draft([700], [1]);
  await owner.ok.post(`/contracts/${a.id}/send`);
  const ids = async (query: string) =>
    (await owner.ok.get(`/contracts?${query}`)).data.map((each: ContractView) => each.id);
  expect(await ids(`buyer_user_id=${a.buyers[1]!.user_id}`)).toEqual([a.id]);
  expect(await ids(`seller_user_id=${b.sellers[0]!.user_id}&status=draft`)).toEqual([b.id]);
  expect(await ids(`seller_user_id=${b.sellers[0]!.user_id}&status:in=open,paid`)).toEqual([]);
  expect(await ids(`number=${a.number}`)).toEqual([a.id]);
  expect(await ids(`due_at:lt=2021-01-01&status=open`)).toEqual([a.id]);
  expect(await ids(`created_at:gt=${b.created_at}&total:gte=0`)).not.toContain(b.id);
  const page = await owner.ok.get("/contracts?sort=-total&limit=2&include=count");
  expect(page.count).toBeGreaterThan(2);
  expect(page.data[0].total).toBeGreaterThanOrEqual(page.data[1].total);
  const shown = (await owner.ok.get(`/contracts?number=${a.number}`)).data[0];
  // 4.10: overdue is derived from the hour.
  expect(shown).toMatchObject({ overdue: true, status: "open" });
  expect((await owner.get("/contracts?overdue=true")).status).toBe(400);
});
