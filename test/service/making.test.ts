/** Work and production orders (4.7, 9.3, 9.8, BOM-3, BOM-5, MFG-1…6, RCV, ORD-2; T14, T15). */
import { randomUUID } from "node:crypto";
import { type Backroom, type Client, type Json, startBackroom, until } from "../support/backroom.ts";
import { journalsOf, micro, openWorkshop, trialBalance, type Workshop } from "../support/makers.ts";

let backroom: Backroom;
let owner: Client;
let shop: Workshop;
let works: string;
beforeAll(async () => {
  backroom = await startBackroom();
  owner = await backroom.organization("Makers");
  shop = await openWorkshop(owner);
  works = await shop.site("Works");
});
afterAll(() => backroom?.stop());

type Thing = { material_id?: string; sku_id?: string };
const level = async (thing: Thing, client = owner): Promise<Json> => {
  const [[name, id]] = Object.entries(thing) as [[string, string]];
  return (await client.ok.get(`/stock-levels?${name}=${id}`)).data[0];
};
const worth = async (id: string, client = owner): Promise<[number, number]> => {
  const { quantity, value } = await client.ok.get(`/cost-states/${id}`);
  return [quantity / 1e6, value];
};
/** Stock of this quantity and value. */
const stock = (thing: Thing, quantity: number, unit_cost: number, location_id = works) =>
  owner.ok.post("/stock/adjustments", {
    ...{ ...thing, location_id, quantity: micro(quantity), unit_cost: micro(unit_cost) },
  });
const order = (outputs: object[], more: object = {}): Promise<Json> =>
  owner.ok.post("/make-orders", { kind: "production", location_id: works, outputs, ...more });
const output = (sku_id: string, quantity: number, cost_per = 0) => ({
  ...{ sku_id, quantity: micro(quantity), cost_per },
});
const receive = (of: Json, quantities: number[], client = owner) =>
  client.post(`/make-orders/${of.id}/receive`, {
    lines: quantities.flatMap((quantity, i) =>
      quantity ? [{ output_id: of.outputs[i].id, quantity: micro(quantity) }] : [],
    ),
  });
const part = (thing: Thing, quantity: number, scrap_ppm = 0) => ({
  ...thing,
  quantity: micro(quantity),
  scrap_ppm,
});

test("story 4.1, steps 1 and 2: bought, made, in stock and in the books to the unit", async () => {
  const jam = await backroom.organization("Jam");
  const room = await openWorkshop(jam);
  const [site, vendor] = [await room.site("Works"), await room.vendor("Farm")];
  const [beans, jar, lid] = (await Promise.all(["Beans", "Jar", "Lid"].map(room.material))) as [
    string,
    string,
    string,
  ];
  const coffee = await room.sku("Coffee 250 g");
  await room.bom(coffee, [
    part({ material_id: beans }, 0.25, 20_000),
    part({ material_id: jar }, 1),
    part({ material_id: lid }, 1),
  ]);
  const bought = (material_id: string, quantity: number, unit_cost: number) => ({
    ...{ material_id, quantity: micro(quantity), unit_cost: micro(unit_cost) },
  });
  const po = await jam.ok.post("/purchase-orders", {
    ...{ vendor_id: vendor, target_type: "materials", status: "placed", ship_to_location_id: site },
    ...{ shipping_costs: 2000, other_costs: 345 },
    lines: [bought(beans, 60, 3), bought(jar, 240, 0.4), bought(lid, 240, 0.0999)],
  });
  await jam.ok.post(`/purchase-orders/${po.id}/receive`, {
    lines: [{ order_line_id: po.lines[0].id, quantity: micro(40) }],
  });
  await jam.ok.patch(`/purchase-orders/${po.id}`, { status: "received" });
  await jam.ok.patch(`/purchase-orders/${po.id}`, { status: "paid" });

  const made = await jam.ok.post("/make-orders", {
    ...{ kind: "production", status: "placed", location_id: site, outputs: [output(coffee, 200, 35)] },
  });
  expect(made.inputs.map((each: Json) => [each.quantity, each.allocated])).toEqual([
    [micro(51), micro(51)],
    [micro(200), micro(200)],
    [micro(200), micro(200)],
  ]);
  expect(await level({ sku_id: coffee }, jam)).toMatchObject({ on_order: micro(200) });
  expect(await level({ material_id: beans }, jam)).toMatchObject({
    ...{ on_hand: micro(60), allocated: micro(51), demand: micro(51), available: micro(9) },
  });
  const { body: first } = await receive(made, [120], jam);
  expect(first).toMatchObject({
    order: { status: "partial" },
    receipt: { lines: [{ value: 20566, conversion_cost: 4200 }] },
  });
  const { body: second } = await receive(made, [80], jam);
  expect(second).toMatchObject({ order: { status: "received" }, receipt: { lines: [{ value: 13710 }] } });
  const { data: entries } = await jam.ok.get(`/stock-entries?source_id=${first.receipt.id}`);
  const values = entries.map(({ material_id, sku_id, value }: Json) => [material_id ?? sku_id, value]);
  expect(Object.fromEntries(values)).toEqual({ [beans]: 9898, [jar]: 5175, [lid]: 1293, [coffee]: 20566 });
  expect(await worth(coffee, jam)).toEqual([200, 34276]);
  expect(await Promise.all([beans, jar, lid].map((id) => worth(id, jam)))).toEqual([
    [9, 2911],
    [40, 1725],
    [40, 431],
  ]);
  await backroom.rest();
  expect(await journalsOf(jam, first.receipt.id)).toEqual({
    stock_used: { wip: 16366, "inventory:materials": -16366 },
    stock_made: { "inventory:finished_goods": 20566, wip: -16366, order_costs: -4200 },
  });
  expect(await journalsOf(jam, second.receipt.id)).toEqual({
    stock_used: { wip: 10910, "inventory:materials": -10910 },
    stock_made: { "inventory:finished_goods": 13710, wip: -10910, order_costs: -2800 },
  });
  expect(await trialBalance(jam)).toEqual({
    ...{ "inventory:materials": 5067, "inventory:finished_goods": 34276 },
    ...{ bank: -32343, order_costs: -7000 },
  });
  expect(await jam.ok.patch(`/make-orders/${made.id}`, { status: "completed" })).toMatchObject({
    status: "completed",
    history: ["draft", "entered", "placed", "partial", "received", "completed"].map((status) => ({ status })),
  });
  for (const thing of [{ material_id: beans }, { sku_id: coffee }])
    expect(await level(thing, jam)).toMatchObject({ demand: 0, allocated: 0, on_order: 0 });
});

