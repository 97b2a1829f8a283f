/** Purchase orders, receipts and bills (4.6, 9.3, 9.5, 9.6, ORD, PO, RCV, LND, TWM; T12, T13, T21, T26). */
import { randomUUID } from "node:crypto";
import { type Backroom, type Client, type Json, startBackroom, until } from "../support/backroom.ts";
import { journalsOf, micro, openWorkshop, trialBalance, type Workshop } from "../support/makers.ts";
import { breachesIn } from "../support/verified.ts";

let backroom: Backroom;
let owner: Client;
let shop: Workshop;
let works: string;
let vendor_id: string;
beforeAll(async () => {
  backroom = await startBackroom();
  owner = await backroom.organization("Buyers");
  shop = await openWorkshop(owner);
  [works, vendor_id] = [await shop.site("Works"), await shop.vendor("Bean Traders")];
});
afterAll(() => backroom?.stop());

const order = (lines: object[], more: object = {}): Promise<Json> =>
  owner.ok.post("/purchase-orders", {
    ...{ vendor_id, target_type: "materials", status: "placed", ship_to_location_id: works, lines },
    ...more,
  });
const line = (material_id: string, quantity: number, unit_cost?: number) => ({
  ...{ material_id, quantity: micro(quantity) },
  ...(unit_cost === undefined ? {} : { unit_cost: micro(unit_cost) }),
});
const receive = (of: Json, quantities: number[], more: object = {}) =>
  owner.post(`/purchase-orders/${of.id}/receive`, {
    lines: quantities.flatMap((quantity, i) =>
      quantity ? [{ order_line_id: of.lines[i].id, quantity: micro(quantity) }] : [],
    ),
    ...more,
  });
const level = async (id: string): Promise<Json> =>
  (await owner.ok.get(`/stock-levels?material_id=${id}&location_id=${works}`)).data[0];
const state = (id: string): Promise<Json> => owner.ok.get(`/cost-states/${id}`);
const posted = (id: string) =>
  until(async () => Object.keys(await journalsOf(owner, id)).length, "a journal");

test("LND-1, LND-2, T12 landed cost, partial receipts, paid without a bill (PO-5, story 4.1 step 1)", async () => {
  const mine = await backroom.organization("Jam");
  const room = await openWorkshop(mine);
  const [site, from] = [await room.site("Works"), await room.vendor("Farm")];
  const [beans, jars, lids] = await Promise.all(["Beans", "Jars", "Lids"].map(room.material));
  const po = await mine.ok.post("/purchase-orders", {
    ...{ vendor_id: from, target_type: "materials", status: "placed", ship_to_location_id: site },
    ...{ shipping_costs: 2000, other_costs: 345 },
    lines: [line(beans!, 60, 3), line(jars!, 240, 0.4), line(lids!, 240, 0.0999)],
  });
  expect(po.lines.map(({ value }: Json) => value)).toEqual([18000, 9600, 2398]);
  const [beanLine, jarLine, lidLine] = po.lines.map(({ id }: Json) => id);
  const get = async (entries: [string, number][]) =>
    mine.ok.post(`/purchase-orders/${po.id}/receive`, {
      lines: entries.map(([order_line_id, quantity]) => ({ order_line_id, quantity: micro(quantity) })),
    });
  const first = await get([[beanLine, 40]]);
  expect(first).toMatchObject({
    order: { status: "partial", grni: 12938 },
    receipt: { lines: [{ value: 12938 }] },
  });
  expect(first.order.lines.map((each: Json) => each.landed_value)).toEqual([19407, 10350, 2586]);
  const second = await get([
    [beanLine, 20],
    [jarLine, 240],
    [lidLine, 240],
  ]);
  expect(second.order.status).toBe("received");
  expect(second.receipt.lines.map(({ value }: Json) => value)).toEqual([6469, 10350, 2586]);
  const paid = await mine.ok.patch(`/purchase-orders/${po.id}`, { status: "paid" });
  expect(paid).toMatchObject({ status: "paid", grni: 0, extra_billed: 2345 });
  expect(paid.history.map((each: Json) => each.status)).toEqual(["placed", "partial", "received", "paid"]);
  const [bill] = (await mine.ok.get(`/vendor-bills?order_id=${po.id}`)).data;
  expect(bill).toMatchObject({ status: "paid", total: 32343, grni: 32343, variance: 0, number: po.number });
  await backroom.rest();
  expect(await trialBalance(mine)).toEqual({ "inventory:materials": 32343, bank: -32343 });
  expect(await journalsOf(mine, second.receipt.id)).toEqual({
    goods_received: { "inventory:materials": 19405, grni: -19405 },
  });
  expect(await journalsOf(mine, bill.id)).toEqual({
    vendor_bill: { grni: 32343, [`vendor_payable:${from}`]: -32343 },
    vendor_bill_payment: { [`vendor_payable:${from}`]: 32343, bank: -32343 },
  });
});

