/** Sales orders: goods in demand, set aside, shipped, invoiced, paid; the books and the stock follow (4.8, 9.3, 9.9, SO-1…4). */
import { type Backroom, type Client, type Json, startBackroom } from "../support/backroom.ts";
import { micro, openWorkshop, trialBalance, type Workshop } from "../support/makers.ts";

let backroom: Backroom;
let owner: Client;
let shop: Workshop;
let works: string;
let customer: string;
let broker: string;
let channel: string;

beforeAll(async () => {
  backroom = await startBackroom();
});
afterAll(() => backroom.stop());

beforeEach(async () => {
  owner = await backroom.organization("Coffee");
  shop = await openWorkshop(owner);
  works = await shop.site("Works");
  const [type, made, from] = await Promise.all([
    owner.ok.post("/customer-types", { name: "Grocer" }),
    owner.ok.post("/brokers", { name: "Bo" }),
    owner.ok.post("/order-channels", { name: "Fair" }),
  ]);
  [broker, channel] = [made.id, from.id];
  const firm = { name: "Grocers", type_id: type.id, broker_id: broker, broker_fee_ppm: 37_500 };
  customer = (await owner.ok.post("/business-customers", firm)).id;
});

async function stocked(quantity: number, unit_cost = 1.7138): Promise<string> {
  const sku_id = await shop.sku("Coffee 250 g");
  const found = { sku_id, location_id: works, quantity: micro(quantity), unit_cost: micro(unit_cost) };
  await owner.ok.post("/stock/adjustments", found);
  return sku_id;
}

const orderOf = (lines: Json[], more: object = {}): Promise<Json> =>
  owner.ok.post("/sales-orders", {
    ...{ business_customer_id: customer, channel_id: channel, status: "entered" },
    ...{ fulfillment_location_id: works, lines, ...more },
  });
const change = (order: Json, changes: object) => owner.patch(`/sales-orders/${order.id}`, changes);
const level = async (sku_id: string): Promise<Json> =>
  (await owner.ok.get(`/stock-levels?sku_id=${sku_id}&location_id=${works}`)).data[0];

test("9.9, SO-2, SO-3, T16, T17, T22, T23: entered, shipped, invoiced and paid (story 4.1, step 5)", async () => {
  const sku_id = await stocked(138);
  const order = await orderOf([{ sku_id, quantity: 100, unit_price: 520 }], { freight_costs: 4000 });
  expect(order).toMatchObject({
    ...{ status: "entered", fulfillment_status: "pending", broker_id: broker, broker_fees: 1950 },
    ...{ subtotal: 52_000, net_revenue: 46_050, broker_fees_source: "computed" },
    history: [{ status: "received" }, { status: "entered" }],
  });
  expect(order.number).toMatch(/^SO-\d{6}$/);
  expect(await level(sku_id)).toMatchObject({ demand: micro(100), allocated: 0, available: micro(138) });
  const shipped = await change(order, { status: "shipped" });
  expect(shipped.body).toMatchObject({
    ...{ status: "shipped", fulfillment_status: "fulfilled", cost_of_goods: 17_138, margin: 28_912 },
    lines: [{ shipped: 100, cost: 17_138 }],
  });
  expect(await level(sku_id)).toMatchObject({ demand: 0, on_hand: micro(38), available: micro(38) });
  await change(order, { status: "invoiced" });
  const paid = await change(order, { status: "paid" });
  const [invoice] = paid.body.invoices;
  expect(invoice).toMatchObject({ amount: 52_000, broker_fees: 1950, costs: 4000, reversed_on: null });
  expect(paid.body).toMatchObject({ status: "paid", paid_at: expect.any(String) });
  await backroom.rest();
  expect(await trialBalance(owner)).toMatchObject({
    ...{ cogs: 17_138, sales: -52_000, bank: 52_000, broker_fees: 1950 },
    ...{ [`broker_payable:${broker}`]: -1950, order_costs: 4000, accrued_costs: -4000 },
    "inventory:finished_goods": 23_650 - 17_138,
  });
  expect(await change(order, { status: "completed" })).toMatchObject({ status: 200 });
  expect(await change(order, { status: "rejected" })).toMatchObject({
    status: 409,
    body: { code: "invalid_transition", allowed: [] },
  });
});

