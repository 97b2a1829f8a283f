/** A value that is sent as it is changes nothing, so nothing refuses it: natively and in both dialects, whatever is locked. */
import { setClock } from "../../shared/clock.ts";
import { newId } from "../../shared/ids.ts";
import { type Backroom, type Client, type Json, startBackroom } from "../support/backroom.ts";
import { openShop, type Shop } from "../support/shop.ts";
import { type Wire, wireTo } from "../support/wire.ts";

let backroom: Backroom;
let owner: Client;
let shop: Shop;
let circular: Wire;
let cloud: Wire;

beforeAll(async () => {
  backroom = await startBackroom();
  owner = backroom.owner;
  shop = await openShop(owner, { tax: false });
  const { slug } = (await owner.ok.get("/organizations")).data[0];
  circular = wireTo(`${backroom.url}/circular/api/${slug}`, owner.key);
  cloud = wireTo(`${backroom.url}/consigncloud/api/v1`, owner.key);
});
afterAll(() => backroom.stop());

const recordsOf = async (id: string): Promise<number> =>
  (await owner.ok.get(`/audit?entity_id=${id}&limit=100`)).data.length;

async function sold(more: object = {}): Promise<string> {
  const id = await shop.piece(12_000, { handling_fee: { type: "fixed", fixed: 250 }, ...more });
  await owner.ok.post("/sales/ring-up", {
    store_id: shop.store,
    lines: [{ item_id: id }],
    payments: [{ type: "cash", amount: 12_000 }],
  });
  return id;
}

const each = (names: readonly string[], row: Json): Json[] => [
  ...names.map((name) => ({ [name]: row[name] })),
  Object.fromEntries(names.map((name) => [name, row[name]])),
];

const terms = ["split", "handling_fee", "expiry_days", "return_days", "pick_up_days", "end_action"] as const;

test("TRM-4: the terms of a sold piece sent as they are are no change; others are refused", async () => {
  const moments = { expires_at: "2099-05-01T10:00:00.000Z", pick_up_at: "2099-06-01T10:00:00.000Z" };
  for (const id of [await sold(), await sold(moments)]) {
    const before = await owner.ok.get(`/items/${id}`);
    const records = await recordsOf(id);
    const names = [...terms, "inventory_type", "schedule_start", "expires_at", "pick_up_at", "account_id"];
    for (const body of each([...names, "quantity", "tag_price", "store_id", "cost_per"], before))
      expect([body, await owner.ok.patch(`/items/${id}`, body)]).toEqual([body, before]);
    expect(await recordsOf(id)).toBe(records);
    const bulk = { ids: [id], changes: { split: before.split, end_action: before.end_action } };
    expect((await owner.ok.post("/items/bulk-edits", bulk)).results).toMatchObject([{ status: "unchanged" }]);
    const other = await owner.patch(`/items/${id}`, { split: before.split, return_days: 99 });
    expect([other.status, other.body.code]).toEqual([409, "locked"]);
  }
});

test("TRM-3: a term sent as it was inherited stays inherited", async () => {
  const id = await shop.piece();
  const before = await owner.ok.get(`/items/${id}`);
  for (const body of each(terms, before)) expect(await owner.ok.patch(`/items/${id}`, body)).toEqual(before);
  expect(before.terms_source.split).toBe("account");
});

test("the same in ConsignCloud and Circular, in their words", async () => {
  const id = await sold();
  const item = await cloud.ok("GET", `/items/${id}`);
  for (const body of each(["split", "terms", "account", "inventory_type", "schedule_start"], item))
    expect([body, (await cloud.ok("PATCH", `/items/${id}`, body)).updated]).toEqual([body, item.updated]);
  const products = await circular.ok("GET", "/products?take=500");
  const product = products.data.find((row: Json) => row.id === id);
  const names = ["seller_id", "status", "price", "store_id", "consignment_split"];
  const fee = ["handling_fee_type", "handling_fee_fixed", "handling_fee_percentage"];
  for (const body of each([...names, ...fee], product)) {
    expect(await circular.ok("PATCH", "/products", { id, ...body })).toEqual(product);
    expect(await circular.ok("PATCH", "/products", [{ id, ...body }])).toEqual([product]);
  }
});

test("SAL-1: the basket of a finished sale sent as it is is no change; another is refused", async () => {
  const item_id = await shop.piece();
  const discounts = [{ value_type: "fixed", value: 100, bearer: "store" }];
  const { id } = await owner.ok.post("/sales", {
    store_id: shop.store,
    lines: [{ item_id, quantity: 1, discounts }],
    discounts,
  });
  await owner.ok.post(`/sales/${id}/finalize`, { payments: [{ type: "cash", amount: 11_800 }] });
  const before = await owner.ok.get(`/sales/${id}`);
  const same = {
    lines: [{ item_id, quantity: 1, discounts }],
    discounts,
    store_id: before.store_id,
    customer_id: before.customer_id,
  };
  for (const body of each(Object.keys(same), same))
    expect(await owner.ok.patch(`/sales/${id}`, body)).toEqual(before);
  expect(await owner.ok.patch(`/sales/${id}`, { ...same, memo: "Wrapped" })).toMatchObject({
    memo: "Wrapped",
  });
  const other = await owner.patch(`/sales/${id}`, { lines: [{ item_id, quantity: 1 }] });
  expect([other.status, other.body.code]).toEqual([409, "invalid_transition"]);
});