test("9.3 placing orders, changing lines, shipping elsewhere, cancelling: what is on order follows", async () => {
  const [tea, milk] = [await shop.material("Tea"), await shop.material("Milk")];
  const po = await order([line(tea, 10, 2), line(milk, 5, 1)], { status: "planning" });
  expect(po).toMatchObject({ number: expect.stringMatching(/^PO-\d{6}$/), status: "planning", version: 1 });
  expect(await level(tea)).toBeUndefined();
  await owner.ok.patch(`/purchase-orders/${po.id}`, { status: "in_transit" });
  expect(await level(tea)).toMatchObject({ on_order: micro(10), projected: micro(10) });
  const [first, second] = po.lines;
  const more = await owner.ok.patch(`/purchase-order-lines/${first.id}`, { quantity: micro(12) });
  expect(more.lines[0]).toMatchObject({ quantity: micro(12), value: 2400 });
  await owner.ok.patch(`/purchase-order-lines/${first.id}`, { quantity: micro(4) });
  expect(await level(tea)).toMatchObject({ on_order: micro(4) });
  const added = await owner.ok.post(`/purchase-orders/${po.id}/lines`, line(milk, 2));
  expect(added.lines[2]).toMatchObject({ unit_cost: micro(1), value: 200 });
  expect((await owner.delete(`/purchase-order-lines/${second.id}`)).status).toBe(200);
  expect(await level(milk)).toMatchObject({ on_order: micro(2) });
  const depot = await shop.site("Depot");
  await owner.ok.patch(`/purchase-orders/${po.id}`, { ship_to_location_id: depot, notes: "elsewhere" });
  expect(await level(milk)).toMatchObject({ on_order: 0 });
  const cancelled = await owner.ok.patch(`/purchase-orders/${po.id}`, { status: "cancelled" });
  expect(cancelled).toMatchObject({ status: "cancelled", cancelled_at: expect.any(String) });
  const there = (await owner.ok.get(`/stock-levels?location_id=${depot}`)).data;
  expect(there.map((each: Json) => each.on_order)).toEqual([0, 0]);
  expect((await owner.patch(`/purchase-orders/${po.id}`, { status: "placed" })).body.code).toBe(
    "invalid_transition",
  );
  expect(
    (await owner.get(`/purchase-order-lines?vendor_id=${vendor_id}&order_status=cancelled`)).body.data,
  ).toHaveLength(2);
});

test("PO-1…4, ORD-3 and what else is refused", async () => {
  const [clay, cup] = [await shop.material("Clay"), await shop.sku("Cup")];
  const send = (lines: object[], more: object = {}) =>
    owner.post("/purchase-orders", { vendor_id, target_type: "materials", lines, ...more });
  expect((await send([line(clay, 1)], { status: "placed" })).body.errors[0].pointer).toBe(
    "/ship_to_location_id",
  );
  expect((await send([{ sku_id: cup, quantity: micro(1) }])).body.errors[0].pointer).toBe("/lines/0");
  expect((await send([{ sku_id: cup, material_id: clay, quantity: micro(1) }])).status).toBe(400);
  expect((await send([line(clay, 1)], { status: "received" })).body.errors[0].pointer).toBe("/status");
  expect((await send([line(clay, 1)], { vendor_id: randomUUID() })).body.code).toBe("reference_not_found");
  const skus = { target_type: "finished_goods" };
  expect((await send([{ sku_id: cup, quantity: micro(1.5) }], skus)).body.errors[0].pointer).toBe(
    "/lines/0/quantity",
  );
  const { body: old } = await send([line(clay, 3, 1)], { status: "received", historical: true });
  expect(old).toMatchObject({ status: "received", historical: true, grni: 0 });
  expect((await owner.patch(`/purchase-orders/${old.id}`, { status: "paid" })).body.code).toBe("locked");
  expect(await level(clay)).toBeUndefined();
  const { body: plan } = await send([line(clay, 3)]);
  expect(plan.lines[0].unit_cost).toBe(micro(1));
  expect((await receive(plan, [1])).body.code).toBe("invalid_transition");
  expect((await owner.patch(`/purchase-orders/${plan.id}`, { target_type: "finished_goods" })).status).toBe(
    400,
  );
});