test("SO-2: more than there is: 409 with the figures, nothing shipped, nothing written", async () => {
  const sku_id = await stocked(5);
  const order = await orderOf([{ sku_id, quantity: 6, unit_price: 100 }]);
  const refused = await change(order, { status: "shipped" });
  expect(refused).toMatchObject({
    status: 409,
    body: { code: "insufficient_stock", on_hand: micro(5), demand: micro(6) },
  });
  expect(await owner.ok.get(`/sales-orders/${order.id}`)).toMatchObject({
    status: "entered",
    version: order.version,
  });
  expect(await level(sku_id)).toMatchObject({ on_hand: micro(5), demand: micro(6), allocated: 0 });
  const again = await change(order, { fulfillment_location_id: null });
  expect(again.status).toBe(200);
  expect(await level(sku_id)).toMatchObject({ demand: 0 });
  expect(await change(order, { status: "shipped" })).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: "/fulfillment_location_id" }] },
  });
});

test("9.3: allocations set goods aside for one order; shipping parts, returning, rejecting", async () => {
  const sku_id = await stocked(10, 1);
  const [one, two] = [
    await orderOf([{ sku_id, quantity: 8, unit_price: 100 }]),
    await orderOf([{ sku_id, quantity: 8, unit_price: 100 }]),
  ];
  const allocate = (order: Json, body: object = {}) => owner.post(`/sales-orders/${order.id}/allocate`, body);
  expect((await allocate(one)).body.lines).toMatchObject([{ allocated: 8 }]);
  expect(await allocate(two)).toMatchObject({ status: 409, body: { available: micro(2) } });
  const line = { line_id: two.lines[0].id, quantity: 2 };
  expect((await allocate(two, { lines: [line] })).body.lines).toMatchObject([{ allocated: 2 }]);
  expect(await level(sku_id)).toMatchObject({ demand: micro(16), allocated: micro(10), available: 0 });
  const part = { lines: [{ line_id: one.lines[0].id, quantity: 3 }] };
  const out = await owner.post(`/sales-orders/${one.id}/shipments`, part);
  expect(out.body).toMatchObject({ fulfillment_status: "partial", status: "entered" });
  expect(out.body.lines).toMatchObject([{ shipped: 3, allocated: 5, cost: 300 }]);
  expect(await level(sku_id)).toMatchObject({ on_hand: micro(7), demand: micro(13), allocated: micro(7) });
  expect(await change(one, { status: "rejected" })).toMatchObject({
    status: 409,
    body: { code: "goods_out" },
  });
  await owner.ok.post(`/sales-orders/${one.id}/returns`, {});
  expect(await level(sku_id)).toMatchObject({ on_hand: micro(10), demand: micro(16), allocated: micro(7) });
  expect((await change(one, { status: "rejected" })).body).toMatchObject({ status: "rejected" });
  expect(await level(sku_id)).toMatchObject({ on_hand: micro(10), demand: micro(8), allocated: micro(2) });
  await backroom.rest();
  expect((await trialBalance(owner)).cogs).toBeUndefined();
});

test("SO-4: lines follow the demand; what was shipped or invoiced stays", async () => {
  const sku_id = await stocked(50, 1);
  const order = await orderOf([{ sku_id, quantity: 10, unit_price: 125 }]);
  const [line] = order.lines;
  const path = `/sales-order-lines/${line.id}`;
  await owner.ok.patch(path, { quantity: 12 });
  expect(await level(sku_id)).toMatchObject({ demand: micro(12) });
  const more = await owner.ok.post(`/sales-orders/${order.id}/lines`, { sku_id, quantity: 3 });
  expect(more.lines[1]).toMatchObject({ unit_price: 125, quantity: 3 });
  expect(await level(sku_id)).toMatchObject({ demand: micro(15) });
  await owner.ok.post(`/sales-orders/${order.id}/shipments`, { lines: [{ line_id: line.id, quantity: 5 }] });
  expect(await owner.patch(path, { quantity: 4 })).toMatchObject({
    status: 409,
    body: { code: "below_shipped", errors: [{ pointer: "/quantity" }] },
  });
  expect(await owner.delete(path)).toMatchObject({ status: 409 });
  await owner.ok.patch(path, { quantity: 5 });
  expect((await owner.delete(`/sales-order-lines/${more.lines[1].id}`)).status).toBe(200);
  expect(await level(sku_id)).toMatchObject({ demand: 0, on_hand: micro(45) });
  expect(await owner.ok.get(`/sales-orders/${order.id}`)).toMatchObject({ fulfillment_status: "fulfilled" });
});

