/** How Pharus's wire differs from the native one: its header, its refusals, its decimals, what is gone. */
import { newId } from "../../../shared/ids.ts";
import { type Backroom, type Json, startBackroom } from "../../support/backroom.ts";
import { type PharusWorld, pharusWorld } from "../../support/pharus.ts";
import { madeSku } from "../../support/pharus-making.ts";
import { newSite } from "../../support/pharus-purchasing.ts";
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

test("API-14: X-Org-Id must name the key's organization, else 404", async () => {
  const { orgId } = await pharus.ok("POST", "/vendors", { name: "Mill" });
  const get = (id: string) => pharus.send("GET", "/vendors", undefined, { "X-Org-Id": id });
  expect((await get(orgId)).status).toBe(200);
  expect((await get(orgId.toUpperCase())).status).toBe(200);
  for (const other of [newId(), "not-an-id", ""])
    expect(await get(other)).toMatchObject({ status: 404, body: { error: { code: "not_found" } } });
});

test.each([
  [3.75, "3.7500"],
  ["3.75", "3.7500"],
  ["12.500000", "12.5000"],
  [100, "100.0000"],
  [0, "0.0000"],
])("QTY-2: the percentage %j is shown as %j", async (sent, shown) => {
  const body = { name: "Grocer", typeId: world.type, brokerFeePercent: sent };
  expect((await pharus.ok("POST", "/customers", body)).brokerFeePercent).toBe(shown);
});

test.each([[1e-7], ["1e-7"], [3.12345], ["3.12345"], [100.0001], [-1], ["a lot"]])(
  "QTY-2: the percentage %j is refused (400)",
  async (sent) => {
    const reply = await pharus.send("POST", "/customers", {
      name: "G",
      typeId: world.type,
      brokerFeePercent: sent,
    });
    expect(reply).toMatchObject({
      status: 400,
      body: { error: { code: "validation_failed", details: { errors: [{ field: "brokerFeePercent" }] } } },
    });
  },
);

test("BRK-1, DEL-5: what a service refuses is in the dialect's words, its own code is the reason", async () => {
  const create = (more: object) =>
    pharus.ok("POST", "/customers", { name: "G", typeId: world.type, ...more });
  const top = await create({});
  const below = await create({ parentId: top.id });
  expect(below.parentCustomerId).toBe(top.id);
  expect(await pharus.send("PATCH", `/customers/${top.id}`, { parentId: below.id })).toMatchObject({
    status: 422,
    body: {
      error: {
        code: "validation_failed",
        details: { reason: "customer_cycle", errors: [{ field: "parentId" }] },
      },
    },
  });
  const used = await pharus.send("DELETE", `/customer-types/${world.type}`);
  expect([used.status, used.body.error.code]).toEqual([409, "in_use"]);
  const usage = await pharus.ok("GET", `/customer-types/${world.type}/usage`);
  expect(usage).toMatchObject({ inUse: true, customerCount: expect.any(Number) });
  expect(usage.sampleCustomerIds.length).toBeGreaterThan(0);
});

test("D47: what is removed is gone here, is removed once more under its key, and comes back natively", async () => {
  const { id } = await pharus.ok("POST", "/vendors", { name: "Gone" });
  const remove = (key?: string) =>
    pharus.send("DELETE", `/vendors/${id}`, undefined, key ? { "Idempotency-Key": key } : {});
  const first = await remove("once");
  expect([first.status, first.body]).toEqual([200, { deletedId: id }]);
  const again = await remove("once");
  expect([again.status, again.body, again.headers.get("idempotency-replayed")]).toEqual([
    200,
    { deletedId: id },
    "true",
  ]);
  for (const [method, body] of [["GET"], ["PATCH", { name: "X" }], ["DELETE"]] as const)
    expect((await pharus.send(method, `/vendors/${id}`, body)).status).toBe(404);
  await backroom.owner.ok.post(`/vendors/${id}/restore`);
  expect((await pharus.ok("GET", `/vendors/${id}`)).name).toBe("Gone");
});

test("LKP-1: a lookup is listed whole in its order; D48: q finds words, a bad id is refused", async () => {
  const first = await pharus.ok("POST", "/order-channels", { name: "Web" });
  const second = await pharus.ok("POST", "/order-channels", { name: "Fair" });
  await pharus.ok("PATCH", `/order-channels/${first.id}`, { sortOrder: 7 });
  const names = async () => (await pharus.ok("GET", "/order-channels")).data.map((each: Json) => each.name);
  expect((await names()).slice(-2)).toEqual(["Fair", "Web"]);
  await pharus.ok("PATCH", `/order-channels/${second.id}`, { isActive: false });
  expect(await names()).toContain("Fair");
  const { id } = await pharus.ok("POST", "/customers", { name: "Käseladen Süd", typeId: world.type });
  const found = await pharus.ok("GET", "/customers?q=kaseladen&active=true");
  expect(found.data.map((each: Json) => each.id)).toEqual([id]);
  expect((await pharus.send("GET", "/customers?type=retail")).status).toBe(400);
});

