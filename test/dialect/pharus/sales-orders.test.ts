/** Sales orders through Pharus: statuses by PATCH, late states at creation, and what is refused. */
import { newId } from "../../../shared/ids.ts";
import { type Backroom, type Json, startBackroom, until } from "../../support/backroom.ts";
import { speakerOf } from "../../support/conformance.ts";
import { type PharusWorld, pharusWorld } from "../../support/pharus.ts";
import { salesRoom } from "../../support/pharus-sales.ts";
import { type Wire, wireTo } from "../../support/wire.ts";

let backroom: Backroom;
let world: PharusWorld;
let pharus: Wire;
beforeAll(async () => {
  backroom = await startBackroom();
  world = await pharusWorld(backroom);
  pharus = wireTo(`${backroom.url}/pharus/api`, backroom.owner.key);
});
afterAll(() => backroom?.stop());

const room = salesRoom(
  () => world,
  (...asked) => pharus.ok(...asked),
);
const patch = (id: string, body: Json) => pharus.send("PATCH", `/sales-orders/${id}`, body);
const detail = (id: string) => pharus.ok("GET", `/sales-orders/${id}`);
const natively = async (id: string) => (await backroom.owner.get(`/sales-orders/${id}`)).body;
const balance = async (skuId: string) => {
  const [{ onHand, demand, allocated, available } = {}] = (
    await pharus.ok("GET", `/finished-goods-inventory/summary?skuId=${skuId}`)
  ).data;
  return { onHand, demand, allocated, available };
};
/** An order of 24 of 30 that are there. */
const ordered = async (more: Json = {}) => {
  const skuId = await room.sku(30);
  const { salesOrder, items } = await room.order({
    items: [{ skuId, quantity: 24, unitPrice: 12.5 }],
    ...more,
  });
  return { id: salesOrder.id as string, item: items[0].id as string, skuId };
};

test("ORD-2, SO-2, SO-3 a status is reached through those between, each with what it does", async () => {
  const { id, skuId } = await ordered({ brokerId: world.broker, brokerFeePercent: 3.75 });
  const paid = (await patch(id, { status: "Paid" })).body;
  expect(paid).toMatchObject({ orderStatus: "Paid", fulfillmentStatus: "Fulfilled", brokerFees: "11.2500" });
  for (const stamp of ["receivedAt", "enteredAt", "shippedAt", "invoicedAt", "paidAt"])
    expect(paid[stamp]).toEqual(expect.stringMatching(/^\d{4}-.*Z$/));
  expect(paid.completedAt).toBeNull();
  expect(await balance(skuId)).toEqual({
    ...{ onHand: "6.0000", demand: "0.0000", allocated: "0.0000", available: "6.0000" },
  });
  const { history, invoices } = await natively(id);
  expect(history.map((each: Json) => each.status)).toEqual([
    "received",
    "entered",
    "shipped",
    "invoiced",
    "paid",
  ]);
  expect(invoices).toMatchObject([{ amount: 30_000, broker_fees: 1125, paid_on: expect.any(String) }]);
  const completed = (await patch(id, { status: "Completed" })).body;
  expect(completed.orderStatus).toBe("Completed");
  const back = await patch(id, { status: "Entered" });
  expect([back.status, back.body.error.code]).toEqual([409, "invalid_transition"]);
  expect((await detail(id)).salesOrder).toEqual(completed);
});

test("ORD-2 stamps are notes: set or cleared, they move nothing", async () => {
  const { id, skuId } = await ordered();
  const before = await natively(id);
  const noted = (await patch(id, { shippedAt: "2026-01-02T03:04:05.000Z", receivedAt: null })).body;
  expect(noted).toMatchObject({
    orderStatus: "Received",
    shippedAt: "2026-01-02T03:04:05.000Z",
    receivedAt: null,
  });
  expect((await natively(id)).history).toEqual(before.history);
  expect((await balance(skuId)).onHand).toBe("30.0000");
});

test("ORD-1, D49 the date of an order is shown as placedAt and written by either name", async () => {
  const { id } = await ordered({ orderDate: "2026-03-04" });
  expect((await detail(id)).salesOrder.placedAt).toBe("2026-03-04T00:00:00.000Z");
  expect((await patch(id, { placedAt: "2026-03-05T10:00:00.000Z" })).body.placedAt).toBe(
    "2026-03-05T00:00:00.000Z",
  );
  expect((await patch(id, { orderDate: "2026-03-06" })).body.placedAt).toBe("2026-03-06T00:00:00.000Z");
  const { id: today } = await ordered();
  expect((await detail(today)).salesOrder.placedAt).toMatch(/^\d{4}-\d\d-\d\dT00:00:00.000Z$/);
});

