/**
 * "Jam" (story 4.1): bought and made through Pharus, sold at ConsignCloud's till and wholesale, over any address. Everything is
 * asserted to the unit.
 */
import { type Client, type Json, until } from "./backroom.ts";
import { uuidOf } from "./candle.ts";
import { micro } from "./makers.ts";
import { draftFor, openWindow, type Shops, settle, type Window } from "./shop-window.ts";
import { type Wire, wireTo } from "./wire.ts";

type Doors = { native: Wire; pharus: Wire; cloud: Wire; candle: Wire };
type Place = { id: string; site: string };
type Goods = { sku: string; item: string; works: string; store: Place };

/** `url`: of a Backroom whose organization of this key has no other data. */
export async function jamStory({ url, codeFor }: Shops, client: Client): Promise<void> {
  const { key } = client;
  const doors = {
    candle: wireTo(`${url}/candle/v1`, key),
    native: wireTo(`${url}/api/v1`, key),
    pharus: wireTo(`${url}/pharus/api`, key),
    cloud: wireTo(`${url}/consigncloud/api/v1`, key),
  };
  const { native } = doors;
  const works = (await doors.pharus.ok("POST", "/locations", { name: "Works" })).id;
  const { id } = await native.ok("POST", "/stores", { name: "Main Street", timezone: "UTC" });
  const sites = await native.ok("GET", `/locations?store_id=${id}&kind=site`);
  const store = { id, site: sites.data[0].id };
  const tax = { name: "Sales tax", rate_ppm: 80_000, type: "exclusive", default_on: true };
  const { id: tax_id } = await native.ok("POST", "/taxes", tax);
  const { materials, sku } = await recipe(doors);
  await buy(doors, works, materials);
  await make(doors, works, sku);
  const item = await moveAndLink(doors, { sku, works, store });
  const goods = { sku, item, works, store };
  await sellAtTheTill(doors, goods);
  const shop = await openWindow({ url, codeFor }, client);
  const product = await sellInTheWindow(doors, goods, shop);
  const broker = await sellWholesale(doors, goods);
  expect((await doors.candle.ok("GET", `/products/${product}`)).quantity).toBe(38);
  await noMoreThanThereIs(doors, goods);
  expect((await draftFor(shop, product, 39)).status).toBe(409);
  await booksAgree(doors, goods, { tax_id, broker });
}

type Materials = Record<"beans" | "jar" | "lid", string>;

/** Coffee 250 g: 0.25 kg of beans with 2 % scrap, a jar and a lid. */
async function recipe({ native, pharus }: Doors): Promise<{ materials: Materials; sku: string }> {
  const { id: typeId } = await native.ok("POST", "/material-types", { name: "Raw" });
  const { id: skuType } = await native.ok("POST", "/sku-types", { name: "Coffee" });
  const made = async (code: string) =>
    (await pharus.ok("POST", "/materials", { code, name: code, typeId })).id;
  const materials = { beans: await made("Beans"), jar: await made("Jar"), lid: await made("Lid") };
  const named = { code: "Coffee 250 g", name: "Coffee 250 g", typeId: skuType };
  const { id: sku } = await pharus.ok("POST", "/skus", named);
  const { beans, jar, lid } = materials;
  await native.ok("POST", "/boms", {
    output_sku_id: sku,
    items: [
      { material_id: beans, quantity: micro(0.25), scrap_ppm: 20_000 },
      { material_id: jar, quantity: micro(1) },
      { material_id: lid, quantity: micro(1) },
    ],
  });
  return { materials, sku };
}

/** LND-1, LND-2, T12, T13, T21: landed costs are 19407, 10350 and 2586. */
async function buy({ native, pharus }: Doors, works: string, { beans, jar, lid }: Materials): Promise<void> {
  const { id: vendorId } = await pharus.ok("POST", "/vendors", { name: "Mill" });
  const { purchaseOrder, items } = await pharus.ok("POST", "/purchase-orders", {
    ...{ vendorId, targetType: "materials", status: "Placed", shipToLocationId: works },
    ...{ shippingCosts: 20, otherCosts: 3.45 },
    items: [
      { materialId: beans, quantity: 60, unitCost: 3 },
      { materialId: jar, quantity: 240, unitCost: 0.4 },
      { materialId: lid, quantity: 240, unitCost: 0.0999 },
    ],
  });
  const at = `/purchase-orders/${purchaseOrder.id}`;
  const line = (materialId: string) => items.find((each: Json) => each.materialId === materialId).id;
  const receive = (...parts: [string, number][]) =>
    pharus.ok("POST", `${at}/receipts`, {
      items: parts.map(([of, quantity]) => ({ purchaseOrderItemId: line(of), quantity })),
    });
  const first = await receive([beans, 40]);
  const second = await receive([beans, 20], [jar, 240], [lid, 240]);
  const values = async ({ receipt }: Json): Promise<number[]> => {
    const { data } = await native.ok("GET", `/stock-entries?source_id=${receipt.id}`);
    return data.map(({ value }: Json) => value).sort((a: number, b: number) => b - a);
  };
  expect([await values(first), await values(second)]).toEqual([[12_938], [10_350, 6469, 2586]]);
  expect((await pharus.ok("PATCH", at, { status: "Paid" })).status).toBe("Paid");
}

