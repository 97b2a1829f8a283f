/** Items that sell the stock of a SKU at the till (LNK-1…3, LNK-7, T25, INV-36, INV-38). */
import { randomUUID } from "node:crypto";
import { type Backroom, type Client, type Json, startBackroom, until } from "../support/backroom.ts";
import { journalsOf, micro, openWorkshop, trialBalance, type Workshop } from "../support/makers.ts";
import { breachesIn } from "../support/verified.ts";

let backroom: Backroom;
let owner: Client;
let works: Workshop;
let store: Json;
let site: string;
let codes = 0;

beforeAll(async () => {
  backroom = await startBackroom();
});
afterAll(async () => {
  // INV-14, INV-15, INV-18, INV-36…38 over everything that the tests did.
  const breaches = await breachesIn(backroom);
  await backroom.stop();
  expect(breaches).toEqual([]);
});

beforeEach(async () => {
  owner = await backroom.organization("Coffee");
  works = await openWorkshop(owner);
  store = await owner.ok.post("/stores", { name: "Main Street" });
  site = (await owner.ok.get(`/locations?store_id=${store.id}&kind=site`)).data[0].id;
});

async function sku(quantity = 0, unit_cost = 1.7138): Promise<string> {
  codes += 1;
  const sku_id = await works.sku(`Coffee ${codes}`);
  if (quantity) await add(sku_id, quantity, unit_cost);
  return sku_id;
}
const add = (sku_id: string, quantity: number, unit_cost = 1.7138) =>
  owner.ok.post("/stock/adjustments", {
    ...{ sku_id, location_id: site, quantity: micro(quantity), unit_cost: micro(unit_cost) },
  });
const itemBody = (sku_id: string | null, more: object = {}) => ({
  ...{ title: "Coffee 250 g", tag_price: 750, inventory_type: "retail", store_id: store.id, sku_id },
  ...more,
});
const linked = (sku_id: string, more: object = {}): Promise<Json> =>
  owner.ok.post("/items", itemBody(sku_id, more));
const shown = (id: string): Promise<Json> => owner.ok.get(`/items/${id}`);
const level = async (sku_id: string): Promise<Json> =>
  (await owner.ok.get(`/stock-levels?sku_id=${sku_id}&location_id=${site}`)).data[0];
const cash = (amount: number) => [{ type: "cash", amount }];
const ringUp = (lines: Json[], more: object = {}) =>
  owner.post("/sales/ring-up", { store_id: store.id, lines, payments: cash(100_000), ...more });
const sold = async (item_id: string, quantity: number): Promise<Json> => {
  const { status, body } = await ringUp([{ item_id, quantity }]);
  expect([status, body.detail]).toEqual([201, undefined]);
  return body;
};
/** The journals of the stock entries of a sale's lines, once they are posted. */
const booked = (entry_id: string) =>
  until(async () => {
    const journals = await journalsOf(owner, entry_id);
    return Object.keys(journals).length ? journals : null;
  }, "the journal of the stock");

test("LNK-2 a linked item shows what is available at its store's site, in every view", async () => {
  const sku_id = await sku(50);
  const { id } = await linked(sku_id);
  const fifty = { quantity: 50, status_counts: { active: 50 }, status: "active", sku_id };
  expect(await shown(id)).toMatchObject(fifty);
  expect((await owner.ok.get(`/items?sku_id=${sku_id}&status=active&quantity[gte]=50`)).data).toMatchObject([
    fifty,
  ]);
  const elsewhere = await works.site("Works");
  const found = { sku_id, location_id: elsewhere, quantity: micro(9), unit_cost: micro(2) };
  await owner.ok.post("/stock/adjustments", found);
  expect(await shown(id)).toMatchObject({ quantity: 50 });
  const gone = { sku_id, location_id: site, quantity: micro(50) };
  await owner.ok.post("/stock/disposals", gone);
  expect(await shown(id)).toMatchObject({ quantity: 0, status_counts: {}, status: "inactive" });
  expect((await owner.ok.get(`/items?sku_id=${sku_id}&status=active`)).data).toEqual([]);
  expect((await owner.ok.get(`/items?sku_id=${sku_id}&status=inactive`)).data).toHaveLength(1);
  await add(sku_id, 7);
  expect(await shown(id)).toMatchObject({ quantity: 7, status: "active" });
});