test("D58, PO-1 an order that begins in a late state is taken over: no stock, no money, and a header says so", async () => {
  const skuId = await room.sku(30);
  const items = [{ skuId, quantity: 24, unitPrice: 12.5 }];
  const late = await room.body({ status: "Paid", fulfillmentStatus: "Fulfilled", items });
  const { headers, body } = await pharus.send("POST", "/sales-orders", late);
  expect(headers.get("backroom-historical")).toBe("true");
  expect(body.salesOrder).toMatchObject({ orderStatus: "Paid", fulfillmentStatus: "Fulfilled" });
  const { historical, invoices } = await natively(body.salesOrder.id);
  expect([historical, invoices]).toEqual([true, []]);
  expect(await balance(skuId)).toMatchObject({ onHand: "30.0000", demand: "0.0000" });

  const usual = await pharus.send("POST", "/sales-orders", await room.body({ status: "Entered", items }));
  expect(usual.headers.get("backroom-historical")).toBeNull();
  expect(await balance(skuId)).toMatchObject({ demand: "24.0000" });
  const rows = [late, { ...late, status: "Received", fulfillmentStatus: "Pending" }];
  const imported = await pharus.ok("POST", "/sales-orders/bulk-import", { rows });
  expect(imported.results.map((each: Json) => each.historical ?? false)).toEqual([true, false]);
  expect(await balance(skuId)).toMatchObject({ onHand: "30.0000", demand: "24.0000" });
});

test("SO-1 the fulfillment status: Fulfilled ships, Partial does not say what", async () => {
  const { id, skuId } = await ordered();
  const begun = await pharus.send("POST", "/sales-orders", await room.body({ fulfillmentStatus: "Partial" }));
  expect([begun.status, begun.body.error.details.errors[0].field]).toEqual([400, "fulfillmentStatus"]);
  expect((await patch(id, { fulfillmentStatus: "Partial" })).status).toBe(422);
  expect((await patch(id, { fulfillmentStatus: "Pending" })).status).toBe(200);
  expect((await balance(skuId)).onHand).toBe("30.0000");
  expect((await patch(id, { fulfillmentStatus: "Fulfilled" })).body.fulfillmentStatus).toBe("Fulfilled");
  expect((await balance(skuId)).onHand).toBe("6.0000");
  expect((await patch(id, { fulfillmentStatus: "Pending" })).status).toBe(409);
});

test("SO-2, STK-2 more than there is: 409 with the figures, nothing shipped", async () => {
  const skuId = await room.sku(20);
  const { salesOrder } = await room.order({ items: [{ skuId, quantity: 24 }] });
  const before = await detail(salesOrder.id);
  const { status, body } = await patch(salesOrder.id, { status: "Shipped", notes: "Soon" });
  expect([status, body.error.code]).toEqual([409, "conflict"]);
  expect(body.error.details).toMatchObject({
    reason: "insufficient_stock",
    skuId,
    onHand: "20.0000",
  });
  expect(await detail(salesOrder.id)).toEqual(before);
  expect(await balance(skuId)).toMatchObject({ onHand: "20.0000", demand: "0.0000" });
});

test("SO-4 an item changes until it is shipped, down to what is shipped", async () => {
  const { id, item, skuId } = await ordered({ status: "Entered" });
  const change = (body: Json) => pharus.send("PATCH", `/sales-order-items/${item}`, body);
  expect((await change({ quantity: 10 })).body).toMatchObject({
    id: item,
    quantity: 10,
    unitPrice: "12.5000",
  });
  expect((await balance(skuId)).demand).toBe("10.0000");
  await patch(id, { status: "Shipped" });
  const before = await detail(id);
  for (const body of [{ quantity: 9 }, { skuId: await room.sku() }]) {
    const told = await change(body);
    expect([told.status, told.body.error.details.reason]).toEqual([409, "below_shipped"]);
  }
  expect((await pharus.send("DELETE", `/sales-order-items/${item}`)).status).toBe(409);
  expect((await pharus.send("DELETE", `/sales-orders/${id}`)).status).toBe(409);
  expect(await detail(id)).toEqual(before);
});

test("ORD-3 an item without a price costs what this customer's latest order said", async () => {
  const { skuId } = await ordered();
  const { items } = await room.order({ items: [{ skuId, quantity: 1 }] });
  expect(items[0].unitPrice).toBe("12.5000");
});

