/** What clients with forms send: whole orders as they were shown, bare dates, emptied fields, orders taken over from elsewhere. */
import { type Backroom, type Client, type Json, startBackroom } from "../../support/backroom.ts";
import { openWorkshop } from "../../support/makers.ts";
import { type PharusWorld, pharusWorld } from "../../support/pharus.ts";
import { madeSku } from "../../support/pharus-making.ts";
import { newMaterial, newSite } from "../../support/pharus-purchasing.ts";
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
const shown = async (id: string): Promise<Json> => (await pharus.ok("GET", `/sales-orders/${id}`)).salesOrder;
const patch = (id: string, body: Json) => pharus.send("PATCH", `/sales-orders/${id}`, body);

describe("a sales order that is sent back as it was shown", () => {
  test("BRK-1: keeps its computed fee, which follows lines and broker; a fee of the caller's own stays", async () => {
    const { salesOrder, items } = await room.order({ brokerFeePercent: 3.75 });
    const { id } = salesOrder;
    expect(salesOrder.brokerFees).toBe("0.0000");
    const saved = await pharus.ok("PATCH", `/sales-orders/${id}`, { ...salesOrder, brokerId: world.broker });
    expect(saved.brokerFees).toBe("11.2500");
    await pharus.ok("PATCH", `/sales-orders/${id}`, { ...saved, notes: "Ring first" });
    await pharus.ok("PATCH", `/sales-order-items/${items[0].id}`, { quantity: 12 });
    expect(await shown(id)).toMatchObject({ notes: "Ring first", brokerFees: "5.6300" });
    const own = await pharus.ok("PATCH", `/sales-orders/${id}`, { ...(await shown(id)), brokerFees: "7.5" });
    await pharus.ok("PATCH", `/sales-orders/${id}`, { ...own, notes: null });
    await pharus.ok("PATCH", `/sales-order-items/${items[0].id}`, { quantity: 24 });
    expect((await shown(id)).brokerFees).toBe("7.5000");
  });

  test("SO-1, SO-2, ORD-2: with another status it is moved and stamped, whatever it said before", async () => {
    const { salesOrder } = await room.order();
    const { body, status } = await patch(salesOrder.id, { ...salesOrder, status: "Shipped" });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      ...{ orderStatus: "Shipped", fulfillmentStatus: "Fulfilled" },
      shippedAt: expect.stringMatching(/^\d{4}-/),
    });
  });
});

test("SO-1, 4.8: a rejected order ships nothing", async () => {
  const { salesOrder } = await room.order();
  const { id } = salesOrder;
  await patch(id, { status: "Rejected" });
  const before = await pharus.ok("GET", `/sales-orders/${id}`);
  const refused = await patch(id, { fulfillmentStatus: "Fulfilled" });
  expect([refused.status, refused.body.error?.code]).toEqual([409, "invalid_transition"]);
  expect(await pharus.ok("GET", `/sales-orders/${id}`)).toEqual(before);
});

test("ORD-1: the dates that every order has cannot be emptied", async () => {
  const { salesOrder } = await room.order({ orderDate: "2026-03-04" });
  const refused = await patch(salesOrder.id, { mabd: null });
  expect([refused.status, refused.body.error?.details.errors[0].field]).toEqual([400, "mabd"]);
  const items = [{ materialId: await newMaterial(world), quantity: 1, unitCost: 1 }];
  const bought = { vendorId: world.vendor, targetType: "materials", status: "Planning", items };
  const { purchaseOrder } = await pharus.ok("POST", "/purchase-orders", {
    ...bought,
    placedAt: "2026-03-04",
  });
  const made = { status: "Draft", orderDate: "2026-03-04", workSiteLocationId: await newSite(world) };
  const outputs = [{ skuId: (await madeSku(world)).sku, quantity: 1 }];
  const { workOrder } = await pharus.ok("POST", "/work-orders", { ...made, items: outputs });
  for (const path of [
    `/sales-orders/${salesOrder.id}`,
    `/purchase-orders/${purchaseOrder.id}`,
    `/work-orders/${workOrder.id}`,
  ])
    expect((await pharus.ok("PATCH", path, { placedAt: null })).placedAt).toBe("2026-03-04T00:00:00.000Z");
});