test("LNK-3, LNK-7, T25 a sale takes from the stock what it costs, and is told the cost", async () => {
  const sku_id = await sku(50);
  const { id } = await linked(sku_id);
  const sale = await sold(id, 3);
  expect(sale).toMatchObject({ cogs: 514, lines: [{ sku_id, cost: 514, quantity: 3 }] });
  const [line] = sale.lines;
  expect(await owner.ok.get(`/sales/${sale.id}`)).toMatchObject({ cogs: 514, version: sale.version });
  expect(await booked(line.stock_entry_id)).toEqual({
    stock_sold: { cogs: 514, "inventory:finished_goods": -514 },
  });
  expect((await owner.ok.get(`/stock-entries/${line.stock_entry_id}`)) as Json).toMatchObject({
    ...{ event_type: "consume", quantity: micro(3), value: 514, source_type: "sale", source_id: sale.id },
    ...{ ref: sale.number, event_date: sale.business_date },
  });
  expect(await shown(id)).toMatchObject({ quantity: 47, status_counts: { active: 47 } });
  expect(await level(sku_id)).toMatchObject({ on_hand: micro(47), reserved: 0, available: micro(47) });
  expect(await trialBalance(owner)).toMatchObject({ cogs: 514, sales: -2250 });
  const report = await owner.ok.get(
    `/reports/sales?start_date=${sale.business_date}&end_date=${sale.business_date}`,
  );
  expect(JSON.stringify(report)).toContain('"cogs":514');
});

test("TAX-5, LNK-7 the margin scheme taxes what is left above the cost of the stock, of a loss nothing", async () => {
  const scheme = { rate_ppm: 250_000, type: "inclusive", scheme: "margin", default_on: true };
  await owner.ok.post("/taxes", { name: "Margin", ...scheme });
  const priced = async (cost: number) => (await linked(await sku(5, cost), { tag_price: 8000 })).id;
  const [gain, loss] = [await priced(30), await priced(100)];
  const paid = [{ type: "card", amount: 10_000 }, ...cash(100_000)];
  const lines = [gain, loss].map((item_id) => ({ item_id, quantity: 2 }));
  const sale = (await ringUp(lines, { payments: paid })).body;
  expect(sale).toMatchObject({ total: 32_000, tax_total: 2000, subtotal: 30_000, store_portion: 30_000 });
  expect(
    sale.lines.map(({ cost, net, applied_taxes }: Json) => [cost, net, applied_taxes[0].amount]),
  ).toEqual([
    [6000, 14_000, 2000],
    [20_000, 16_000, 0],
  ]);
  expect(await trialBalance(owner)).toMatchObject({ sales: -30_000 });
  const day = `start_date=${sale.business_date}&end_date=${sale.business_date}`;
  const { data } = await owner.ok.get(`/reports/sales?${day}&group_by=payment_type`);
  const summed = (name: string) => data.reduce((all: number, each: Json) => all + each[name], 0);
  expect([summed("tax"), summed("net"), summed("store_portion")]).toEqual([2000, 30_000, 30_000]);
  const { rows: registered } = await owner.ok.get("/reports/margin-scheme");
  expect(registered.map(({ purchase_price, margin, tax }: Json) => [purchase_price, margin, tax])).toEqual([
    [6000, 10_000, 2000],
    [20_000, 0, 0],
  ]);
  const back = { lines: [{ line_id: sale.lines[0].id, quantity: 1 }] };
  const refund = await owner.ok.post(`/sales/${sale.id}/refund`, back);
  expect(JSON.stringify(refund)).toContain('"amount":1000');
  const { steps } = await owner.ok.get(`/sales/${sale.id}/explanation`);
  const margins = steps.filter(({ kind }: Json) => kind === "margin").map(({ result }: Json) => result);
  expect(margins).toEqual([10_000, 0]);
});