test("RCV-1, LND-3 tolerance, lines twice, frozen costs, short close", async () => {
  const [wax, wick] = [await shop.material("Wax"), await shop.material("Wick")];
  const po = await order([line(wax, 100, 2.5), line(wick, 40, 0.5)], { shipping_costs: 1000 });
  expect((await receive(po, [110.5])).body).toMatchObject({ code: "over_receipt", most: micro(110) });
  const twice = [0, 0].map(() => ({ order_line_id: po.lines[0].id, quantity: micro(1) }));
  expect((await owner.post(`/purchase-orders/${po.id}/receive`, { lines: twice })).status).toBe(400);
  expect((await receive(po, [1], { receipt_date: "2999-01-01" })).status).toBe(400);
  expect(await level(wax)).toMatchObject({ on_hand: 0, on_order: micro(100) });
  const { body: got } = await receive(po, [60], { receipt_date: "2024-02-01", notes: "two boxes" });
  expect(got.receipt).toMatchObject({ receipt_date: "2024-02-01", lines: [{ value: 15556 }] });
  for (const changes of [{ shipping_costs: 0 }, { vendor_id: await shop.vendor("Other") }])
    expect((await owner.patch(`/purchase-orders/${po.id}`, changes)).body.code).toBe("costs_frozen");
  const path = `/purchase-order-lines/${po.lines[0].id}`;
  expect((await owner.patch(path, { unit_cost: 1 })).body).toMatchObject({
    ...{ code: "costs_frozen", errors: [{ pointer: "/unit_cost" }] },
  });
  expect((await owner.patch(path, { quantity: micro(59) })).body).toMatchObject({
    ...{ code: "below_received", received: micro(60), errors: [{ pointer: "/quantity" }] },
  });
  expect((await owner.delete(path)).body.code).toBe("below_received");
  expect(
    await owner.ok.patch(`/goods-receipts/${got.receipt.id}`, { receipt_date: "2024-02-03" }),
  ).toMatchObject({
    receipt_date: "2024-02-03",
  });
  expect((await owner.ok.get(`/stock-entries?source_id=${got.receipt.id}`)).data).toMatchObject([
    { event_date: "2024-02-03", value: 15556, seq: 1, relieves: { on_order: micro(60) } },
  ]);
  expect((await owner.patch(`/purchase-orders/${po.id}`, { status: "paid" })).body.code).toBe(
    "invalid_transition",
  );
  await owner.ok.patch(`/purchase-orders/${po.id}`, { status: "cancelled" });
  expect(await level(wax)).toMatchObject({ on_hand: micro(60), on_order: 0 });
  expect(await level(wick)).toMatchObject({ on_order: 0 });
  expect((await owner.delete(`/purchase-orders/${po.id}`)).body).toMatchObject({ code: "in_use" });
});

