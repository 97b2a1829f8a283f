/** Gift cards as lines of a sale: sold with it, owed to their holders, taken back whole or not at all (GFT-1, GFT-2). */
import { holdTender, releaseTender } from "../../services/accounts/public.ts";
import { newId } from "../../shared/ids.ts";
import { type Backroom, type Client, type Json, startBackroom } from "../support/backroom.ts";
import { metaOf } from "../support/meta.ts";
import { openShop, type Shop } from "../support/shop.ts";
import { breachesIn } from "../support/verified.ts";

let backroom: Backroom;
let owner: Client;
let shop: Shop;

beforeAll(async () => {
  backroom = await startBackroom();
});
afterAll(async () => {
  try {
    expect(await breachesIn(backroom)).toEqual([]);
  } finally {
    await backroom.stop();
  }
});
beforeEach(async () => {
  owner = await backroom.organization("Shop");
  shop = await openShop(owner);
});

const cash = (amount: number) => ({ payments: [{ type: "cash", amount }] });
const card = (id: string) => owner.get(`/gift-cards/${id}`);
const ringUp = (gift_cards: object[], more: object = {}) =>
  owner.post("/sales/ring-up", { store_id: shop.store, gift_cards, ...cash(100_000), ...more });
const payWith = async (gift_card_id: string, price: number) => {
  const sale = await shop.open(await shop.piece(price));
  const payments = [
    { type: "gift_card", gift_card_id, amount: 1000 },
    { type: "cash", amount: sale.total - 1000 },
  ];
  return owner.ok.post(`/sales/${sale.id}/finalize`, { payments });
};

async function ledger(): Promise<Record<string, number>> {
  const { data } = await owner.ok.get("/ledger-accounts");
  const sums = new Map<string, number>();
  for (const { ledger_account, balance } of data as Json[]) {
    const family = ledger_account.split(":")[0];
    sums.set(family, (sums.get(family) ?? 0) + balance);
  }
  return Object.fromEntries([...sums].filter(([, sum]) => sum !== 0));
}

test("a card is sold beside a piece: paid, owed to its holder, no revenue, tax, discount or share", async () => {
  const lines = [{ item_id: await shop.piece(10_000) }];
  const discounts = [{ value_type: "percentage", value: 500_000 }];
  const { status, body: sale } = await ringUp([{ amount: 5000, code: "eve0001" }], { lines, discounts });
  expect(status).toBe(201);
  expect(sale).toMatchObject({ subtotal: 5000, tax_total: 444, gift_card_total: 5000, total: 10_444 });
  expect(sale.gift_cards).toMatchObject([{ amount: 5000, expires_on: null, refunded: 0 }]);
  expect((await card(sale.gift_cards[0].id)).body).toMatchObject({
    ...{ code: "eve0001", balance: 5000, initial_amount: 5000, sale_id: sale.id },
  });
  expect(await ledger()).toEqual({
    cash: 10_444,
    tax: -444,
    payable: -3000,
    commission: -2000,
    gift_card: -5000,
  });
  const { total } = await owner.ok.get("/reports/sales");
  expect(total).toMatchObject({ sales: 1, net: 5000, tax: 444, total: 5444 });
  const byType = await owner.ok.get("/reports/sales?group_by=payment_type");
  expect(byType.data).toMatchObject([{ key: "cash", total: 5444 }]);
  const { steps } = await owner.ok.get(`/sales/${sale.id}/explanation`);
  expect(steps.find(({ kind }: Json) => kind === "total").sentence).toBe(
    "The total: 50.00 (net) + 4.44 (tax) + 50.00 (gift cards) = 104.44 USD.",
  );
});

test("GFT-1: a sale of cards alone is in every report with its rounding, whatever is grouped by", async () => {
  const [{ id }] = (await owner.ok.get("/organizations")).data;
  await owner.ok.patch(`/organizations/${id}`, { cash_rounding: 5 });
  expect((await ringUp([{ amount: 5003 }])).body).toMatchObject({ total: 5005, cash_rounding_adjustment: 2 });
  expect((await ringUp([], { lines: [{ item_id: await shop.piece(1000) }] })).status).toBe(201);
  const { total } = await owner.ok.get("/reports/sales");
  expect(total).toMatchObject({ sales: 2, net: 1000, tax: 89, total: 1092 });
  for (const group of ["tax", "discount", "category", "brand", "account", "cashier", "payment_type", "store"])
    expect([group, (await owner.ok.get(`/reports/sales?group_by=${group}`)).total]).toEqual([group, total]);
});

