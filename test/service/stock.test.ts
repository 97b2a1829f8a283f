/** The stock ledger by hand: found, lost, counted, moved (9.2, STK-1…7, TRF-1, AVL-3, T18). */
import { randomUUID } from "node:crypto";
import { type Backroom, type Client, type Json, startBackroom, until } from "../support/backroom.ts";
import { journalsOf, micro, openWorkshop, trialBalance, type Workshop } from "../support/makers.ts";

let backroom: Backroom;
let owner: Client;
let shop: Workshop;
let works: string;
let store: string;
beforeAll(async () => {
  backroom = await startBackroom();
  owner = await backroom.organization("Stock");
  shop = await openWorkshop(owner);
  [works, store] = [await shop.site("Works"), await shop.site("Main Street")];
});
afterAll(() => backroom?.stop());

const add = (sku_id: string, quantity: number, more: object = {}) =>
  owner.post("/stock/adjustments", { sku_id, location_id: works, quantity: micro(quantity), ...more });
const dispose = (sku_id: string, quantity: number, more: object = {}) =>
  owner.post("/stock/disposals", { sku_id, location_id: works, quantity: micro(quantity), ...more });
const levels = async (id: string, more = ""): Promise<Json[]> =>
  (await owner.ok.get(`/stock-levels?sku_id=${id}${more}`)).data;
const level = async (id: string, location_id = works): Promise<Json> =>
  (await levels(id, `&location_id=${location_id}`))[0];
const state = async (id: string) => (await owner.ok.get(`/cost-states/${id}`)) as Json;

test("CST-4, T18 found stock is worth its unit cost, then the average; a disposal takes its part", async () => {
  const id = await shop.sku("Cup");
  const found = await add(id, 100, { unit_cost: micro(0.1), event_date: "2024-01-31", notes: "cellar" });
  expect(found).toMatchObject({
    status: 201,
    body: { event_type: "adjust", value: 1000, unit_cost: micro(0.1), seq: 1, notes: "cellar" },
  });
  expect((await add(id, 50, { unit_cost: micro(9) })).body).toMatchObject({ value: 500, seq: 2 });
  const gone = await dispose(id, 37, { reason: "broken" });
  expect(gone.body).toMatchObject({ event_type: "dispose", value: 370, reason: "broken", seq: 3 });
  expect(await state(id)).toMatchObject({ quantity: micro(113), value: 1130, last_unit_cost: micro(0.1) });
  expect(await level(id)).toMatchObject({
    on_hand: micro(113),
    available: micro(113),
    projected: micro(113),
  });
  await until(async () => Object.keys(await journalsOf(owner, gone.body.source_id)).length, "the journal");
  expect(await journalsOf(owner, gone.body.source_id)).toEqual({
    stock_adjustment: { "inventory:finished_goods": -370, stock_adjustment: 370 },
  });
  expect((await owner.ok.get(`/journals?ref_id=${found.body.source_id}`)).data).toMatchObject([
    { business_date: "2024-01-31" },
  ]);
});

test("STK-2 more than there is: 409 with the figures, and nothing is changed", async () => {
  const id = await shop.sku("Plate");
  await add(id, 3, { unit_cost: micro(1) });
  expect(await dispose(id, 4)).toMatchObject({
    status: 409,
    body: {
      ...{ code: "insufficient_stock", sku_id: id, location_id: works, bound: "on_hand" },
      ...{ on_hand: micro(3), available: micro(3), asked: micro(4) },
      detail: "Only 3 of 3 are available here, not 4.",
    },
  });
  expect(await dispose(id, 1, { location_id: store })).toMatchObject({
    status: 409,
    body: { on_hand: 0, asked: micro(1) },
  });
  expect((await owner.ok.get(`/stock-entries?sku_id=${id}`)).data).toHaveLength(1);
  expect(await state(id)).toMatchObject({ quantity: micro(3), value: 300 });
});

test("QTY-2 and what else is refused", async () => {
  const [id, material_id] = [await shop.sku("Bowl"), await shop.material("Clay")];
  expect((await add(id, 1.5)).body.errors[0].pointer).toBe("/quantity");
  expect((await add(id, 0)).status).toBe(400);
  expect((await add(id, 1, { quantity: 2 ** 53 + 2 })).status).toBe(400);
  expect((await add(id, 1, { material_id })).status).toBe(400);
  expect((await add(id, 1, { event_date: "2999-01-01" })).body.errors[0].pointer).toBe("/event_date");
  expect((await add(randomUUID(), 1)).body.code).toBe("reference_not_found");
  const floor = (await owner.ok.get("/stores")).data[0] ?? (await owner.ok.post("/stores", { name: "Shop" }));
  const [spot] = (await owner.ok.get(`/locations?store_id=${floor.id}&kind=spot`)).data;
  expect(await add(id, 1, { location_id: spot.id })).toMatchObject({
    status: 422,
    body: { code: "unprocessable", errors: [{ pointer: "/location_id" }] },
  });
  const measured = { material_id, location_id: works, quantity: micro(0.000001) };
  expect((await owner.post("/stock/adjustments", measured)).status).toBe(201);
  expect(await add(id, 1, { unit_cost: 1e15, quantity: 1e15 })).toMatchObject({ status: 422 });
  const other = await backroom.organization("Other");
  expect((await other.post("/stock/adjustments", measured)).body.code).toBe("reference_not_found");
  expect((await other.ok.get("/stock-levels")).data).toEqual([]);
});

