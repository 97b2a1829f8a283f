/** Purchase, work and production orders on Pharus's wire: receipts, statuses by PATCH, what is refused and changes nothing. */
import { type Backroom, type Json, startBackroom } from "../../support/backroom.ts";
import { type PharusWorld, pharusWorld } from "../../support/pharus.ts";
import { madeSku } from "../../support/pharus-making.ts";
import { newMaterial, newSite } from "../../support/pharus-purchasing.ts";
import { type Wire, wireTo } from "../../support/wire.ts";

let backroom: Backroom;
let world: PharusWorld;
let pharus: Wire;
let site: string;
beforeAll(async () => {
  backroom = await startBackroom();
  world = await pharusWorld(backroom);
  pharus = wireTo(`${backroom.url}/pharus/api`, backroom.owner.key);
  site = await newSite(world);
});
afterAll(() => backroom?.stop());

const purchase = async (more: object = {}): Promise<Json> => {
  const items = [{ materialId: await newMaterial(world), quantity: 100, unitCost: "2.5" }];
  const given = { vendorId: world.vendor, targetType: "materials", status: "Placed", shipToLocationId: site };
  return { ...given, items, ...more };
};
const buy = async (more: object = {}) => pharus.ok("POST", "/purchase-orders", await purchase(more));
const receive = ({ purchaseOrder: { id }, items: [line] }: Json, quantity: number | string) =>
  pharus.send("POST", `/purchase-orders/${id}/receipts`, {
    items: [{ purchaseOrderItemId: line.id, quantity }],
  });
const entries = async (source_id: string): Promise<Json[]> =>
  (await world.owner.ok.get(`/stock-entries?source_id=${source_id}&sort=created_at`)).data;
const refusedWith = (status: number, reason: string, ...fields: string[]) => ({
  status,
  body: {
    error: {
      details: { reason, ...(fields.length ? { errors: fields.map((field) => ({ field })) } : {}) },
    },
  },
});

test("RCV-1, LND-1, LND-2: receipts up to 10 % more than ordered, at landed cost; above, nothing changes", async () => {
  const order = await buy({ shippingCosts: 20, otherCosts: "3.45" });
  expect(order.items[0]).toMatchObject({ quantity: "100.0000", unitCost: "2.500000", skuId: null });
  const { id } = order.purchaseOrder;
  const first = await receive(order, 40);
  expect(first).toMatchObject({
    status: 201,
    body: { purchaseOrder: { status: "Partial" }, receiptItems: [{ quantity: "40.0000" }] },
  });
  const native = await world.owner.ok.get(`/goods-receipts/${first.body.receipt.id}`);
  expect(native.lines).toMatchObject([{ value: 10_938 }]);
  const before = await world.owner.ok.get(`/purchase-orders/${id}`);
  expect(await receive(order, "70.000001")).toMatchObject({
    ...refusedWith(409, "over_receipt"),
    body: { error: { code: "conflict", details: { most: "110.0000", received: "40.0000" } } },
  });
  for (const more of [
    { shippingCosts: 1 },
    { vendorId: (await world.owner.ok.post("/vendors", { name: "B" })).id },
  ])
    expect(await pharus.send("PATCH", `/purchase-orders/${id}`, more)).toMatchObject(
      refusedWith(409, "costs_frozen", Object.keys(more)[0]!),
    );
  expect(await world.owner.ok.get(`/purchase-orders/${id}`)).toEqual(before);
  expect((await receive(order, 70)).body.purchaseOrder.status).toBe("Received");
  expect((await pharus.ok("GET", `/purchase-orders/${id}/receipts`)).data).toHaveLength(2);
});

test("ORD-2, PO-5: a status is walked to, with the receipt and the bill that it stands for", async () => {
  const order = await buy({ status: "Planning" });
  const { id } = order.purchaseOrder;
  const change = (body: object) => pharus.send("PATCH", `/purchase-orders/${id}`, body);
  expect(await change({ status: "Partial" })).toMatchObject({
    ...refusedWith(409, "invalid_transition"),
    body: { error: { code: "invalid_transition" } },
  });
  const received = await change({ status: "Received", receivedAt: "2026-02-03T12:00:00Z" });
  expect(received.body).toMatchObject({ status: "Received", receivedAt: "2026-02-03T12:00:00.000Z" });
  expect((await pharus.ok("GET", `/purchase-orders/${id}/receipts`)).data).toMatchObject([
    { receiptDate: "2026-02-03" },
  ]);
  expect((await change({ status: "Paid" })).body.status).toBe("Paid");
  const [bill] = (await world.owner.ok.get(`/vendor-bills?order_id=${id}`)).data;
  expect(bill).toMatchObject({ status: "paid", total: 25_000 });
  expect(await change({ status: "Cancelled" })).toMatchObject(refusedWith(409, "invalid_transition"));
  // Stamps are notes: they move nothing.
  expect((await change({ paidAt: null, planningAt: "2026-01-01T00:00:00Z" })).body).toMatchObject({
    status: "Paid",
    paidAt: null,
  });
  const { history } = await world.owner.ok.get(`/purchase-orders/${id}`);
  expect(history.map((each: Json) => each.status)).toEqual(["planning", "placed", "received", "paid"]);
  expect(await pharus.send("DELETE", `/purchase-orders/${id}`)).toMatchObject({
    ...refusedWith(409, "in_use"),
    body: { error: { code: "in_use" } },
  });
});