test("MFG-1…3 several outputs, each with its inputs; a work order owes its conversion to the site's vendor", async () => {
  const vendor_id = await shop.vendor("Roaster");
  const site = (await owner.ok.post("/locations", { name: "Roaster", kind: "site", vendor_id })).id;
  const beans = await shop.material("Green beans");
  const [a, b] = [await shop.sku("Big bag"), await shop.sku("Small bag")];
  await shop.bom(a, [part({ material_id: beans }, 0.5)]);
  await shop.bom(b, [part({ material_id: beans }, 0.2)]);
  await stock({ material_id: beans }, 100, 310, site);
  const made = await order([output(a, 40, 150), output(b, 30, 80)], {
    ...{ kind: "work", status: "entered", location_id: site },
  });
  expect(made.number).toMatch(/^WO-\d{6}$/);
  const { body: one } = await receive(made, [15, 30]);
  expect(one.receipt.lines.map(({ value }: Json) => value)).toEqual([2325 * 100 + 2250, 1860 * 100 + 2400]);
  const { body: two } = await receive(made, [25]);
  expect(two.receipt.lines.map(({ value }: Json) => value)).toEqual([3875 * 100 + 3750]);
  expect(await worth(beans)).toEqual([74, 2_294_000]);
  await until(async () => (await journalsOf(owner, one.receipt.id)).stock_made, "the journals");
  expect((await journalsOf(owner, one.receipt.id)).stock_made).toMatchObject({
    [`vendor_payable:${vendor_id}`]: -4650,
  });
});

test("an order of another kind than the meant one is not found, and stays as it is", async () => {
  const [sku, other] = [await shop.sku("Meant"), await shop.sku("Other")];
  const made = await order([output(sku, 2)]);
  const [line] = made.outputs;
  const kind = "work";
  for (const reply of [
    await owner.patch(`/make-orders/${made.id}`, { kind, notes: "Mine" }),
    await owner.post(`/make-orders/${made.id}/outputs`, { kind, ...output(other, 1) }),
    await owner.patch(`/make-order-outputs/${line.id}`, { kind, quantity: micro(3) }),
    await owner.post(`/make-orders/${made.id}/allocate`, { kind }),
    await owner.post(`/make-orders/${made.id}/receive`, {
      ...{ kind, lines: [{ output_id: line.id, quantity: micro(1) }] },
    }),
  ])
    expect(reply.status).toBe(404);
  expect(await owner.ok.get(`/make-orders/${made.id}`)).toEqual(made);
  expect(
    await owner.ok.patch(`/make-orders/${made.id}`, { kind: "production", notes: "Mine" }),
  ).toMatchObject({ kind: "production", notes: "Mine" });
});

