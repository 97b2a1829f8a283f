/** The word `sold` is a sale (D37): of the product as the request makes it, in its store, one sale per store. */
import mongoose from "mongoose";
import { takeInItem } from "../../../services/inventory/public.ts";
import { newId } from "../../../shared/ids.ts";
import { type Backroom, type Client, type Json, startBackroom, until } from "../../support/backroom.ts";
import { breachesIn } from "../../support/verified.ts";
import { type Wire, wireTo } from "../../support/wire.ts";

let backroom: Backroom;
let owner: Client & { organization_id: string };
let circular: Wire;
let store: string;
let second: string;

beforeAll(async () => {
  backroom = await startBackroom();
  owner = await backroom.organization("Oslo", { currency: "EUR", timezone: "UTC" });
  const { slug } = (await owner.ok.get("/organizations")).data[0];
  circular = wireTo(`${backroom.url}/circular/api/${slug}`, owner.key);
  const vat = await owner.ok.post("/taxes", { name: "VAT", rate_ppm: 250_000, type: "inclusive" });
  store = (await owner.ok.post("/stores", { name: "Oslo", timezone: "UTC", tax_ids: [vat.id] })).id;
  second = (await owner.ok.post("/stores", { name: "Auckland", timezone: "Pacific/Auckland", tax_ids: [] }))
    .id;
});
afterAll(() => backroom?.stop());

const account = async () =>
  (await owner.ok.post("/accounts", { first_name: "Ada", is_vendor: true })).id as string;
const balance = async (id: string) => (await owner.ok.get(`/accounts/${id}`)).balance as number;
const product = async (seller_id: string, more: object = {}): Promise<Json> =>
  circular.ok("POST", "/products", {
    name: "Coat",
    price: 100,
    store_id: second,
    seller_id,
    consignment_split: 0.5,
    ...more,
  });
const saleOf = async (id: string): Promise<Json> => {
  const { data } = await owner.ok.get(`/sale-lines?item_id=${id}`);
  expect(data.length).toBe(1);
  return owner.ok.get(`/sales/${data[0].sale_id}`);
};

const forms: [string, (body: Json) => Json, () => Record<string, string>][] = [
  ["an object", (body) => body, () => ({})],
  ["a list", (body) => [body], () => ({})],
  ["an object under a key", (body) => body, () => ({ "idempotency-key": newId() })],
  ["a list under a key", (body) => [body], () => ({ "idempotency-key": newId() })],
];

test.each(forms)("INV-23: sold at the terms of this request, as %s", async (_form, sent, headersOf) => {
  const headers = headersOf();
  const seller = await account();
  const { id } = await product(seller);
  const body = sent({ id, status: "sold", consignment_split: 0.25, price: 77.5 });
  const first = await circular.send("PATCH", "/products", body, headers);
  expect(first.status).toBe(200);
  expect([first.body].flat()[0]).toMatchObject({ status: "sold", price: 77.5, consignment_split: 0.25 });
  expect(await balance(seller)).toBe(1938);
  const again = await circular.send("PATCH", "/products", body, headers);
  expect([again.status, again.body]).toEqual([200, first.body]);
  expect(await balance(seller)).toBe(1938);
  expect(await saleOf(id)).toMatchObject({ total: 7750, store_id: second, channel: "third_party" });
});

test.each(forms)(
  "a product read whole and sent back as sold is sold, as %s",
  async (_form, sent, headersOf) => {
    const headers = headersOf();
    const seller = await account();
    const { id } = await product(seller);
    const { data } = await circular.ok("GET", "/products?take=500");
    const whole = data.find((each: Json) => each.id === id);
    const said = await circular.send("PATCH", "/products", sent({ ...whole, status: "sold" }), headers);
    expect([said.status, [said.body].flat()[0].status]).toEqual([200, "sold"]);
    expect(await balance(seller)).toBe(5000);
  },
);

test("sold for the seller that the request names", async () => {
  const [one, other] = [await account(), await account()];
  const { id } = await product(one);
  const after = await circular.ok("PATCH", "/products", { id, status: "sold", seller_id: other });
  expect(after).toMatchObject({ status: "sold", seller_id: other });
  expect([await balance(one), await balance(other)]).toEqual([0, 5000]);
});