test("D19, D58: an order in a late status is taken over without stock or money, and the answer says so", async () => {
  const late = await pharus.send("POST", "/purchase-orders", await purchase({ status: "Received" }));
  expect([late.status, late.headers.get("backroom-historical")]).toEqual([201, "true"]);
  const { id } = late.body.purchaseOrder;
  expect(await entries(id)).toEqual([]);
  expect(await world.owner.ok.get(`/purchase-orders/${id}`)).toMatchObject({ historical: true });
  const early = await pharus.send("POST", "/purchase-orders", await purchase());
  expect(early.headers.get("backroom-historical")).toBeNull();
  expect(await entries(early.body.purchaseOrder.id)).toMatchObject([{ event_type: "order" }]);
  const { sku } = await madeSku(world);
  const items = [{ skuId: sku, quantity: 2 }];
  const rows = ["Completed", "Draft", "Sometime"].map((status) => ({ status, locationId: site, items }));
  const { results, ids } = await pharus.ok("POST", "/production-orders/bulk-import", { rows });
  expect(results).toMatchObject([{ historical: true }, { status: "created" }, { status: "error" }]);
  expect(results[1]).not.toHaveProperty("historical");
  expect(results[2].error.details.errors[0].field).toBe("status");
  expect((await pharus.ok("GET", `/production-orders/${ids[0]}`)).productionOrder.status).toBe("Completed");
});

test("D49, ORD-1: both names write the date of the order, which is shown as the first moment of its day", async () => {
  const { purchaseOrder } = await buy({ placedAt: "2026-03-01T13:14:15Z" });
  const change = async (body: object) =>
    (await pharus.ok("PATCH", `/purchase-orders/${purchaseOrder.id}`, body)).placedAt;
  expect(purchaseOrder.placedAt).toBe("2026-03-01T00:00:00.000Z");
  expect(await change({ orderDate: "2026-03-02" })).toBe("2026-03-02T00:00:00.000Z");
  expect(await change({ placedAt: "2026-03-03" })).toBe("2026-03-03T00:00:00.000Z");
  expect((await buy()).purchaseOrder.placedAt).toMatch(/T00:00:00.000Z$/);
});

test("9.10: the lines of all orders, by what they are, their vendor, and the status and date of their order", async () => {
  const first = await buy({ placedAt: "2025-03-01" });
  const { materialId } = first.items[0];
  const items = [{ materialId, quantity: 1 }];
  const later = await buy({ placedAt: "2025-04-01", status: "Planning", items });
  // ORD-3: what the vendor's latest order said.
  expect(later.items[0].unitCost).toBe("2.500000");
  const found = async (query: string) => {
    const { data } = await pharus.ok("GET", `/purchase-order-items?material=${materialId}${query}`);
    return data.map((each: Json) => each.purchaseOrderId);
  };
  const [one, two] = [first.purchaseOrder.id, later.purchaseOrder.id];
  expect(await found("")).toEqual([one, two]);
  expect(await found("&dateFrom=2025-03-01&dateTo=2025-03-31")).toEqual([one]);
  expect(await found("&dateFrom=2025-03-02")).toEqual([two]);
  expect(await found("&status=Placed")).toEqual([one]);
  expect(await found(`&vendor=${site}`)).toEqual([]);
  for (const query of ["status=placed", "vendor=Mill", "dateFrom=spring"])
    expect((await pharus.send("GET", `/purchase-order-items?${query}`)).status).toBe(400);
});