test("4.7, 9.3 entering, placing with shortages, short close: counters follow and are freed", async () => {
  const [wood, knob] = [await shop.material("Wood"), await shop.sku("Knob")];
  const box = await shop.sku("Box");
  await shop.bom(box, [part({ material_id: wood }, 2), part({ sku_id: knob }, 1)]);
  await stock({ material_id: wood }, 10, 1);
  const made = await order([output(box, 8)]);
  expect(made).toMatchObject({ status: "draft", number: expect.stringMatching(/^PR-\d{6}$/) });
  expect(await level({ material_id: wood })).toMatchObject({ demand: 0 });
  const placed = await owner.ok.patch(`/make-orders/${made.id}`, { status: "production" });
  expect(placed.history.map((each: Json) => each.status)).toEqual([
    "draft",
    "entered",
    "placed",
    "production",
  ]);
  expect(placed.inputs.map((each: Json) => [each.quantity, each.allocated])).toEqual([
    [micro(16), micro(10)],
    [micro(8), 0],
  ]);
  expect(await level({ sku_id: knob })).toMatchObject({ demand: micro(8), on_hand: 0 });
  expect((await receive(made, [2])).body).toMatchObject({ code: "insufficient_stock", sku_id: knob });
  await stock({ sku_id: knob }, 3, 1);
  const more = await owner.ok.post(`/make-orders/${made.id}/allocate`, {});
  expect(more.inputs.map((each: Json) => each.allocated)).toEqual([micro(10), micro(3)]);
  const { body: got } = await receive(made, [2]);
  expect(got.order.inputs.map((each: Json) => [each.consumed, each.allocated])).toEqual([
    [micro(4), micro(6)],
    [micro(2), micro(1)],
  ]);
  const out = made.outputs[0].id;
  expect((await owner.patch(`/make-order-outputs/${out}`, { quantity: micro(1) })).body.code).toBe(
    "below_received",
  );
  expect((await owner.patch(`/make-order-outputs/${out}`, { cost_per: 5 })).body.code).toBe("costs_frozen");
  const less = await owner.ok.patch(`/make-order-outputs/${out}`, { quantity: micro(3) });
  expect(less.inputs.map((each: Json) => [each.quantity, each.allocated])).toEqual([
    [micro(6), micro(2)],
    [micro(3), micro(1)],
  ]);
  expect(await level({ material_id: wood })).toMatchObject({ demand: micro(2), allocated: micro(2) });
  expect(await owner.ok.patch(`/make-orders/${made.id}`, { status: "completed" })).toMatchObject({
    status: "completed",
  });
  for (const thing of [{ material_id: wood }, { sku_id: knob }, { sku_id: box }])
    expect(await level(thing)).toMatchObject({ demand: 0, allocated: 0, on_order: 0 });
  expect((await owner.patch(`/make-orders/${made.id}`, { status: "cancelled" })).body.code).toBe(
    "invalid_transition",
  );
});

test("RCV-2 receipts are reversed, the latest first; outputs that are gone stay", async () => {
  const [tin, can] = [await shop.material("Tin"), await shop.sku("Can")];
  await shop.bom(can, [part({ material_id: tin }, 1)]);
  await stock({ material_id: tin }, 10, 3);
  const made = await order([output(can, 10, 7)], { status: "placed" });
  const { body: one } = await receive(made, [4]);
  const { body: two } = await receive(made, [6]);
  expect((await owner.post(`/make-receipts/${one.receipt.id}/reverse`, {})).body).toMatchObject({
    ...{ code: "conflict", make_receipt_id: two.receipt.id },
  });
  expect(await owner.ok.post(`/make-receipts/${two.receipt.id}/reverse`, {})).toMatchObject({
    order: { status: "partial", inputs: [{ consumed: micro(4), allocated: micro(6) }] },
  });
  expect([await worth(tin), await worth(can)]).toEqual([
    [6, 1800],
    [4, 1228],
  ]);
  await owner.ok.post("/stock/disposals", { sku_id: can, location_id: works, quantity: micro(1) });
  expect((await owner.post(`/make-receipts/${one.receipt.id}/reverse`, {})).body.code).toBe(
    "insufficient_stock",
  );
  await stock({ sku_id: can }, 1, 0);
  expect(await owner.ok.post(`/make-receipts/${one.receipt.id}/reverse`, {})).toMatchObject({
    order: { status: "placed" },
  });
  expect(await level({ material_id: tin })).toMatchObject({ on_hand: micro(10), allocated: micro(10) });
  await until(async () => (await journalsOf(owner, one.receipt.id)).making_reversed, "the journals");
  expect((await journalsOf(owner, two.receipt.id)).making_reversed).toEqual({
    ...{ wip: 1800, order_costs: 42, "inventory:finished_goods": -1842 },
  });
  expect((await owner.ok.get("/ledger-accounts?prefix=wip")).data).toMatchObject([{ balance: 0 }]);
});