test("TAX-2, TIM-2: it is a sale of the product's store, with its taxes and on its day", async () => {
  const seller = await account();
  const { id } = await product(seller, { store_id: store, price: 125 });
  await circular.ok("PATCH", "/products", { id, status: "sold" });
  expect(await saleOf(id)).toMatchObject({
    store_id: store,
    total: 12_500,
    tax_total: 2500,
    consignor_portion: 5000,
  });
  expect(await balance(seller)).toBe(5000);
  const [there] = [(await product(seller)).id];
  await circular.ok("PATCH", "/products", { id: there, status: "sold", store_id: store });
  expect(await saleOf(there)).toMatchObject({ store_id: store, tax_total: 2000 });
  const rung = await product(seller);
  const till = await owner.ok.post("/sales", { store_id: second, lines: [{ item_id: rung.id }] });
  await circular.ok("PATCH", "/products", { id: rung.id, status: "sold" });
  expect((await saleOf(rung.id)).business_date).toBe(till.business_date);
});

test("BLK-1: a list makes one sale per store, beside changes, moves and returns, in the order of the request", async () => {
  const seller = await account();
  const stores = [store, second, store, second];
  const made = await Promise.all(stores.map(async (store_id) => (await product(seller, { store_id })).id));
  const back = (await product(seller, { status: "sold" })).id;
  const [lost, renamed] = [(await product(seller)).id, (await product(seller)).id];
  const after = await circular.ok("PATCH", "/products", [
    { id: lost, status: "lost", name: "Lost" },
    ...made.map((id) => ({ id, status: "sold", price: 10 })),
    { id: renamed, name: "Renamed" },
    { id: back, status: "active" },
  ]);
  expect(after.map(({ id, status }: Json) => [id, status])).toEqual([
    [lost, "lost"],
    ...made.map((id) => [id, "sold"]),
    [renamed, "active"],
    [back, "active"],
  ]);
  const sales = await Promise.all(made.map(saleOf));
  expect(new Set(sales.map(({ id }) => id)).size).toBe(2);
  expect(sales.map(({ store_id }) => store_id)).toEqual(stores);
  expect(sales.map(({ lines }) => lines.length)).toEqual([2, 2, 2, 2]);
});

test("products come in sold, in several stores at once, and a repetition makes none", async () => {
  const seller = await account();
  const words = ["sold", "active", "sold", "donated", undefined];
  const sent = words.map((status, i) => ({
    name: `Coat ${i}`,
    price: 10,
    store_id: i === 2 ? store : second,
    seller_id: seller,
    consignment_split: 0.5,
    ...(status ? { status } : {}),
  }));
  const headers = { "idempotency-key": newId() };
  const first = await circular.send("POST", "/products", sent, headers);
  expect(first.body.map(({ status }: Json) => status)).toEqual([
    "sold",
    "active",
    "sold",
    "donated",
    "active",
  ]);
  expect(await balance(seller)).toBe(900);
  const again = await circular.send("POST", "/products", sent, headers);
  expect([again.status, again.body]).toEqual([200, first.body]);
  expect((await owner.ok.get(`/items?account_id=${seller}&include=count`)).count).toBe(5);
});

test("what a trade had taken in when its process died goes again, but for what was sold since (API-9)", async () => {
  const seller = await account();
  const [left, sold] = [(await product(seller)).id, (await product(seller, { status: "sold" })).id];
  const connection = await mongoose.createConnection(backroom.mongo_url).asPromise();
  const org = { id: owner.organization_id, slug: "oslo", mode: "live", currency: "EUR", timezone: "UTC" };
  const steps = [left, sold].map((id) => ({ action: takeInItem.name, input: { id } }));
  const row = {
    ...{ _id: newId(), name: "trade", org_id: org.id, state: "running", step: 0, owner: "dead" },
    ...{ data: { steps, sold: [], sales: [], refunds: [] }, lease_until: new Date(0) },
    meta: { org, actor: { kind: "user", id: "u" }, scopes: ["*"], request_id: "dead" },
  };
  const sagas = connection.useDb(`${backroom.namespace}_sales`).collection<Json>("_sagas");
  await sagas.insertOne(row);
  await until(async () => (await sagas.findOne({ _id: row._id }))?.state === "undone", "the undo");
  await connection.close();
  expect(await owner.ok.get(`/items/${left}`)).toMatchObject({ deleted_at: expect.any(String) });
  expect(await owner.ok.get(`/items/${sold}`)).toMatchObject({ deleted_at: null });
});

test("the books hold after all of it", async () => {
  expect(await breachesIn(backroom)).toEqual([]);
});