describe("days of an organization in Auckland", () => {
  let owner: Client;
  let there: Wire;
  beforeAll(async () => {
    owner = await backroom.organization("South", { timezone: "Pacific/Auckland" });
    there = wireTo(`${backroom.url}/pharus/api`, owner.key);
  });

  test("ORD-2, TIM-2: goods arrive on the day of receivedAt there; a bare date is its first moment", async () => {
    const shop = await openWorkshop(owner);
    const [materialId, skuId] = [await shop.material("Beans"), await shop.sku("Coffee")];
    const [vendorId, site] = [await shop.vendor("Farm"), await shop.site("Works")];
    await shop.bom(skuId, [{ material_id: materialId, quantity: 250_000 }]);
    const buy = async () => {
      const items = [{ materialId, quantity: 10, unitCost: 1 }];
      const order = { vendorId, targetType: "materials", status: "Placed", shipToLocationId: site, items };
      return `/purchase-orders/${(await there.ok("POST", "/purchase-orders", order)).purchaseOrder.id}`;
    };
    const make = async () => {
      const order = { status: "Entered", locationId: site, items: [{ skuId, quantity: 1 }] };
      return `/production-orders/${(await there.ok("POST", "/production-orders", order)).productionOrder.id}`;
    };
    const receive = (path: string, receivedAt: string) =>
      there.send("PATCH", path, { status: "Received", receivedAt });
    for (const begin of [buy, make]) {
      const [late, bare] = [await begin(), await begin()];
      const future = await receive(late, "2999-01-01T00:00:00Z");
      expect([future.status, future.body.error?.details.errors[0].field]).toEqual([400, "receivedAt"]);
      const evening = await receive(late, "2026-02-03T20:00:00Z");
      expect(evening.body.receivedAt).toBe("2026-02-03T20:00:00.000Z");
      expect((await there.ok("GET", `${late}/receipts`)).data).toMatchObject([{ receiptDate: "2026-02-04" }]);
      expect((await receive(bare, "2026-02-03")).body.receivedAt).toBe("2026-02-02T11:00:00.000Z");
      expect((await there.ok("GET", `${bare}/receipts`)).data).toMatchObject([{ receiptDate: "2026-02-03" }]);
    }
  });
});

describe("D19, PO-1: an order taken over from elsewhere", () => {
  test("a purchase order gets no receipts, which would take from what others have on order", async () => {
    const [materialId, site] = [await newMaterial(world), await newSite(world)];
    const items = [{ materialId, quantity: 10, unitCost: 1 }];
    const order = { vendorId: world.vendor, targetType: "materials", shipToLocationId: site, items };
    await pharus.ok("POST", "/purchase-orders", { ...order, status: "Placed" });
    const summary = () => pharus.ok("GET", `/materials-inventory/summary?materialId=${materialId}`);
    const before = await summary();
    for (const status of ["Partial", "Received"]) {
      const late = await pharus.ok("POST", "/purchase-orders", { ...order, status });
      const { id } = late.purchaseOrder;
      const refused = await pharus.send("POST", `/purchase-orders/${id}/receipts`, {
        items: [{ purchaseOrderItemId: late.items[0].id, quantity: 4 }],
      });
      expect([refused.status, refused.body.error?.details.reason]).toEqual([409, "locked"]);
      expect((await pharus.ok("GET", `/purchase-orders/${id}`)).purchaseOrder.status).toBe(status);
      // DEL-10: nothing was written for it.
      await pharus.ok("DELETE", `/purchase-orders/${id}`);
      expect((await world.owner.get(`/purchase-orders/${id}`)).status).toBe(404);
    }
    expect(await summary()).toEqual(before);
  });

  test("a work order keeps its status when its outputs change, and makes nothing", async () => {
    const { sku: skuId } = await madeSku(world);
    const late = await pharus.ok("POST", "/work-orders", {
      ...{ status: "Partial", workSiteLocationId: await newSite(world), items: [{ skuId, quantity: 8 }] },
    });
    const { id } = late.workOrder;
    const refused = await pharus.send("POST", `/work-orders/${id}/receipts`, {
      items: [{ workOrderItemId: late.items[0].id, quantity: 1 }],
    });
    expect([refused.status, refused.body.error?.details.reason]).toEqual([409, "locked"]);
    await pharus.ok("PATCH", `/work-order-items/${late.items[0].id}`, { quantity: 9 });
    expect((await pharus.ok("GET", `/work-orders/${id}`)).workOrder.status).toBe("Partial");
  });
});

test("DEL-8: a SKU of an open sales order stays, also while the order demands no stock", async () => {
  const skuId = await room.sku();
  const { salesOrder } = await room.order({ items: [{ skuId, quantity: 1, unitPrice: 1 }] });
  const refused = await pharus.send("DELETE", `/skus/${skuId}`);
  expect([refused.status, refused.body.error?.code]).toEqual([409, "in_use"]);
  expect(refused.body.error.details.references).toEqual({
    salesOrders: { count: 1, sampleIds: [salesOrder.id] },
  });
  await pharus.ok("DELETE", `/sales-orders/${salesOrder.id}`);
  expect(await pharus.ok("DELETE", `/skus/${skuId}`)).toEqual({ deletedId: skuId });
});

test("SO-4: items that are added and changed side by side are all there", async () => {
  const { salesOrder } = await room.order();
  const path = `/sales-orders/${salesOrder.id}`;
  const items = await Promise.all(
    Array.from({ length: 8 }, async (_, i) => ({ skuId: await room.sku(), quantity: i + 1, unitPrice: 1 })),
  );
  const added = await Promise.all(items.map((item) => pharus.send("POST", `${path}/items`, item)));
  expect(added.map(({ status }) => status)).toEqual(items.map(() => 201));
  expect(added.map(({ body }) => body.skuId)).toEqual(items.map(({ skuId }) => skuId));
  const changed = await Promise.all(
    added.map(({ body }) => pharus.send("PATCH", `/sales-order-items/${body.id}`, { quantity: 20 })),
  );
  expect(changed.map(({ status }) => status)).toEqual(items.map(() => 200));
  const { data } = await pharus.ok("GET", `${path}/items`);
  expect(data.slice(1).map(({ quantity }: Json) => quantity)).toEqual(items.map(() => 20));
});