test("BOM-3, BOM-5, MFG-5, MFG-6 and what else is refused", async () => {
  const [bare, kit, clay] = [await shop.sku("Bare"), await shop.sku("Kit"), await shop.material("Clay")];
  await shop.bom(kit, [part({ material_id: clay }, 1)]);
  const send = (body: object) =>
    owner.post("/make-orders", { kind: "production", location_id: works, ...body });
  expect((await send({ outputs: [] })).status).toBe(400);
  expect((await send({ outputs: [output(kit, 1.5)] })).body.errors[0].pointer).toBe("/outputs/0/quantity");
  expect((await send({ outputs: [output(kit, 1), output(kit, 2)] })).status).toBe(409);
  expect((await send({ outputs: [output(kit, 1)], status: "received" })).status).toBe(400);
  expect((await send({ outputs: [output(bare, 1)], status: "entered" })).body).toMatchObject({
    ...{ code: "bom_missing", sku_ids: [bare] },
  });
  const { body: draft } = await send({ outputs: [output(bare, 1), output(kit, 2)] });
  expect((await owner.patch(`/make-orders/${draft.id}`, { status: "entered" })).body.code).toBe(
    "bom_missing",
  );
  await shop.bom(bare, [part({ sku_id: kit }, 1)]);
  const entered = await owner.ok.patch(`/make-orders/${draft.id}`, { status: "entered" });
  expect(entered.inputs).toHaveLength(2);
  await owner.put(`/boms/${kit}`, { items: [part({ material_id: clay }, 9)] });
  const [first, second] = entered.outputs;
  const more = await owner.ok.patch(`/make-order-outputs/${second.id}`, { quantity: micro(3) });
  expect(more.inputs[1]).toMatchObject({ per_unit: micro(1), quantity: micro(3) });
  expect(
    (await owner.patch(`/make-orders/${draft.id}`, { location_id: await shop.site("Else") })).body.code,
  ).toBe("locked");
  expect((await owner.delete(`/make-order-outputs/${first.id}`)).status).toBe(200);
  expect((await owner.delete(`/make-order-outputs/${second.id}`)).status).toBe(409);
  expect((await receive(more, [0, 3.5])).status).toBe(400);
  expect((await owner.delete(`/make-orders/${draft.id}`)).body).toEqual({ deleted_id: draft.id });
  expect(await level({ material_id: clay })).toMatchObject({ demand: 0 });
  expect(await level({ sku_id: kit })).toMatchObject({ on_order: 0, demand: 0 });
  const { body: old } = await send({ outputs: [output(kit, 1)], status: "completed", historical: true });
  expect(old).toMatchObject({ status: "completed", historical: true });
  const other = await backroom.organization("Stranger");
  expect((await other.get(`/make-orders/${old.id}`)).status).toBe(404);
});

test("STK-2 fifty orders at once set aside what there is and no more", async () => {
  const [gold, ring] = [await shop.sku("Gold"), await shop.sku("Ring")];
  await shop.bom(ring, [part({ sku_id: gold }, 2)]);
  await stock({ sku_id: gold }, 50, 1);
  const orders = [];
  for (let i = 0; i < 50; i++) orders.push(await order([output(ring, 1)], { status: "entered" }));
  const replies = await Promise.all(
    orders.map(({ id }) => owner.patch(`/make-orders/${id}`, { status: "placed" })),
  );
  expect(replies.map(({ status }) => status)).toEqual(Array(50).fill(200));
  const granted = replies.map(({ body }) => body.inputs[0].allocated / 1e6);
  expect(granted.reduce((a, b) => a + b, 0)).toBe(50);
  expect(await level({ sku_id: gold })).toMatchObject({
    allocated: micro(50),
    demand: micro(100),
    available: 0,
  });
});

test("API-9 a receipt that is repeated is made once", async () => {
  const [wax, candle] = [await shop.material("Wax"), await shop.sku("Candle")];
  await shop.bom(candle, [part({ material_id: wax }, 1)]);
  await stock({ material_id: wax }, 10, 1);
  const made = await order([output(candle, 10)], { status: "placed" });
  const headers = { "Idempotency-Key": randomUUID() };
  const body = { lines: [{ output_id: made.outputs[0].id, quantity: micro(4) }] };
  const send = () => owner.post(`/make-orders/${made.id}/receive`, body, headers);
  const [one, two] = [await send(), await send()];
  expect([one.status, two.status, two.body.receipt.id]).toEqual([201, 201, one.body.receipt.id]);
  expect(await worth(candle)).toEqual([4, 400]);
});