test("LOC-1: a store's site is among the sites, with its name and address; its pieces keep it", async () => {
  const store = await backroom.owner.ok.post("/stores", { name: "Main Street", city: "Oslo" });
  const site = (await pharus.ok("GET", "/locations")).data.find((each: Json) => each.name === "Main Street");
  expect(site).toMatchObject({ city: "Oslo", isActive: true });
  await pharus.ok("PATCH", `/locations/${site.id}`, { name: "High Street", zipCode: "0181" });
  expect(await backroom.owner.ok.get(`/stores/${store.id}`)).toMatchObject({
    name: "High Street",
    zip: "0181",
  });
  const spots = (await backroom.owner.ok.get(`/locations?store_id=${store.id}&kind=spot`)).data;
  expect(spots).toMatchObject([{ name: "Sales floor", parent_id: site.id }]);
  for (const reply of [
    await pharus.send("PATCH", `/locations/${site.id}`, { isActive: false }),
    await pharus.send("DELETE", `/locations/${site.id}`),
  ])
    expect(reply).toMatchObject({ status: 409, body: { error: { code: "in_use" } } });
  expect(await pharus.ok("GET", `/locations/${site.id}/usage`)).toEqual({
    inUse: true,
    references: { stores: 1 },
  });
  expect((await backroom.owner.delete(`/stores/${store.id}`)).status).toBe(200);
  expect((await pharus.ok("GET", "/locations")).data.map((each: Json) => each.id)).not.toContain(site.id);
  await backroom.owner.ok.post(`/stores/${store.id}/restore`);
  expect((await pharus.ok("GET", "/locations")).data.map((each: Json) => each.id)).toContain(site.id);
});

test("QTY-2, DEL-8: what a number may be is said in the wire's units, under the wire's names", async () => {
  const { sku, material } = await madeSku(world);
  const site = await newSite(world);
  const refusal = async (method: string, path: string, body: object) => {
    const reply = await pharus.send(method, path, body);
    expect(reply.status).toBe(400);
    return reply.body.error.details.errors[0];
  };
  const made = { status: "Placed", workSiteLocationId: site };
  expect(
    await refusal("POST", "/work-orders", { ...made, items: [{ skuId: sku, quantity: 0 }] }),
  ).toMatchObject({
    field: "items.0.quantity",
    message: "The 'items[0].quantity' field must be greater than or equal to 1.",
  });
  const components = (quantity: number) => ({
    outputSkuId: sku,
    items: [{ materialId: material, quantity }],
  });
  expect(await refusal("PUT", `/boms/${sku}`, components(0))).toMatchObject({
    message: "The 'items[0].quantity' field must be greater than or equal to 0.000001.",
  });
  expect(await refusal("PUT", `/boms/${sku}`, { outputSkuId: sku, items: [{ quantity: 1 }] })).toMatchObject({
    message: "A component names either 'materialId' or 'skuId'.",
  });
  const order = await pharus.ok("POST", "/purchase-orders", {
    ...{ vendorId: world.vendor, targetType: "materials", status: "Placed", shipToLocationId: site },
    items: [{ materialId: material, quantity: 1 }],
  });
  const { purchaseOrder, items } = order;
  const received = { items: [{ purchaseOrderItemId: items[0].id, quantity: -1 }] };
  expect(await refusal("POST", `/purchase-orders/${purchaseOrder.id}/receipts`, received)).toMatchObject({
    field: "items.0.quantity",
    message: "The 'items[0].quantity' field must be greater than or equal to 0.000001.",
  });
  const { message } = await refusal("PATCH", `/purchase-orders/${purchaseOrder.id}`, {
    targetType: "finished_goods",
  });
  expect(message).toBe("'targetType' can change only while there are no lines.");
});

test("DEL-5: what is not there is called as Pharus's clients call it", async () => {
  const messages = ["/work-orders", "/purchase-order-receipts", "/sales-orders", "/customers"].map(
    async (path) => (await pharus.send("DELETE", `${path}/${newId()}`)).body.error.message,
  );
  expect(await Promise.all(messages)).toEqual(
    ["order", "receipt", "sales order", "customer"].map((noun) => `There is no ${noun} with this id.`),
  );
});