test("RCV-2, CST-3, T26 a receipt is reversed whole, not when its goods are gone", async () => {
  const id = await shop.material("Yarn");
  const po = await order([line(id, 10, 1)], { setup_costs: 100 });
  const { body: one } = await receive(po, [4]);
  const { body: two } = await receive(po, [6]);
  expect(two.order.status).toBe("received");
  await owner.ok.post("/stock/disposals", { material_id: id, location_id: works, quantity: micro(5) });
  expect((await owner.post(`/goods-receipts/${two.receipt.id}/reverse`, {})).body).toMatchObject({
    ...{ code: "insufficient_stock", on_hand: micro(5) },
  });
  const back = await owner.ok.post(`/goods-receipts/${one.receipt.id}/reverse`, {});
  expect(back).toMatchObject({
    order: { status: "partial", grni: 660 },
    receipt: { reversed_at: expect.any(String) },
  });
  expect(await level(id)).toMatchObject({ on_hand: micro(1), on_order: micro(4) });
  expect(await state(id)).toMatchObject({ quantity: micro(1), value: 110 });
  await posted(one.receipt.id);
  await until(async () => (await journalsOf(owner, one.receipt.id)).receipt_reversed, "the reversal");
  expect((await journalsOf(owner, one.receipt.id)).receipt_reversed).toEqual({
    grni: 440,
    "inventory:materials": -440,
  });
  expect(await owner.ok.post(`/goods-receipts/${one.receipt.id}/reverse`, {})).toMatchObject({
    order: { version: back.order.version },
  });
});

test("TWM-1 bills match within tolerance, wait otherwise, and are paid with their order", async () => {
  const id = await shop.material("Oak");
  const po = await order([line(id, 100, 2.5)], { shipping_costs: 12_345 });
  await receive(po, [60]);
  const bill = (quantity: number, unit_cost: number, more: object = {}): Promise<Json> =>
    owner.ok.post("/vendor-bills", {
      ...{ number: `B-${randomUUID()}`, order_id: po.id },
      lines: [{ order_line_id: po.lines[0].id, quantity: micro(quantity), unit_cost: micro(unit_cost) }],
      ...more,
    });
  const dear = await bill(60, 2.56);
  expect(dear).toMatchObject({ status: "on_hold", reasons: ["price"] });
  await owner.ok.post(`/vendor-bills/${dear.id}/cancel`, {});
  const matched = await bill(60, 2.54);
  expect(matched).toMatchObject({ status: "matched", grni: 15000, variance: 240, total: 15240 });
  await posted(matched.id);
  expect(await journalsOf(owner, matched.id)).toEqual({
    vendor_bill: { grni: 15000, cost_variance: 240, [`vendor_payable:${vendor_id}`]: -15240 },
  });
  const beyond = await bill(40, 2.5);
  expect(beyond).toMatchObject({ status: "on_hold", reasons: ["quantity"] });
  const receipt = (await owner.ok.get(`/goods-receipts?order_id=${po.id}`)).data[0];
  expect((await owner.post(`/goods-receipts/${receipt.id}/reverse`, {})).body.code).toBe("billed");
  const extra = await bill(1, 2.5, { extra_costs: 12_500, match: false });
  expect(extra).toMatchObject({ status: "draft" });
  await receive(po, [40]);
  expect(await owner.ok.post(`/vendor-bills/${beyond.id}/match`, {})).toMatchObject({ status: "matched" });
  expect(await owner.ok.post(`/vendor-bills/${extra.id}/match`, {})).toMatchObject({ reasons: ["quantity"] });
  expect(await owner.ok.post(`/vendor-bills/${extra.id}/cancel`, {})).toMatchObject({ status: "cancelled" });
  await owner.ok.post(`/vendor-bills/${matched.id}/cancel`, {});
  const again = await bill(60, 2.5, { extra_costs: 12_500 });
  expect(again).toMatchObject({ status: "matched", grni: 27_345, variance: 155 });
  expect((await owner.post(`/vendor-bills/${matched.id}/pay`, {})).body.code).toBe("invalid_transition");
  await owner.ok.post(`/vendor-bills/${again.id}/pay`, {});
  expect(await owner.ok.get(`/purchase-orders/${po.id}`)).toMatchObject({ status: "received", grni: 0 });
  expect(await owner.ok.post(`/vendor-bills/${beyond.id}/approve`, {})).toMatchObject({ status: "approved" });
  await owner.ok.post(`/vendor-bills/${beyond.id}/pay`, {});
  expect(await owner.ok.get(`/purchase-orders/${po.id}`)).toMatchObject({ status: "paid", grni: 0 });
  const viewer = await owner.ok.post("/api-keys", {
    name: "writer",
    access: "scopes",
    scopes: ["write:vendor_bills"],
  });
  const writer = backroom.client(viewer.key);
  expect((await writer.post(`/vendor-bills/${beyond.id}/approve`, {})).status).toBe(403);
});