test("BRK-1: the broker's fee follows lines and percentage unless it was given; after invoicing it is fixed", async () => {
  const sku_id = await stocked(100, 1);
  const other = await shop.sku("Tin");
  const lines = [
    { sku_id, quantity: 24, unit_price: 1250 },
    { sku_id: other, quantity: 10, unit_price: 3999 },
  ];
  const order = await orderOf(lines, { fulfillment_location_id: null });
  expect(order).toMatchObject({ subtotal: 69_990, broker_fees: 2625 });
  const path = `/sales-order-lines/${order.lines[0].id}`;
  expect(await owner.ok.patch(path, { quantity: 30 })).toMatchObject({ subtotal: 77_490, broker_fees: 2906 });
  expect((await change(order, { broker_fees: 2000 })).body).toMatchObject({ broker_fees: 2000 });
  expect(await owner.ok.patch(path, { quantity: 24 })).toMatchObject({ broker_fees: 2000 });
  expect((await change(order, { broker_fee_ppm: 37_500 })).body).toMatchObject({ broker_fees: 2625 });
  await change(order, { status: "invoiced" });
  expect(await change(order, { broker_fee_ppm: 10 })).toMatchObject({
    status: 409,
    body: { code: "price_fixed", errors: [{ pointer: "/broker_fee_ppm" }] },
  });
  expect((await owner.patch(path, { unit_price: 1 })).body).toMatchObject({
    ...{ code: "price_fixed", errors: [{ pointer: "/unit_price" }] },
  });
  expect(await orderOf(lines, { broker_id: null, broker_fee_ppm: null })).toMatchObject({
    ...{ broker_id: null, broker_fees: 0 },
  });
});

test("SO-3, MON-7: invoices of parts add up to the whole", async () => {
  const sku_id = await stocked(100, 1);
  const order = await orderOf([{ sku_id, quantity: 3, unit_price: 333 }], {
    ...{ broker_fees: 100, other_costs: 50, broker_id: broker },
  });
  const [line] = order.lines;
  for (const quantity of [1, 1, 1]) {
    await owner.ok.post(`/sales-orders/${order.id}/shipments`, { lines: [{ line_id: line.id, quantity }] });
    await owner.ok.post(`/sales-orders/${order.id}/invoices`, {});
  }
  const { invoices } = await owner.ok.get(`/sales-orders/${order.id}`);
  expect(invoices).toHaveLength(3);
  const total = (name: string) => invoices.reduce((sum: number, each: Json) => sum + each[name], 0);
  expect({ amount: total("amount"), broker_fees: total("broker_fees"), costs: total("costs") }).toEqual({
    ...{ amount: 999, broker_fees: 100, costs: 50 },
  });
});

test("SO-3, ORD-2: an order is paid and completed with invoices for all that was shipped, from a dispute as well", async () => {
  const sku_id = await stocked(100, 1);
  const disputed = await orderOf([{ sku_id, quantity: 4, unit_price: 500 }], { freight_costs: 300 });
  for (const status of ["shipped", "in_dispute"]) await change(disputed, { status });
  const paid = (await change(disputed, { status: "paid" })).body;
  expect(paid).toMatchObject({ status: "paid", invoices: [{ amount: 2000, paid_on: expect.any(String) }] });

  const parts = await orderOf([{ sku_id, quantity: 3, unit_price: 1000 }]);
  const ship = (quantity: number) =>
    owner.ok.post(`/sales-orders/${parts.id}/shipments`, {
      lines: [{ line_id: parts.lines[0].id, quantity }],
    });
  await ship(1);
  await change(parts, { status: "invoiced" });
  await ship(2);
  const { invoices } = (await change(parts, { status: "paid" })).body;
  expect(invoices.map(({ amount }: Json) => amount)).toEqual([1000, 2000]);

  const completed = await orderOf([{ sku_id, quantity: 1, unit_price: 700 }]);
  for (const status of ["shipped", "invoiced", "in_dispute"]) await change(completed, { status });
  expect((await change(completed, { status: "completed" })).body).toMatchObject({
    ...{ status: "completed", invoices: [{ amount: 700, paid_on: expect.any(String) }] },
  });
  await backroom.rest();
  expect(await trialBalance(owner)).toMatchObject({ bank: 5700, sales: -5700 });
});