/** 9.8, T14, T15: 200 for 0.35 each, received as 120 and 80. */
async function make({ native, pharus }: Doors, works: string, skuId: string): Promise<void> {
  const { productionOrder, items } = await pharus.ok("POST", "/production-orders", {
    ...{ status: "Placed", locationId: works, items: [{ skuId, quantity: 200, productionCost: 0.35 }] },
  });
  const receive = (quantity: number) =>
    pharus.ok("POST", `/production-orders/${productionOrder.id}/receipts`, {
      items: [{ productionOrderItemId: items[0].id, quantity }],
    });
  for (const [quantity, value] of [
    [120, 20_566],
    [80, 13_710],
  ] as const) {
    const { receipt } = await receive(quantity);
    const { lines } = await native.ok("GET", `/make-receipts/${receipt.id}`);
    expect(lines).toMatchObject([{ value }]);
  }
  expect(await native.ok("GET", `/cost-states/${skuId}`)).toMatchObject({
    quantity: micro(200),
    value: 34_276,
  });
}

/** TRF-1, LNK-1, LNK-2: 50 go to Main Street, where an item sells them. */
async function moveAndLink(
  { native, pharus, cloud }: Doors,
  { sku, works, store }: Omit<Goods, "item">,
): Promise<string> {
  const at = "/finished-goods-inventory/transfers";
  const { ref } = await pharus.ok("POST", at, {
    ...{ skuId: sku, sourceLocationId: works, destinationLocationId: store.site, quantity: 50 },
  });
  await pharus.ok("POST", `${at}/${ref}/complete`, {});
  const body = {
    title: "Coffee 250 g",
    tag_price: 750,
    inventory_type: "retail",
    store_id: store.id,
    sku_id: sku,
  };
  const { id } = await native.ok("POST", "/items", body);
  expect((await cloud.ok("GET", `/items/${id}?include=quantity`)).quantity).toBe(50);
  return id;
}

const there = async ({ pharus }: Doors, { sku }: Goods, at: string): Promise<Json> => {
  const { data } = await pharus.ok("GET", `/finished-goods-inventory/summary?skuId=${sku}&locationId=${at}`);
  return Number(data[0].available);
};

const ringUp = ({ cloud }: Doors, { item, store }: Goods, quantity: number, amount: number) =>
  cloud.send("POST", "/sales", {
    ...{ location: store.id, items: [{ item, quantity }], payments: [{ type: "cash", amount }] },
  });

/** LNK-3, LNK-7, T25: three, for 24.30 with 1.80 tax; they cost 5.14. */
async function sellAtTheTill(doors: Doors, goods: Goods): Promise<void> {
  const { status, body } = await ringUp(doors, goods, 3, 2430);
  expect([status, body]).toMatchObject([200, { total: 2430 }]);
  const sold = await doors.native.ok("GET", `/sales/${body.id}`);
  expect(sold).toMatchObject({ total: 2430, tax_total: 180, cogs: 514, lines: [{ cost: 514 }] });
  expect((await doors.cloud.ok("GET", `/items/${goods.item}?include=quantity`)).quantity).toBe(47);
  expect(await there(doors, goods, goods.store.site)).toBe(47);
}