test("API-9 a repeated request is answered with the cost of the first one", async () => {
  const { id } = await linked(await sku(5));
  const body = { store_id: store.id, lines: [{ item_id: id, quantity: 2 }], payments: cash(1500) };
  const key = { "idempotency-key": randomUUID() };
  const first = await owner.post("/sales/ring-up", body, key);
  expect(first.body).toMatchObject({ cogs: 343 });
  expect((await owner.post("/sales/ring-up", body, key)).body).toEqual(first.body);
  expect(await shown(id)).toMatchObject({ quantity: 3 });
});

test("LNK-3 mixed with pieces, two lines of one item, tax and a surcharge", async () => {
  const [coffee, tea] = [await linked(await sku(10)), await linked(await sku(4, 0.5), { title: "Tea" })];
  const own = await owner.ok.post("/items", itemBody(null, { cost_per: 200, quantity: 2 }));
  await owner.ok.post("/taxes", { name: "Sales tax", rate_ppm: 80_000, type: "exclusive", default_on: true });
  const lines = [
    { item_id: coffee.id, quantity: 1 },
    { item_id: own.id, quantity: 2 },
    { item_id: coffee.id, quantity: 2 },
    { item_id: tea.id, quantity: 4 },
  ];
  const { status, body } = await ringUp(lines);
  expect(status).toBe(201);
  expect(body.lines.map((line: Json) => line.cost)).toEqual([171, 400, 343, 200]);
  expect(body).toMatchObject({ cogs: 1114, tax_total: 540 });
  expect([await shown(coffee.id), await shown(own.id), await shown(tea.id)]).toMatchObject([
    { quantity: 7 },
    { status_counts: { sold: 2 } },
    { quantity: 0 },
  ]);
  const journals = await until(async () => {
    const all = await journalsOf(owner, body.id);
    return all.sale ?? null;
  }, "the journal of the sale");
  expect(journals).toMatchObject({ cogs: 400, "inventory:items": -400 });
});

test("LNK-3 more than is available: 409 with the figures; nothing of the sale is held", async () => {
  const sku_id = await sku(3);
  const { id } = await linked(sku_id);
  const piece = await owner.ok.post("/items", itemBody(null));
  const refused = await ringUp([
    { item_id: piece.id, quantity: 1 },
    { item_id: id, quantity: 4 },
  ]);
  expect(refused).toMatchObject({
    status: 409,
    body: { code: "item_not_available", item_ids: [id], available: 3, asked: 4 },
  });
  expect(await level(sku_id)).toMatchObject({ reserved: 0, on_hand: micro(3) });
  expect(await shown(piece.id)).toMatchObject({ status_counts: { active: 1 } });
  await sold(id, 3);
  expect((await ringUp([{ item_id: id, quantity: 1 }])).body).toMatchObject({ code: "item_not_available" });
});

test("SALE-2, LNK-3 a parked sale holds the stock until it is given up", async () => {
  const sku_id = await sku(5);
  const { id } = await linked(sku_id);
  const open = await owner.ok.post("/sales", { store_id: store.id, lines: [{ item_id: id, quantity: 4 }] });
  await owner.ok.post(`/sales/${open.id}/park`, {});
  expect(await level(sku_id)).toMatchObject({ reserved: micro(4), available: micro(1) });
  expect(await shown(id)).toMatchObject({ quantity: 1, status_counts: { active: 1 } });
  expect((await ringUp([{ item_id: id, quantity: 2 }])).status).toBe(409);
  expect(
    (await owner.post("/stock/disposals", { sku_id, location_id: site, quantity: micro(2) })).status,
  ).toBe(409);
  expect(await owner.patch(`/items/${id}`, { sku_id: null })).toMatchObject({
    status: 409,
    body: { code: "in_use", references: { held_units: { count: 4 } } },
  });
  expect((await owner.delete(`/items/${id}`)).body).toMatchObject({ code: "in_use" });
  await owner.ok.post(`/sales/${open.id}/unpark`, {});
  await until(async () => (await shown(id)).quantity === 5, "the release");
  expect(await owner.ok.post(`/sales/${open.id}/finalize`, { payments: cash(3000) })).toMatchObject({
    status: "finalized",
    cogs: 686,
  });
});