test("the receipt prints cards among the lines, so that they add up to the total", async () => {
  const lines = [{ item_id: await shop.piece(1000, { tax_exempt: true }) }];
  const { body: sale } = await ringUp([{ amount: 5000 }], { lines });
  await owner.ok.post(`/sales/${sale.id}/refund`, { gift_card_ids: [sale.gift_cards[0].id] });
  const url = `${backroom.url}/api/v1/sales/${sale.id}/receipt?format=text`;
  const printed = await (await fetch(url, { headers: { authorization: `Bearer ${owner.key}` } })).text();
  expect(printed).toMatch(/Coat 1 +10\.00\n.*Gift card +50\.00/s);
  expect(printed).toMatch(/Gift card +-50\.00/);
});

test("a sale of nothing but cards, opened, changed, finalized; its code is taken once", async () => {
  const open = await owner.ok.post("/sales", {
    ...{ store_id: shop.store, lines: [] },
    gift_cards: [{ amount: 700, code: "taken1" }],
  });
  expect(open).toMatchObject({ total: 700, gift_cards: [{ amount: 700 }] });
  const gift_cards = [{ amount: 2500, code: "taken1" }, { amount: 100 }];
  const changed = await owner.ok.patch(`/sales/${open.id}`, { gift_cards });
  expect(changed).toMatchObject({ total: 2600, subtotal: 0 });
  expect(await card(changed.gift_cards[0].id)).toMatchObject({ status: 404 });
  const sale = await owner.ok.post(`/sales/${open.id}/finalize`, cash(2600));
  expect(sale).toMatchObject({ total: 2600, line_item_count: 0 });
  expect(await owner.ok.post(`/sales/${open.id}/finalize`, cash(2600))).toEqual(sale);
  expect(await ringUp([{ amount: 900, code: "taken1" }])).toMatchObject({
    ...{ status: 409, body: { code: "conflict", errors: [{ pointer: "/gift_cards/0/code" }] } },
  });
  expect((await owner.ok.get("/gift-cards")).data).toHaveLength(2);
  expect(await ledger()).toEqual({ cash: 2600, gift_card: -2600 });
});

test("a whole card goes back with its sale's refund, and its code is free again", async () => {
  const { body: sale } = await ringUp([{ amount: 5000, code: "back1" }, { amount: 300 }]);
  const [first, second] = sale.gift_cards;
  const refund = await owner.ok.post(`/sales/${sale.id}/refund`, { gift_card_ids: [first.id] });
  expect(refund).toMatchObject({ amount: 5000, lines: [], gift_cards: [{ id: first.id, amount: 5000 }] });
  expect((await card(first.id)).body).toMatchObject({
    balance: 0,
    code: null,
    deleted_at: expect.any(String),
  });
  expect(await owner.ok.get(`/sales/${sale.id}`)).toMatchObject({
    refund_status: "partial",
    refunded_amount: 5000,
  });
  expect(await owner.post(`/sales/${sale.id}/refund`, { gift_card_ids: [first.id] })).toMatchObject({
    ...{ status: 409, body: { code: "already_refunded" } },
  });
  await owner.ok.post(`/sales/${sale.id}/refund`, {});
  expect((await card(second.id)).body).toMatchObject({ balance: 0 });
  expect(await owner.ok.get(`/sales/${sale.id}`)).toMatchObject({
    refund_status: "full",
    refunded_amount: 5300,
  });
  expect(await ledger()).toEqual({});
  expect(await ringUp([{ amount: 900, code: "back1" }])).toMatchObject({ status: 201 });
  expect((await owner.ok.get("/reports/sales")).total).toMatchObject({ refunds: 0, total: 0 });
});

test("a card that was used is not taken back, by refund or void; nothing changes", async () => {
  const lines = [{ item_id: await shop.piece(2000) }];
  const { body: sale } = await ringUp([{ amount: 5000 }], { lines });
  const [{ id }] = sale.gift_cards;
  const bought = await payWith(id, 3000);
  const before = await ledger();
  const used = { status: 409, body: { code: "gift_card_used", available: 4000, amount: 5000 } };
  expect(await owner.post(`/sales/${sale.id}/refund`, { gift_card_ids: [id] })).toMatchObject(used);
  expect(await owner.post(`/sales/${sale.id}/refund`, {})).toMatchObject(used);
  expect(await owner.post(`/sales/${sale.id}/void`, {})).toMatchObject(used);
  expect(await ledger()).toEqual(before);
  const line = { line_id: sale.lines[0].id, quantity: 1 };
  expect(await owner.ok.post(`/sales/${sale.id}/refund`, { lines: [line] })).toMatchObject({ amount: 2178 });
  await owner.ok.post(`/sales/${bought.id}/refund`, {});
  expect((await card(id)).body).toMatchObject({ balance: 5000 });
  expect(await owner.ok.post(`/sales/${sale.id}/refund`, {})).toMatchObject({ amount: 5000 });
});