/** LNK-1…7, T19, T24, T25: twelve by Candle, for 98.56 with all fees on top; the house is owed 90.00. */
async function sellInTheWindow(doors: Doors, { sku, works }: Goods, shop: Window): Promise<string> {
  const { native, cloud, candle } = doors;
  await native.ok("PATCH", `/platforms/${shop.platform_id}`, { fulfillment_location_id: works });
  const { id } = await candle.ok("POST", "/products", { name: "Coffee 250 g", price: 7.5 });
  await native.ok("POST", `/variants/${uuidOf(id)}/link`, { sku_id: sku });
  expect(await candle.ok("GET", `/products/${id}`)).toMatchObject({
    quantity: 150,
    isAvailableInStock: true,
  });
  const { body: contract } = await draftFor(shop, id, 12);
  expect(contract).toMatchObject({ subTotal: 90, total: 98.56, sellers: [{ owed: 90 }] });
  expect((await settle(shop, contract)).paid).toBeDefined();
  expect((await candle.ok("GET", `/products/${id}`)).quantity).toBe(138);
  const sold = await until(async () => {
    const { data } = await native.ok("GET", `/sales?external_ref=${uuidOf(contract.id)}`);
    return data[0]?.cogs > 0 && data[0];
  }, "the sale");
  expect(sold).toMatchObject({
    channel: "third_party",
    total: 9000,
    subtotal: 8333,
    tax_total: 667,
    cogs: 2057,
  });
  expect(sold.payments).toMatchObject([{ type: "contract", amount: 9000 }]);
  expect(await cloud.ok("GET", `/sales/${sold.id}`)).toMatchObject({ total: 9000 });
  return id;
}

/** SO-2, SO-3, T16, T17, T22, T23: 100 at 5.20, entered, shipped, invoiced and paid. */
async function sellWholesale(doors: Doors, { sku, works }: Goods): Promise<string> {
  const { native, pharus } = doors;
  const { id: typeId } = await native.ok("POST", "/customer-types", { name: "Grocer" });
  const { id: channelId } = await pharus.ok("POST", "/order-channels", { name: "Fair" });
  const { id: broker } = await pharus.ok("POST", "/brokers", { name: "Bo" });
  const { id: customerId } = await pharus.ok("POST", "/customers", { name: "Grocers", typeId });
  const { salesOrder } = await pharus.ok("POST", "/sales-orders", {
    ...{ customerId, channelId, status: "Received", fulfillmentLocationId: works, freightCosts: 40 },
    ...{ brokerId: broker, brokerFeePercent: 3.75, fulfillmentStatus: "Pending" },
    mabd: new Date().toISOString().slice(0, 10),
    items: [{ skuId: sku, quantity: 100, unitPrice: 5.2 }],
  });
  for (const status of ["Entered", "Shipped", "Invoiced", "Paid"])
    expect((await pharus.ok("PATCH", `/sales-orders/${salesOrder.id}`, { status })).orderStatus).toBe(status);
  expect(await native.ok("GET", `/sales-orders/${salesOrder.id}`)).toMatchObject({
    ...{ broker_fees: 1950, cost_of_goods: 17_138, margin: 28_912 },
  });
  return broker;
}

/** 48 are refused at the till; of two tills that want all 47 at once one gets them, and takes them back. */
async function noMoreThanThereIs(doors: Doors, goods: Goods): Promise<void> {
  expect((await ringUp(doors, goods, 48, 100_000)).status).toBe(409);
  const both = await Promise.all([1, 2].map(() => ringUp(doors, goods, 47, 100_000)));
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  const { id } = both.find(({ status }) => status === 200)!.body;
  await doors.native.ok("POST", `/sales/${id}/void`, {});
  await until(async () => (await there(doors, goods, goods.store.site)) === 47, "the goods that came back");
}

async function booksAgree(
  doors: Doors,
  goods: Goods,
  { tax_id, broker }: { tax_id: string; broker: string },
): Promise<void> {
  const balances = async (): Promise<Record<string, number>> => {
    const { data } = await doors.native.ok("GET", "/ledger-accounts");
    return Object.fromEntries(
      data.flatMap(({ ledger_account, balance }: Json) => (balance ? [[ledger_account, balance]] : [])),
    );
  };
  const trial = {
    ...{ "inventory:materials": 5067, "inventory:finished_goods": 14_567, bank: 19_657, "cash:main": 2430 },
    ...{ [`tax:${tax_id}`]: -847, sales: -62_583, cogs: 19_709, order_costs: -3000 },
    ...{ "processor:simulated": 9540, fees: -540 },
    ...{ broker_fees: 1950, [`broker_payable:${broker}`]: -1950, accrued_costs: -4000 },
  };
  await until(async () => isSame(await balances(), trial), "the books").catch(() => undefined);
  expect(await balances()).toEqual(trial);
  expect([await there(doors, goods, goods.works), await there(doors, goods, goods.store.site)]).toEqual([
    38, 47,
  ]);
  expect(await doors.native.ok("GET", `/cost-states/${goods.sku}`)).toMatchObject({
    ...{ quantity: micro(85), value: 14_567 },
  });
}

const isSame = (one: Record<string, number>, other: Record<string, number>): boolean =>
  Object.keys({ ...one, ...other }).every((name) => one[name] === other[name]);