test("REF-4, T25 a refund with restock reverses its part of the entry; without, the cost is written off", async () => {
  const sku_id = await sku(50);
  const { id } = await linked(sku_id);
  const sale = await sold(id, 3);
  const line_id = sale.lines[0].id;
  const refund = (quantity: number, more: object) =>
    owner.ok.post(`/sales/${sale.id}/refund`, { lines: [{ line_id, quantity, ...more }] });
  const broken = await refund(1, { restock: false });
  expect(broken.lines[0]).toMatchObject({ components: { cost: 171 } });
  expect(await shown(id)).toMatchObject({ quantity: 47 });
  const back = await refund(2, { restock: true });
  expect(back.lines[0]).toMatchObject({ components: { cost: 343 } });
  expect(await shown(id)).toMatchObject({ quantity: 49 });
  const { data } = await owner.ok.get(`/stock-entries?sku_id=${sku_id}&event_type=reverse_consume`);
  expect(data).toMatchObject([
    { quantity: micro(2), value: 343, source_type: "sale_return", source_id: back.id },
  ]);
  expect(await booked(data[0].id)).toEqual({
    sale_reversed: { cogs: -343, "inventory:finished_goods": 343 },
  });
  const balances = await trialBalance(owner);
  expect(balances).toMatchObject({ stock_adjustment: 171 - 8569, "inventory:finished_goods": 8569 - 171 });
  expect(balances.cogs).toBeUndefined();
});

test("VOID-1, T25 a void puts all of it back at what it was worth", async () => {
  const sku_id = await sku(10);
  const { id } = await linked(sku_id);
  const sale = await sold(id, 4);
  await owner.ok.post(`/sales/${sale.id}/void`, {});
  await until(async () => (await shown(id)).quantity === 10, "the goods");
  await backroom.rest();
  expect((await trialBalance(owner)).cogs).toBeUndefined();
  expect(await owner.ok.get(`/cost-states/${sku_id}`)).toMatchObject({ quantity: micro(10), value: 1714 });
});

describe("LNK-1 linking", () => {
  test("what it refuses, by field", async () => {
    const sku_id = await sku();
    const refusals: [object, string][] = [
      [{ inventory_type: "buy_outright" }, "/sku_id"],
      [{ store_id: null }, "/store_id"],
      [{ quantity: 2 }, "/quantity"],
      [{ cost_per: 100 }, "/cost_per"],
      [{ status: "inactive" }, "/status"],
    ];
    for (const [more, pointer] of refusals)
      expect(await owner.post("/items", itemBody(sku_id, more))).toMatchObject({
        status: 400,
        body: { errors: [{ pointer }] },
      });
    expect((await owner.post("/items", itemBody(randomUUID()))).body.code).toBe("reference_not_found");
    const first = await linked(sku_id);
    expect(await owner.post("/items", itemBody(sku_id))).toMatchObject({
      status: 409,
      body: { code: "conflict", item_ids: [first.id], errors: [{ pointer: "/sku_id" }] },
    });
    const other = await owner.ok.post("/stores", { name: "Side Street" });
    expect((await owner.post("/items", itemBody(sku_id, { store_id: other.id }))).status).toBe(201);
    const own = await owner.ok.post("/items", itemBody(null));
    expect(await owner.patch(`/items/${own.id}`, { sku_id: await sku() })).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining("1 units of its own") },
    });
    for (const [changes, pointer] of [
      [{ quantity: 3 }, "/quantity"],
      [{ store_id: other.id }, "/store_id"],
    ] as const)
      expect(await owner.patch(`/items/${first.id}`, changes)).toMatchObject({
        status: 422,
        body: { errors: [{ pointer }] },
      });
    for (const changes of [
      { inventory_type: "buy_outright" },
      { cost_per: 5 },
      { quantity: 4, sku_id: null },
    ])
      expect([changes, (await owner.patch(`/items/${first.id}`, changes)).body]).toMatchObject([
        changes,
        { code: "validation_failed" },
      ]);
    expect(await owner.post(`/items/${first.id}/status`, { status: "inactive" })).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: "/status" }] },
    });
    expect(await owner.patch(`/items/${first.id}`, { quantity: 0, title: "Jam" })).toMatchObject({
      status: 200,
    });
  });

  test("an item leaves its SKU and takes another one; a deleted one leaves it to others", async () => {
    const [one, other] = [await sku(2), await sku(3)];
    const { id } = await linked(one);
    expect((await owner.patch(`/items/${id}`, { sku_id: other })).body).toMatchObject({ quantity: 3 });
    const free = await linked(one);
    expect(free).toMatchObject({ quantity: 2 });
    expect((await owner.patch(`/items/${id}`, { sku_id: null })).body).toMatchObject({
      ...{ sku_id: null, quantity: 0, status_counts: {}, status: "inactive" },
    });
    await add(other, 1);
    expect((await owner.patch(`/items/${id}`, { quantity: 4 })).body).toMatchObject({
      status_counts: { active: 4 },
    });
    expect((await owner.delete(`/items/${free.id}`)).body).toMatchObject({ quantity: 0 });
    const next = await linked(one);
    expect((await owner.post(`/items/${free.id}/restore`)).status).toBe(409);
    await owner.delete(`/items/${next.id}`);
    expect((await owner.post(`/items/${free.id}/restore`)).body).toMatchObject({ quantity: 2, sku_id: one });
  });

  test("LNK-2, DEL-8 a SKU that an item sells is not deleted", async () => {
    const sku_id = await sku();
    const { id } = await linked(sku_id);
    expect(await owner.delete(`/skus/${sku_id}`)).toMatchObject({
      status: 409,
      body: { code: "in_use", references: { items: { count: 1, sample_ids: [id] } } },
    });
    await owner.patch(`/items/${id}`, { sku_id: null });
    expect((await owner.delete(`/skus/${sku_id}`)).status).toBe(200);
  });
});