test("QTY-2, PO-2, PO-3: refusals name the fields of the wire, and nothing is created", async () => {
  const count = async () => (await world.owner.ok.get("/purchase-orders?limit=1&include=count")).count;
  const before = await count();
  const { sku, material } = await madeSku(world);
  const refused = async (more: object, status: number, ...fields: string[]) => {
    const { status: found, body } = await pharus.send("POST", "/purchase-orders", await purchase(more));
    expect([found, body.error.details.errors?.map((each: Json) => each.field)]).toEqual([status, fields]);
  };
  const line = { materialId: material, quantity: 1, unitCost: 1 };
  await refused({ items: [{ ...line, unitCost: -1 }] }, 400, "items.0.unitCost");
  await refused({ items: [{ ...line, unitCost: 0.1234567 }] }, 400, "items.0.unitCost");
  await refused({ items: [{ ...line, quantity: 0 }] }, 400, "items.0.quantity");
  await refused({ items: [line, { quantity: 1 }] }, 400, "items.1.skuId");
  await refused({ items: [{ ...line, materialId: sku }] }, 422, "items.0.materialId");
  await refused({ items: [line], targetType: "finished_goods" }, 400, "items.0");
  await refused({ shipToLocationId: null }, 422, "shipToLocationId");
  await refused({ shippingCosts: "1.005" }, 400, "shippingCosts");
  await refused({ vendorId: site }, 422, "vendorId");
  const goods = { targetType: "finished_goods", items: [{ skuId: sku, quantity: 1.5 }] };
  await refused(goods, 400, "items.0.quantity");
  for (const quantity of [1.5, "2", 0])
    expect(
      await pharus.send("POST", "/work-orders", {
        ...{ status: "Draft", workSiteLocationId: site, items: [{ skuId: sku, quantity }] },
      }),
    ).toMatchObject(refusedWith(400, "validation_failed", "items.0.quantity"));
  expect(await count()).toBe(before);
});

const stock = (material_id: string, quantity: number) =>
  world.owner.ok.post("/stock/adjustments", {
    ...{ material_id, location_id: site, quantity: quantity * 1e6, unit_cost: 3_000_000 },
  });

test("9.3, 9.8, MFG-2: making takes the inputs at their value; more than there is is refused with figures", async () => {
  const { sku, material } = await madeSku(world);
  await stock(material, 1);
  const { workOrder, items, inputs } = await pharus.ok("POST", "/work-orders", {
    ...{
      status: "Placed",
      workSiteLocationId: site,
      items: [{ skuId: sku, quantity: 8, conversionCost: "0.5" }],
    },
  });
  expect(inputs).toMatchObject([{ materialId: material, skuId: null, quantity: "2.0000" }]);
  expect(items).toMatchObject([{ quantity: 8, conversionCost: "0.5000", workOrderId: workOrder.id }]);
  const book = (quantity: number) =>
    pharus.send("POST", `/work-orders/${workOrder.id}/receipts`, {
      items: [{ workOrderItemId: items[0].id, quantity }],
    });
  const before = await world.owner.ok.get(`/make-orders/${workOrder.id}`);
  const short = await book(5);
  expect(short).toMatchObject(refusedWith(409, "insufficient_stock"));
  expect(short.body.error.details).toMatchObject({ onHand: "1.0000", asked: "1.2500" });
  expect(await book(1.5)).toMatchObject(refusedWith(400, "validation_failed", "items.0.quantity"));
  expect(await world.owner.ok.get(`/make-orders/${workOrder.id}`)).toEqual(before);
  const made = await book(4);
  expect(made.body).toMatchObject({
    workOrder: { status: "Partial" },
    receiptItems: [{ quantity: "4.0000" }],
  });
  const { lines } = await world.owner.ok.get(`/make-receipts/${made.body.receipt.id}`);
  expect(lines).toMatchObject([{ value: 300 + 200, conversion_cost: 200 }]);
  expect(await pharus.send("PATCH", `/work-order-items/${items[0].id}`, { conversionCost: 1 })).toMatchObject(
    refusedWith(409, "costs_frozen", "conversionCost"),
  );
  expect(await pharus.send("PATCH", `/work-order-items/${items[0].id}`, { quantity: 3 })).toMatchObject(
    refusedWith(409, "below_received", "quantity"),
  );
  expect((await pharus.ok("PATCH", `/work-orders/${workOrder.id}`, { status: "Completed" })).status).toBe(
    "Completed",
  );
});