test("DEL-10: an order of which nothing is out can be deleted; what it had in demand is taken back", async () => {
  const sku_id = await stocked(5, 1);
  const order = await orderOf([{ sku_id, quantity: 4, unit_price: 1 }]);
  expect(await owner.delete(`/sales-orders/${order.id}`)).toMatchObject({
    status: 200,
    body: { deleted_id: order.id },
  });
  expect(await level(sku_id)).toMatchObject({ demand: 0 });
  const draft = await orderOf([{ sku_id, quantity: 4, unit_price: 1 }], { status: "received" });
  await owner.delete(`/sales-orders/${draft.id}`);
  expect((await owner.get(`/sales-orders/${draft.id}`)).status).toBe(404);
  const gone = await orderOf([{ sku_id, quantity: 4, unit_price: 1 }]);
  await change(gone, { status: "shipped" });
  expect(await owner.delete(`/sales-orders/${gone.id}`)).toMatchObject({
    status: 409,
    body: { code: "in_use" },
  });
});

test("API-9: a deletion repeated under its key is answered alike", async () => {
  const sku_id = await stocked(5, 1);
  const order = await orderOf([{ sku_id, quantity: 4, unit_price: 1 }]);
  const remove = () => owner.delete(`/sales-orders/${order.id}`, { "idempotency-key": "remove-1" });
  const [first, second] = [await remove(), await remove()];
  expect([first.status, first.body]).toEqual([200, { deleted_id: order.id }]);
  expect([second.status, second.body]).toEqual([200, { deleted_id: order.id }]);
});

test("PO-1, SO-1: late states only of orders that are taken over, which write nothing", async () => {
  const sku_id = await stocked(5, 1);
  const body = { business_customer_id: customer, channel_id: channel, lines: [{ sku_id, quantity: 2 }] };
  const late = await owner.post("/sales-orders", { ...body, status: "paid" });
  expect(late).toMatchObject({ status: 400, body: { errors: [{ pointer: "/status" }] } });
  const taken = { status: "paid", historical: true, fulfillment_status: "fulfilled" };
  const order = await owner.ok.post("/sales-orders", { ...body, ...taken, fulfillment_location_id: works });
  expect(order).toMatchObject({ ...taken, invoices: [] });
  expect(await level(sku_id)).toMatchObject({ demand: 0, on_hand: micro(5) });
});

test("of many orders that want the same goods some get them, and never more than there are", async () => {
  const sku_id = await stocked(10, 1);
  const orders = await Promise.all(
    Array.from({ length: 16 }, () => orderOf([{ sku_id, quantity: 1, unit_price: 1 }])),
  );
  const granted = await Promise.all(orders.map(({ id }) => owner.post(`/sales-orders/${id}/allocate`, {})));
  expect(granted.filter(({ status }) => status === 200)).toHaveLength(10);
  expect(granted.filter(({ status }) => status === 409)).toHaveLength(6);
  expect(await level(sku_id)).toMatchObject({ allocated: micro(10), available: 0 });
});

test("DEL-5, DEL-8: what orders refer to cannot be deleted", async () => {
  const sku_id = await stocked(5, 1);
  const order = await orderOf([{ sku_id, quantity: 1, unit_price: 1 }]);
  const references = { sales_orders: { count: 1, sample_ids: [order.id] } };
  for (const path of [
    `/order-channels/${channel}`,
    `/brokers/${broker}`,
    `/business-customers/${customer}`,
  ]) {
    expect(await owner.delete(path)).toMatchObject({ status: 409, body: { code: "in_use", references } });
    expect(await owner.ok.get(`${path}/in-use`)).toMatchObject({ in_use: true, references });
  }
});

test("BLK-2, D19: imported rows stand alone; the same import again is the same orders", async () => {
  const sku_id = await stocked(5, 1);
  const row = {
    ...{ business_customer_id: customer, channel_id: channel, fulfillment_location_id: works },
    ...{ status: "entered", lines: [{ sku_id, quantity: 1, unit_price: 100 }] },
  };
  const rows = [
    row,
    { ...row, status: "paid" },
    { ...row, status: "paid", historical: true },
    { notes: "?" },
    row,
  ];
  const key = { "idempotency-key": "import-1" };
  const first = await owner.post("/sales-orders/import", { rows }, key);
  expect(first.body).toMatchObject({
    ...{ created: 3, failed: 2 },
    results: [
      { status: "created" },
      { status: "error", id: null, error: { errors: [{ pointer: "/status" }] } },
      { status: "created" },
      { status: "error" },
      { status: "created" },
    ],
  });
  expect((await owner.post("/sales-orders/import", { rows }, key)).body).toEqual(first.body);
  expect(await level(sku_id)).toMatchObject({ demand: micro(2) });
});