test("STK-4 a count writes the differences", async () => {
  const [more, less, same] = [await shop.sku("More"), await shop.sku("Less"), await shop.sku("Same")];
  for (const id of [more, less, same]) await add(id, 5, { unit_cost: micro(2) });
  const lines = [
    { sku_id: more, quantity: micro(7) },
    { sku_id: less, quantity: micro(4) },
    { sku_id: same, quantity: micro(5) },
  ];
  const { entries } = await owner.ok.post("/stock/counts", { location_id: works, lines });
  expect(entries.map((each: Json) => [each.event_type, each.quantity, each.value, each.reason])).toEqual([
    ["adjust", micro(2), 400, "count"],
    ["dispose", micro(1), 200, "count"],
  ]);
  expect((await owner.ok.post("/stock/counts", { location_id: works, lines })).entries).toEqual([]);
  const twice = await owner.post("/stock/counts", { location_id: works, lines: [lines[0], lines[0]] });
  expect(twice.body.errors[0].pointer).toBe("/lines/1");
});

test("TRF-1, 4.9 a transfer is under way, arrives with less, or is cancelled", async () => {
  const id = await shop.sku("Vase");
  await add(id, 10, { unit_cost: micro(3) });
  const send = (quantity: number, more: object = {}) =>
    owner.post("/transfers", {
      ...{ sku_id: id, source_location_id: works, destination_location_id: store },
      ...{ quantity: micro(quantity), ...more },
    });
  const { body: sent } = await send(6, { start_date: "2024-03-01" });
  expect(sent).toMatchObject({ status: "in_transit", ref: expect.stringMatching(/^TR-\d{6}$/), version: 1 });
  expect(await level(id)).toMatchObject({ on_hand: micro(4), in_transit: 0 });
  expect(await level(id, store)).toMatchObject({ on_hand: 0, in_transit: micro(6), projected: micro(6) });
  expect((await owner.ok.get(`/stock-entries?at_location_id=${store}`)).data).toHaveLength(1);
  const path = `/transfers/${sent.id}/complete`;
  expect((await owner.post(path, { received_quantity: micro(7) })).status).toBe(400);
  expect((await owner.post(path, { event_date: "2024-02-28" })).status).toBe(400);
  const done = { received_quantity: micro(5), event_date: "2024-03-04" };
  expect(await owner.ok.post(path, done)).toMatchObject({
    ...{ status: "completed", received_quantity: micro(5), end_date: "2024-03-04", version: 2 },
  });
  expect(await owner.ok.post(path, {})).toMatchObject({ status: "completed", version: 2 });
  expect(await level(id, store)).toMatchObject({ on_hand: micro(5), in_transit: 0 });
  expect(await state(id)).toMatchObject({ quantity: micro(9), value: 2700 });
  expect((await owner.post(`/transfers/${sent.id}/cancel`, {})).body).toMatchObject({
    ...{ code: "invalid_transition", from: "completed" },
  });
  const { body: other } = await send(4);
  expect(await owner.ok.post(`/transfers/${other.id}/cancel`, {})).toMatchObject({ status: "cancelled" });
  expect(await level(id)).toMatchObject({ on_hand: micro(4) });
  expect(await level(id, store)).toMatchObject({ in_transit: 0 });
  expect((await send(5)).status).toBe(409);
  expect((await send(1, { destination_location_id: works })).status).toBe(400);
  expect((await owner.ok.get(`/stock-entries?sku_id=${id}&reason=transfer_loss`)).data).toHaveLength(1);
});

test("AVL-3 low stock is told once, and again after it was above", async () => {
  const id = await shop.sku("Coffee");
  await add(id, 47, { unit_cost: micro(1) });
  const rule = await owner.ok.post("/reorder-rules", {
    ...{ sku_id: id, location_id: works, reorder_point: micro(20), reorder_quantity: micro(60) },
  });
  expect(
    (await owner.post("/reorder-rules", { ...{ sku_id: id, location_id: works, reorder_point: 1 } })).status,
  ).toBe(409);
  for (const step of [-30, -5, 60, -52])
    expect((await (step > 0 ? add(id, step) : dispose(id, -step))).status).toBe(201);
  const told = (await owner.ok.get("/audit?limit=100")).data.flatMap((each: Json) => each.events);
  expect(told.filter(({ type }: Json) => type === "stock.low")).toHaveLength(2);
  expect(await owner.ok.patch(`/reorder-rules/${rule.id}`, { reorder_point: 0 })).toMatchObject({
    version: 2,
  });
  expect((await owner.delete(`/reorder-rules/${rule.id}`)).body).toEqual({ deleted_id: rule.id });
});