test("a void takes its cards back", async () => {
  const { body: sale } = await ringUp([{ amount: 5000, code: "void1" }]);
  expect(await owner.ok.post(`/sales/${sale.id}/void`, {})).toMatchObject({ status: "voided" });
  expect((await card(sale.gift_cards[0].id)).body).toMatchObject({ balance: 0, code: null });
  expect(await ledger()).toEqual({});
});

test("a card may be spent once the sale is final; goodwill leaves cards alone", async () => {
  const lines = [{ item_id: await shop.piece(1000, { tax_exempt: true }) }];
  const { body: sale } = await ringUp([{ amount: 5000 }], { lines });
  expect(await owner.post(`/sales/${sale.id}/refund`, { amount: 1001 })).toMatchObject({
    ...{ status: 409, body: { code: "already_refunded", left: 1000 } },
  });
  await owner.ok.post(`/sales/${sale.id}/refund`, { amount: 1000 });
  await payWith(sale.gift_cards[0].id, 3000);
});

test("bad cards are refused by field, and nothing is stored", async () => {
  const cases: [object[], number, string][] = [
    [[{ amount: 0 }], 400, "/gift_cards/0/amount"],
    [[{ amount: 100, code: "a b" }], 400, "/gift_cards/0/code"],
    [[{ amount: 100 }, { amount: 100, expires_on: "2020-01-01" }], 400, "/gift_cards/1/expires_on"],
    [
      [
        { amount: 100, code: "same1" },
        { amount: 100, code: "same1" },
      ],
      409,
      "/gift_cards/1/code",
    ],
    [[], 400, "/lines"],
  ];
  for (const [gift_cards, status, pointer] of cases)
    expect([pointer, await ringUp(gift_cards)]).toMatchObject([
      pointer,
      { status, body: { errors: [{ pointer }] } },
    ]);
  expect((await owner.ok.get("/gift-cards")).data).toEqual([]);
  expect((await owner.ok.get("/sales")).data).toEqual([]);
  const { body: sale } = await ringUp([{ amount: 100 }]);
  expect(await owner.post(`/sales/${sale.id}/refund`, { gift_card_ids: [shop.store] })).toMatchObject({
    ...{ status: 422, body: { code: "reference_not_found", errors: [{ pointer: "/gift_card_ids" }] } },
  });
});

test("a refund to an account or a gift card that is not there is refused, and nothing changes", async () => {
  const { body: sale } = await ringUp([{ amount: 100 }, { amount: 700 }]);
  const [gone, kept] = sale.gift_cards;
  await owner.ok.post(`/sales/${sale.id}/refund`, { gift_card_ids: [gone.id] });
  const back = (payee: object) =>
    owner.post(`/sales/${sale.id}/refund`, { gift_card_ids: [kept.id], ...payee });
  for (const gift_card_id of [gone.id, shop.store])
    expect(await back({ method: "gift_card", gift_card_id })).toMatchObject({
      ...{ status: 422, body: { errors: [{ pointer: "/gift_card_id" }] } },
    });
  expect(await back({ method: "store_credit", account_id: shop.store })).toMatchObject({
    ...{ status: 422, body: { errors: [{ pointer: "/account_id" }] } },
  });
  expect(await owner.ok.get(`/sales/${sale.id}`)).toMatchObject({ refunded_amount: 100 });
  expect(await back({ method: "store_credit", account_id: shop.consignor })).toMatchObject({ status: 201 });
});

test("selling a card requires the scope to issue one", async () => {
  const key = await owner.ok.post("/api-keys", {
    name: "till",
    access: "scopes",
    scopes: ["write:sales", "read:sales"],
  });
  const till = backroom.client(key.key);
  const gift_cards = [{ amount: 100 }];
  expect(await till.post("/sales/ring-up", { store_id: shop.store, gift_cards, ...cash(100) })).toMatchObject(
    {
      ...{ status: 403, body: { required_scope: "write:gift_cards" } },
    },
  );
});

test("GFT-2 a card whose sale is being posted is not called used: it is asked for again", async () => {
  const meta = await metaOf(backroom, owner);
  const id = newId();
  const hold_id = newId();
  const own = { timezone: "UTC", sale_id: newId() };
  await backroom.process.call(
    holdTender,
    { ...own, hold_id, tenders: [], cards: [{ id, amount: 500 }] },
    meta,
  );
  const tenders = [{ type: "gift_card" as const, amount: 500, gift_card_id: id, whole: true }];
  const takeBack = () =>
    backroom.process.call(holdTender, { ...own, hold_id: newId(), tenders, cards: [] }, meta);
  await expect(takeBack()).rejects.toMatchObject({ type: "request_in_progress" });
  await backroom.process.call(releaseTender, { hold_id }, meta);
  await expect(takeBack()).rejects.toMatchObject({ type: "insufficient_balance" });
});