test("CON-1: the terms of a paid contract sent as they are are no change; others are refused", async () => {
  const [buyer, seller] = [newId(), newId()];
  const given = {
    items: [{ seller_user_id: seller, name: "Lamp", quantity: 1, unit_price: 1000 }],
    buyers: [{ user_id: buyer, weight: 1 }],
    sellers: [{ user_id: seller }],
    fees: [{ name: "Packing", amount: 50, payer: "buyer" }],
    platform_fee_ppm: 50_000,
    due_at: "2099-01-01T00:00:00.000Z",
  };
  const made = await owner.ok.post("/contracts", given);
  await owner.ok.post(`/contracts/${made.id}/send`);
  await owner.ok.post(`/contracts/${made.id}/payments`, {
    buyer_id: made.buyers[0].id,
    version: made.version,
    method: "cash",
  });
  const before = await owner.ok.get(`/contracts/${made.id}`);
  expect(before.status).toBe("paid");
  const rows = {
    ...given,
    items: given.items.map((row, i) => ({ ...row, id: before.items[i].id })),
    fees: given.fees.map((row, i) => ({ ...row, id: before.fees[i].id })),
  };
  for (const body of each(Object.keys(rows), rows))
    expect([body, await owner.ok.patch(`/contracts/${made.id}`, body)]).toEqual([body, before]);
  for (const body of [{ platform_fee_ppm: 1 }, { due_at: null }, { items: given.items }]) {
    const refused = await owner.patch(`/contracts/${made.id}`, body);
    expect([body, refused.status, refused.body.code]).toEqual([body, 409, "locked"]);
  }
});

test("PAY-2: the booleans of a failed payout sent as they are approve nothing", async () => {
  await owner.ok.post("/balance-entries", { account_id: shop.consignor, amount: 500, memo: "Opening" });
  const body = { account_id: shop.consignor, amount: 500, method: "cash", approved: true };
  const { id } = await owner.ok.post("/payouts", body);
  await owner.ok.post(`/payouts/${id}/fail`, {});
  const before = await owner.ok.get(`/payouts/${id}`);
  for (const same of each(["approved", "completed", "completed_at", "memo"], before))
    expect([same, await owner.ok.patch(`/payouts/${id}`, same)]).toEqual([same, before]);
});

test("DLV-1: a locked delivery sent as it is is no change", async () => {
  const made = await circular.ok("POST", "/deliveries", {
    seller_id: shop.consignor,
    store_id: shop.store,
    delivery_at: "2025-03-02T10:00:00.000Z",
    status: "completed",
  });
  const back = setClock(() => Date.now() + 2 * 86_400_000);
  try {
    for (const body of each(["seller_id", "store_id", "delivery_at", "status"], made))
      expect(await circular.ok("PATCH", "/deliveries", { id: made.id, ...body })).toEqual(made);
  } finally {
    back();
  }
});

test("a reference to what is deleted meanwhile may stay; a new one may not (TEN-3)", async () => {
  const tax = await owner.ok.post("/taxes", { name: "Old", rate_ppm: 1000, type: "exclusive" });
  const surcharge = await owner.ok.post("/surcharges", {
    name: "Bag",
    type: "buyer_fee",
    value_type: "fixed",
    value: 10,
  });
  const store = await owner.ok.post("/stores", { name: "Old taxes", tax_ids: [tax.id] });
  const item = await owner.ok.get(`/items/${await shop.piece(1000, { surcharge_ids: [surcharge.id] })}`);
  await owner.delete(`/taxes/${tax.id}`);
  await owner.delete(`/surcharges/${surcharge.id}`);
  const place = { name: "Renamed", tax_ids: [tax.id] };
  expect(await owner.ok.patch(`/stores/${store.id}`, place)).toMatchObject(place);
  const goods = { title: "Renamed", surcharge_ids: [surcharge.id] };
  expect(await owner.ok.patch(`/items/${item.id}`, goods)).toMatchObject(goods);
  for (const refused of [
    await owner.patch(`/stores/${shop.store}`, { tax_ids: [tax.id] }),
    await owner.patch(`/items/${await shop.piece()}`, { surcharge_ids: [surcharge.id] }),
    await owner.post("/items", {
      title: "Bag",
      tag_price: 1,
      inventory_type: "retail",
      surcharge_ids: [surcharge.id],
    }),
  ])
    expect([refused.status, refused.body.code]).toEqual([422, "reference_not_found"]);
});