test("STK-2 fifty at once take no more than there is", async () => {
  const id = await shop.sku("Last");
  await add(id, 20, { unit_cost: micro(1) });
  // On a busy machine some are told to come again, as many want the same row.
  const patient = async (): Promise<Awaited<ReturnType<typeof dispose>>> => {
    const reply = await dispose(id, 1);
    return reply.status === 503 ? patient() : reply;
  };
  const replies = await Promise.all(Array.from({ length: 50 }, patient));
  expect(replies.filter(({ status }) => status === 201)).toHaveLength(20);
  expect(replies.map(({ status }) => status).filter((status) => status !== 201)).toEqual(Array(30).fill(409));
  expect(await state(id)).toMatchObject({ quantity: 0, value: 0 });
  const fresh = await shop.sku("Fresh");
  const first = await Promise.all(Array.from({ length: 12 }, () => add(fresh, 1, { unit_cost: micro(1) })));
  expect(first.map(({ status }) => status)).toEqual(Array(12).fill(201));
  expect(await level(fresh)).toMatchObject({ on_hand: micro(12) });
  expect(await state(fresh)).toMatchObject({ quantity: micro(12), value: 1200 });
});

test("CST-2, CST-5 first-in-first-out and stock below zero, where the organization wants it", async () => {
  const other = await backroom.organization("Fifo");
  const mine = await openWorkshop(other);
  const place = await mine.site("Works");
  const { data } = await other.ok.get("/organizations");
  await other.ok.patch(`/organizations/${data[0].id}`, {
    costing_method: "fifo",
    allow_negative_stock: true,
  });
  const id = await mine.sku("Tea");
  const move = (path: string, quantity: number, more: object = {}) =>
    other.ok.post(`/stock/${path}`, { sku_id: id, location_id: place, quantity: micro(quantity), ...more });
  await move("adjustments", 2, { unit_cost: micro(1.5) });
  expect(await move("disposals", 5)).toMatchObject({ value: 750 });
  expect(await other.ok.get(`/cost-states/${id}`)).toMatchObject({ quantity: micro(-3), value: -450 });
  expect(await move("adjustments", 10, { unit_cost: micro(1.6) })).toMatchObject({
    value: 1600,
    variance: 30,
  });
  expect(
    (await other.ok.get("/cost-layers?sort=seq")).data.map((each: Json) => [each.quantity, each.value]),
  ).toEqual([
    [0, 0],
    [micro(7), 1120],
  ]);
  const material_id = await mine.material("Leaves");
  expect(
    (await other.post("/stock/disposals", { material_id, location_id: place, quantity: 1 })).body.code,
  ).toBe("insufficient_stock");
  await backroom.rest();
  expect(await trialBalance(other)).toEqual({
    ...{ "inventory:finished_goods": 1120, cost_variance: 30, stock_adjustment: -1150 },
  });
});

test("LOC-2, DEL-8 what has stock or open orders is not removed", async () => {
  const [id, vendor_id, site] = [
    await shop.material("Felt"),
    await shop.vendor("Weaver"),
    await shop.site("Shed"),
  ];
  const order = await owner.ok.post("/purchase-orders", {
    ...{ vendor_id, target_type: "materials", status: "placed", ship_to_location_id: site },
    lines: [{ material_id: id, quantity: micro(2), unit_cost: micro(1) }],
  });
  const uses = { stock_levels: { count: 1 }, purchase_orders: { count: 1, sample_ids: [order.id] } };
  for (const path of [`/materials/${id}`, `/locations/${site}`])
    expect((await owner.delete(path)).body).toMatchObject({ code: "in_use", references: uses });
  expect((await owner.delete(`/vendors/${vendor_id}`)).body.references).toMatchObject({
    purchase_orders: { count: 1 },
  });
  expect((await owner.patch(`/locations/${site}`, { is_active: false })).body.code).toBe("in_use");
  expect(await owner.ok.get(`/locations/${site}/in-use`)).toMatchObject({ in_use: true, references: uses });
  await owner.ok.patch(`/purchase-orders/${order.id}`, { status: "cancelled" });
  for (const path of [`/materials/${id}`, `/locations/${site}`, `/vendors/${vendor_id}`])
    expect((await owner.delete(path)).status).toBe(200);
  for (let round = 0; round < 4; round++) {
    const [sku_id, place] = [await shop.sku(`Race ${round}`), await shop.site(`Race ${round}`)];
    const [brought, gone] = await Promise.all([
      add(sku_id, 1, { location_id: place }),
      owner.delete(`/locations/${place}`),
    ]);
    expect([brought.status === 201, gone.status === 200].filter(Boolean)).toHaveLength(1);
  }
});

test("BLK-2 materials are imported row by row", async () => {
  const [{ type_id }] = (await owner.ok.get("/materials")).data;
  const rows = ["Ink", "Felt", "Ink"].map((code) => ({ code, name: code, type_id }));
  const { body } = await owner.post("/materials/import", { rows });
  expect(body.results.map(({ status }: Json) => status)).toEqual(["created", "error", "error"]);
});