test("BOM-3, BOM-5, MFG-6: inputs follow their output; an absent cost and null are no cost; the last output stays", async () => {
  const { sku, material } = await madeSku(world);
  const { productionOrder, items } = await pharus.ok("POST", "/production-orders", {
    ...{ status: "Entered", locationId: site, items: [{ skuId: sku, quantity: 4, productionCost: null }] },
  });
  expect(items).toMatchObject([{ productionCost: "0.0000" }]);
  const path = `/production-order-items/${items[0].id}`;
  expect(await pharus.ok("PATCH", path, { quantity: 10, productionCost: 1.25 })).toMatchObject({
    item: { quantity: 10, productionCost: "1.2500" },
    inputs: [{ materialId: material, quantity: "2.5000", productionOrderItemId: items[0].id }],
  });
  expect((await pharus.ok("PATCH", path, { productionCost: null })).item.productionCost).toBe("0.0000");
  expect(await pharus.send("DELETE", path)).toMatchObject(refusedWith(409, "conflict"));
  const add = (skuId: string) =>
    pharus.send("POST", `/production-orders/${productionOrder.id}/items`, { skuId, quantity: 1 });
  expect(await add(sku)).toMatchObject(refusedWith(409, "conflict", "skuId"));
  const plain = await world.owner.ok.post("/skus", {
    code: "No BOM",
    name: "No BOM",
    type_id: world.skuType,
  });
  expect(await add(plain.id)).toMatchObject(refusedWith(422, "bom_missing"));
});

test("work and production orders are not found under each other's addresses, and stay as they are", async () => {
  const { sku, material } = await madeSku(world);
  await stock(material, 5);
  const { workOrder, items } = await pharus.ok("POST", "/work-orders", {
    ...{ status: "Entered", workSiteLocationId: site, items: [{ skuId: sku, quantity: 2 }] },
  });
  const of = `/work-orders/${workOrder.id}`;
  const lines = [{ workOrderItemId: items[0].id, quantity: 1 }];
  const { receipt } = await pharus.ok("POST", `${of}/receipts`, { items: lines });
  const native = `/make-orders/${workOrder.id}`;
  const before = await world.owner.ok.get(native);
  const other = `/production-orders/${workOrder.id}`;
  const calls: [string, string, object?][] = [
    ["GET", other],
    ["PATCH", other, { notes: "Mine" }],
    ["DELETE", other],
    ["POST", `${other}/items`, { skuId: (await madeSku(world)).sku, quantity: 1 }],
    ["PATCH", `/production-order-items/${items[0].id}`, { quantity: 3 }],
    ["DELETE", `/production-order-items/${items[0].id}`],
    ["GET", `${other}/receipts`],
    ["POST", `${other}/receipts`, { items: [{ productionOrderItemId: items[0].id, quantity: 1 }] }],
    ["GET", `/production-order-receipts/${receipt.id}`],
    ["PATCH", `/production-order-receipts/${receipt.id}`, { receiptDate: "2026-01-01" }],
    ["DELETE", `/production-order-receipts/${receipt.id}`],
  ];
  for (const [method, path, body] of calls)
    for (const headers of [{}, { "Idempotency-Key": method + path }]) {
      const { status } = await pharus.send(method, path, body, headers);
      expect(`${method} ${path} ${status}`).toBe(`${method} ${path} 404`);
    }
  expect(await world.owner.ok.get(native)).toEqual(before);
  const listed = async (path: string) =>
    (await pharus.ok("GET", `${path}?status=Partial&limit=100`)).data.map((each: Json) => each.id);
  expect(await listed("/work-orders")).toContain(workOrder.id);
  expect(await listed("/production-orders")).not.toContain(workOrder.id);
});

test("D47, DEL-10: a deleted order is gone here with all below it, and its number stays used", async () => {
  const order = await buy();
  const { id, poNumber } = order.purchaseOrder;
  const at = `/purchase-orders/${id}`;
  const key = { "Idempotency-Key": "delete the order" };
  for (const _again of [1, 2])
    expect(await pharus.send("DELETE", at, undefined, key)).toMatchObject({
      status: 200,
      body: { deletedId: id },
    });
  expect((await receive(order, 1)).status).toBe(404);
  for (const [method, path, body] of [
    ["GET", at],
    ["GET", `${at}/items`],
    ["GET", `${at}/receipts`],
    ["POST", `${at}/items`, { materialId: order.items[0].materialId, quantity: 1 }],
    ["PATCH", `/purchase-order-items/${order.items[0].id}`, { quantity: 1 }],
  ] as const)
    expect((await pharus.send(method, path, body)).status).toBe(404);
  const { data } = await pharus.ok("GET", `/purchase-order-items?material=${order.items[0].materialId}`);
  expect(data).toEqual([]);
  expect((await buy()).purchaseOrder.poNumber > poNumber).toBe(true);
});