test("DEL-10 an order is removed while nothing was received", async () => {
  const id = await shop.material("Glue");
  const [plan, placed] = [await order([line(id, 1)], { status: "planning" }), await order([line(id, 2)])];
  for (const { id: order_id } of [plan, placed])
    expect((await owner.delete(`/purchase-orders/${order_id}`)).body).toEqual({ deleted_id: order_id });
  expect((await owner.get(`/purchase-orders/${plan.id}`)).status).toBe(404);
  expect((await owner.ok.get(`/purchase-orders?search=${placed.number}`)).data).toEqual([]);
  expect(await level(id)).toMatchObject({ on_order: 0 });
});

test("API-9 a receipt that is sent twice arrives once; two that compete fit the order", async () => {
  const id = await shop.material("Salt");
  const po = await order([line(id, 10, 1)]);
  const headers = { "Idempotency-Key": randomUUID() };
  const body = { lines: [{ order_line_id: po.lines[0].id, quantity: micro(4) }] };
  const path = `/purchase-orders/${po.id}/receive`;
  const [one, two] = [await owner.post(path, body, headers), await owner.post(path, body, headers)];
  expect([one.status, two.status, two.body.receipt.id]).toEqual([201, 201, one.body.receipt.id]);
  const replies = await Promise.all(Array.from({ length: 6 }, () => owner.post(path, body)));
  expect(replies.filter(({ status }) => status === 201).length).toBe(1);
  expect(await level(id)).toMatchObject({ on_hand: micro(8), on_order: micro(2) });
  const other = await backroom.organization("Stranger");
  expect((await other.post(path, body)).status).toBe(404);
});