test("SALE-4, STK-2 below zero only where the organization allows it", async () => {
  const sku_id = await sku(2);
  const { id } = await linked(sku_id);
  const [organization] = (await owner.ok.get("/organizations")).data;
  await owner.ok.patch(`/organizations/${organization.id}`, { allow_negative_stock: true });
  const sale = await until(async () => {
    const { status, body } = await ringUp([{ item_id: id, quantity: 5 }]);
    return status === 201 ? body : null;
  }, "the new setting");
  expect(sale).toMatchObject({ cogs: 858 });
  expect(await shown(id)).toMatchObject({ quantity: 0, status_counts: { active: -3 }, status: "inactive" });
  expect(await level(sku_id)).toMatchObject({ on_hand: micro(-3), available: micro(-3) });
});

test("AVL-3 what a till holds is not available: low stock is told with the hold, not again with its sale", async () => {
  const sku_id = await sku(10);
  const { id: item_id } = await linked(sku_id);
  await owner.ok.post("/reorder-rules", { sku_id, location_id: site, reorder_point: micro(5) });
  const told = async () =>
    (await owner.ok.get("/audit?limit=100")).data
      .flatMap(({ events }: Json) => events)
      .filter(({ type }: Json) => type === "stock.low").length;
  const parked = async () => {
    const { id } = await owner.ok.post("/sales", { store_id: store.id, lines: [{ item_id, quantity: 6 }] });
    await owner.ok.post(`/sales/${id}/park`, {});
    return id;
  };
  const sale = await parked();
  expect(await told()).toBe(1);
  // Above again when the hold ends without a sale.
  await owner.ok.post(`/sales/${sale}/unpark`, {});
  expect(await level(sku_id)).toMatchObject({ available: micro(10), reserved: 0 });
  expect(await told()).toBe(1);
  // One crossing: the hold of the checkout, and then its entry.
  await owner.ok.post(`/sales/${sale}/finalize`, { payments: cash(100_000) });
  await until(async () => (await level(sku_id)).on_hand === micro(4), "the sale");
  expect(await told()).toBe(2);
  await add(sku_id, 6);
  await sold(item_id, 6);
  await until(async () => (await level(sku_id)).on_hand === micro(4), "the next sale");
  expect(await told()).toBe(3);
});