test.each([
  [{ quantity: 0 }, "items"],
  [{ quantity: 1.5 }, "items"],
  [{ quantity: 1, unitPrice: -1 }, "items"],
  [{ quantity: 1, unitPrice: "12.345" }, "items"],
])("QTY-2, MON-8 the item %j is refused", async (bad, field) => {
  const skuId = await room.sku();
  const before = (await pharus.ok("GET", "/sales-orders?limit=100")).data.length;
  const { status, body } = await pharus.send(
    "POST",
    "/sales-orders",
    await room.body({ items: [{ skuId, ...bad }] }),
  );
  expect(status).toBe(400);
  expect(body.error.details.errors[0].field.split(".")[0]).toBe(field);
  expect((await pharus.ok("GET", "/sales-orders?limit=100")).data).toHaveLength(before);
});

test("what is another's, gone or nowhere is not found; under a key as well", async () => {
  const { id, item } = await ordered();
  const theirs = speakerOf(`${backroom.url}/pharus/api`, (await backroom.organization("Rival")).key);
  const line = { skuId: await room.sku(), quantity: 1 };
  const calls = [
    ["GET", `/sales-orders/${id}`],
    ["PATCH", `/sales-orders/${id}`, { notes: "Ours" }],
    ["DELETE", `/sales-orders/${id}`],
    ["GET", `/sales-orders/${id}/items`],
    ["POST", `/sales-orders/${id}/items`, line],
    ["PATCH", `/sales-order-items/${item}`, { quantity: 1 }],
    ["DELETE", `/sales-order-items/${item}`],
    ["GET", `/sales-orders/${id}/notes`],
    ["POST", `/sales-orders/${id}/notes`, { body: "Ours" }],
  ] as const;
  const before = await detail(id);
  for (const [method, path, body] of calls)
    for (const headers of [{}, { "Idempotency-Key": newId() }])
      expect([method, path, (await theirs(method, path, body, headers)).status]).toEqual([method, path, 404]);
  expect(await detail(id)).toEqual(before);
  await pharus.ok("DELETE", `/sales-orders/${id}`);
  for (const [method, path, body] of calls)
    expect([method, path, (await pharus.send(method, path, body)).status]).toEqual([method, path, 404]);
});

test("a repeated request under its key adds one item and one note", async () => {
  const { id } = await ordered();
  const line = { skuId: await room.sku(), quantity: 2, unitPrice: 1 };
  for (const [path, body] of [
    [`/sales-orders/${id}/items`, line],
    [`/sales-orders/${id}/notes`, { body: "Once" }],
  ] as const) {
    const headers = { "Idempotency-Key": newId() };
    const [first, again] = [
      await pharus.send("POST", path, body, headers),
      await pharus.send("POST", path, body, headers),
    ];
    expect([first.status, again.body]).toEqual([201, first.body]);
  }
  expect((await detail(id)).items).toHaveLength(2);
  expect((await pharus.ok("GET", `/sales-orders/${id}/notes`)).data).toHaveLength(1);
});

test("BLK-2 1,000 orders with three bad ones: the others are there, once, however often the request is sent", async () => {
  const skuId = await room.sku(30);
  const one = await room.body({ items: [{ skuId, quantity: 2, unitPrice: 3 }] });
  const rows: Json[] = Array.from({ length: 1000 }, (_, i) => ({ ...one, notes: `Row ${i}` }));
  rows[0] = { ...one, mabd: "soon" };
  rows[678] = { ...one, customerId: newId() };
  rows[999] = { ...one, items: [{ skuId, quantity: 0 }] };
  rows[77] = { ...one, notes: "Row 77", status: "Entered" };
  const headers = { "Idempotency-Key": newId() };
  const send = () => pharus.send("POST", "/sales-orders/bulk-import", { rows }, headers);
  // As long as it is not answered in time, a client sends it again.
  let first = await send();
  await until(async () => {
    if (first.status !== 201) first = await send();
    return first.status === 201;
  }, "the answer");
  expect(first.body.ids).toHaveLength(997);
  expect((await backroom.owner.get("/sales-orders?search=row&include=count&limit=1")).body.count).toBe(997);
  const bad = first.body.results.filter((each: Json) => each.status === "error");
  expect(bad.map((each: Json) => [each.index, each.error.details.errors[0].field])).toEqual([
    [0, "mabd"],
    [678, "customerId"],
    [999, "items.0.quantity"],
  ]);
  expect((await balance(skuId)).demand).toBe("2.0000");
  expect((await detail(first.body.results[77].id)).salesOrder.orderStatus).toBe("Entered");
  expect((await detail(first.body.results[998].id)).salesOrder.notes).toBe("Row 998");
  const again = await send();
  expect([again.headers.get("idempotency-replayed"), again.body.ids]).toEqual(["true", first.body.ids]);
});