describe("LND-3, LND-4 costs that arrive after the goods", () => {
  const landed = (po: Json, amount: number, more: object = {}) =>
    owner.post(`/purchase-orders/${po.id}/landed-costs`, { amount, ...more });
  const gone = (material_id: string, quantity: number) =>
    owner.ok.post("/stock/disposals", {
      ...{ material_id, location_id: works, quantity: micro(quantity), reason: "spoiled" },
    });

  test("raise what is held, are a variance for what is gone, and are billed with the order", async () => {
    const beans = await shop.material("Late beans");
    const po = await order([line(beans, 100, 1)]);
    expect((await landed(po, 1200)).body).toMatchObject({ code: "conflict" });
    expect((await receive(po, [100])).status).toBe(201);
    await gone(beans, 60);
    const { status, body } = await landed(po, 1200, { notes: "Freight" });
    expect(status).toBe(201);
    expect(body.order).toMatchObject({ late_costs: 1200, grni: 11_200, status: "received" });
    const [cost] = body.landed_cost.lines;
    expect(cost).toMatchObject({ material_id: beans, value: 1200, variance: 720, seq: 3 });
    expect(await state(beans)).toMatchObject({ quantity: micro(40), value: 4480 });
    await posted(body.landed_cost.id);
    expect(await journalsOf(owner, body.landed_cost.id)).toEqual({
      costs_landed: { "inventory:materials": 480, cost_variance: 720, grni: -1200 },
    });
    const paid = await owner.ok.patch(`/purchase-orders/${po.id}`, { status: "paid" });
    expect(paid).toMatchObject({ status: "paid", grni: 0, extra_billed: 1200 });
    expect((await landed(po, 1)).body).toMatchObject({ code: "locked" });
    const reverse = await owner.post(`/landed-costs/${body.landed_cost.id}/reverse`, {});
    expect(reverse.body).toMatchObject({ code: "conflict" });
    // Somebody else's freight may arrive long after the order is paid.
    const carrier = await shop.vendor("Late carrier");
    const owed = (await landed(po, 500, { vendor_id: carrier })).body;
    expect(owed.order).toMatchObject({ status: "paid", late_costs: 1200, grni: 0 });
    await posted(owed.landed_cost.id);
    expect(await journalsOf(owner, owed.landed_cost.id)).toEqual({
      costs_landed: { "inventory:materials": 200, cost_variance: 300, [`vendor_payable:${carrier}`]: -500 },
    });
  });

  test("are spread by the value of what arrived, or belong to one line, and can be taken back once", async () => {
    const [tea, milk] = [await shop.material("Late tea"), await shop.material("Late milk")];
    const po = await order([line(tea, 30, 2), line(milk, 40, 1)]);
    await receive(po, [10, 20]);
    const both = (await landed(po, 100)).body.landed_cost;
    expect(both.lines.map(({ value, variance }: Json) => [value, variance])).toEqual([
      [50, 0],
      [50, 0],
    ]);
    const [, milkLine] = po.lines;
    const one = (await landed(po, 70, { order_line_id: milkLine.id })).body;
    expect(one.landed_cost.lines).toMatchObject([{ material_id: milk, value: 70 }]);
    expect(one.order).toMatchObject({ late_costs: 170, grni: 4170 });
    expect(await state(milk)).toMatchObject({ value: 2120 });
    const [receipt] = (await owner.ok.get(`/goods-receipts?order_id=${po.id}`)).data;
    const kept = await owner.post(`/goods-receipts/${receipt.id}/reverse`, {});
    expect(kept.body).toMatchObject({ code: "conflict", landed_cost_id: both.id });
    await gone(milk, 10);
    const back = await owner.ok.post(`/landed-costs/${one.landed_cost.id}/reverse`, {});
    expect(back.landed_cost.reversed_at).not.toBeNull();
    expect(back.order).toMatchObject({ late_costs: 100, grni: 4100 });
    // Half of the goods are gone with half of the cost: 1060, of which 35 are taken back.
    expect(await state(milk)).toMatchObject({ value: 1025 });
    const again = await owner.ok.post(`/landed-costs/${one.landed_cost.id}/reverse`, {});
    expect(again.order.version).toBe(back.order.version);
    const all = (await owner.ok.get(`/landed-costs?order_id=${po.id}`)).data;
    expect(all.map(({ amount }: Json) => amount).sort()).toEqual([-70, 100, 70].sort());
    const taken = all.find(({ amount }: Json) => amount < 0);
    expect(taken).toMatchObject({ reverses_id: one.landed_cost.id, lines: [{ value: -70, variance: -35 }] });
    await posted(taken.id);
    expect(await journalsOf(owner, taken.id)).toEqual({
      costs_landed: { "inventory:materials": -35, cost_variance: -35, grni: 70 },
    });
    expect((await owner.post(`/landed-costs/${taken.id}/reverse`, {})).body.code).toBe("locked");
    await owner.ok.post(`/landed-costs/${both.id}/reverse`, {});
    expect((await owner.post(`/goods-receipts/${receipt.id}/reverse`, {})).body.code).toBe(
      "insufficient_stock",
    );
    expect(await breachesIn(backroom)).toEqual([]);
  });

  test("bad input is refused by its field", async () => {
    const po = await order([line(await shop.material("Late salt"), 5, 1)]);
    await receive(po, [5]);
    const tomorrow = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
    for (const [body, pointer] of [
      [{ amount: 0 }, "/amount"],
      [{ amount: 1, order_line_id: randomUUID() }, "/order_line_id"],
      [{ amount: 1, vendor_id: randomUUID() }, "/vendor_id"],
      [{ amount: 1, cost_date: tomorrow }, "/cost_date"],
      [{ amount: 1, lines: [] }, "/lines"],
    ] as const) {
      const refused = await landed(po, 1, body);
      expect({ pointer, status: refused.status }).toEqual({ pointer, status: expect.any(Number) });
      expect(refused.status).toBeLessThan(500);
      expect(refused.body.errors).toMatchObject([{ pointer }]);
    }
    const other = await backroom.organization("Other buyers");
    expect((await other.post(`/purchase-orders/${po.id}/landed-costs`, { amount: 1 })).status).toBe(404);
    expect((await owner.ok.get(`/landed-costs?order_id=${po.id}`)).data).toEqual([]);
  });
});
