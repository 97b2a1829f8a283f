/** One truth in several spellings: what one dialect writes the others read at once, each in its own words and units (MON-8). */
import { type Backroom, type Client, type Json, startBackroom } from "../support/backroom.ts";
import { type Speak, speakerOf } from "../support/conformance.ts";

let backroom: Backroom;

beforeAll(async () => {
  backroom = await startBackroom();
});
afterAll(() => backroom?.stop());

type Tongues = {
  native: Client;
  slug: string;
  circular: Speak;
  cloud: Speak;
  /** Fails unless it was done. */
  done(said: Promise<{ status: number; body: Json }>): Promise<Json>;
  store: string;
  spot: string;
};

async function shopIn(currency: string): Promise<Tongues> {
  const native = await backroom.organization(`Shop in ${currency}`, { currency, timezone: "UTC" });
  const slug = (await native.ok.get("/organizations")).data[0].slug;
  const store = await native.ok.post("/stores", { name: "Main Street", timezone: "UTC" });
  const spots = await native.ok.get(`/locations?store_id=${store.id}&kind=spot`);
  const circular = speakerOf(`${backroom.url}/circular/api/${slug}`, native.key);
  const cloud = speakerOf(`${backroom.url}/consigncloud/api/v1`, native.key);
  return {
    native,
    slug,
    circular,
    cloud,
    async done(said) {
      const { status, body } = await said;
      if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
      return body;
    },
    store: store.id,
    spot: spots.data[0].id,
  };
}

describe("one shop in euro", () => {
  let shop: Tongues;
  let seller: Json;

  beforeAll(async () => {
    shop = await shopIn("EUR");
    seller = await shop.done(shop.circular("POST", "/sellers", { first_name: "Ada", last_name: "Lind" }));
  });

  const product = (price: number, more: object = {}) =>
    shop.done(
      shop.circular("POST", "/products", {
        name: "Coat",
        price,
        store_id: shop.store,
        location_id: shop.spot,
        seller_id: seller.id,
        consignment_split: 0.6,
        ...more,
      }),
    );
  const inCircular = async (at: string, id: string) =>
    (await shop.done(shop.circular("GET", `/${at}?take=500`))).data.find((each: Json) => each.id === id);

  test("a seller of Circular is a vendor of ConsignCloud (2.2)", async () => {
    const account = await shop.done(shop.cloud("GET", `/accounts/${seller.id}`));
    expect(account).toMatchObject({ first_name: "Ada", is_vendor: true, balance: 0 });
    const back = await shop.done(
      shop.cloud("PATCH", `/accounts/${seller.id}`, { phone_number: "+4790000000" }),
    );
    expect(back.phone_number).toBe("+4790000000");
    expect(await inCircular("sellers", seller.id)).toMatchObject({ phone_number: "+4790000000" });
  });

  test("what Circular takes in ConsignCloud sells, and the consignor is owed it in each unit (D37)", async () => {
    const before = (await shop.done(shop.cloud("GET", `/accounts/${seller.id}`))).balance;
    const coat = await product(120.99);
    const seen = await shop.done(shop.cloud("GET", `/items/${coat.id}`));
    expect(seen).toMatchObject({
      title: "Coat",
      tag_price: 12_099,
      split: 0.6,
      status: "available",
      account: seller.id,
      location: shop.store,
      shelf: shop.spot,
    });
    const sale = await shop.done(
      shop.cloud("POST", "/sales", {
        location: shop.store,
        items: [{ item: coat.id }],
        payments: [{ type: "cash", amount: 12_099 }],
      }),
    );
    expect(sale).toMatchObject({
      status: "completed",
      total: 12_099,
      consignor_portion: 7259,
      store_portion: 4840,
    });
    expect(await inCircular("products", coat.id)).toMatchObject({ status: "sold", price: 120.99 });
    const { balance } = await shop.done(shop.cloud("GET", `/accounts/${seller.id}`));
    expect(balance).toBe(before + 7259);
    expect((await shop.native.ok.get(`/accounts/${seller.id}`)).balance).toBe(balance);
    const paid = await shop.done(
      shop.circular("POST", "/seller-remittances", {
        seller_id: seller.id,
        amount: 72.59,
        approved: true,
        completed: true,
      }),
    );
    expect(paid).toMatchObject({ amount: 72.59, completed: true, organization_slug: shop.slug });
    expect((await shop.done(shop.cloud("GET", `/accounts/${seller.id}`))).balance).toBe(before);
    const [entry] = (await shop.done(shop.cloud("GET", "/balance-entries?limit=1&sort_by=-created"))).data;
    expect(entry).toMatchObject({ account: seller.id, amount: -7259, balance: before });
    const more = await shop.circular("POST", "/seller-remittances", { seller_id: seller.id, amount: 0.01 });
    expect([more.status, more.body.code, more.body.state]).toEqual([
      409,
      "insufficient_balance",
      { available: 0, asked: 0.01 },
    ]);
  });

  test("'sold' of Circular is a sale of ConsignCloud, and 'active' after it a refund (D37)", async () => {
    const coat = await product(80);
    await shop.done(shop.circular("PATCH", "/products", { id: coat.id, status: "sold" }));
    const [line] = (await shop.done(shop.cloud("GET", `/item-sales?item=${coat.id}`))).data;
    expect(line).toMatchObject({ unit_price: 8000, consignor_portion: 4800 });
    expect(await shop.done(shop.cloud("GET", `/sales/${line.sale}`))).toMatchObject({
      status: "completed",
      total: 8000,
    });
    expect(await shop.done(shop.cloud("GET", `/items/${coat.id}`))).toMatchObject({ status: "sold" });
    await shop.done(shop.circular("PATCH", "/products", { id: coat.id, status: "active" }));
    expect(await shop.done(shop.cloud("GET", `/sales/${line.sale}`))).toMatchObject({ status: "returned" });
    expect(await shop.done(shop.cloud("GET", `/items/${coat.id}`))).toMatchObject({ status: "available" });
    expect((await shop.native.ok.get(`/accounts/${seller.id}`)).balance).toBe(0);
  });

  test("a void of ConsignCloud puts Circular's product back on the shelf", async () => {
    const coat = await product(50);
    const basket = { location: shop.store, items: [coat.id], payments: [{ type: "card", amount: 5000 }] };
    const { id } = await shop.done(shop.cloud("POST", "/sales", basket));
    await shop.done(shop.cloud("POST", `/sales/${id}/void`));
    expect(await inCircular("products", coat.id)).toMatchObject({ status: "active" });
  });

  test("an item without a shelf is in the store's first spot for Circular, where a product always has one (2.3)", async () => {
    const body = { title: "Hat", tag_price: 1000, account: seller.id, location: shop.store };
    const hat = await shop.done(shop.cloud("POST", "/items", body));
    expect(await inCircular("products", hat.id)).toMatchObject({
      store_id: shop.store,
      location_id: shop.spot,
      price: 10,
    });
  });

  test("deleted here is deleted there, and restored likewise (DEL-2)", async () => {
    const coat = await product(10);
    await shop.done(shop.circular("DELETE", "/products", { id: coat.id }));
    expect((await shop.done(shop.cloud("GET", `/items/${coat.id}`))).deleted).toEqual(expect.any(String));
    await shop.done(shop.cloud("POST", `/items/${coat.id}/restore`));
    expect(await inCircular("products", coat.id)).toMatchObject({ price: 10 });
  });

  test("words are one vocabulary: a brand that ConsignCloud names has a slug in Circular", async () => {
    const hat = await shop.done(
      shop.cloud("POST", "/items", {
        title: "Hat",
        tag_price: 1000,
        account: seller.id,
        location: shop.store,
        brand: "Helly Hansen",
      }),
    );
    expect(await inCircular("products", hat.id)).toMatchObject({ brand_slug: "helly-hansen" });
    const { data } = await shop.done(shop.circular("GET", "/brands?take=500"));
    expect(data).toContainEqual(
      expect.objectContaining({ brand_slug: "helly-hansen", name: "Helly Hansen" }),
    );
  });

  test("part of a fee or of an address is changed alone, and the rest stays", async () => {
    const coat = await product(100, { handling_fee_type: "percentage", handling_fee_percentage: 10 });
    const changed = await shop.done(
      shop.circular("PATCH", "/products", { id: coat.id, handling_fee_percentage: 12.5 }),
    );
    expect(changed).toMatchObject({
      handling_fee_type: "percentage",
      handling_fee_percentage: 12.5,
      price: 100,
    });
    const fee = { handling_fee_type: "fixed", handling_fee_fixed: 2 };
    expect(await shop.done(shop.circular("PATCH", "/organizations", fee))).toMatchObject(fee);
    const after = await shop.done(shop.circular("PATCH", "/organizations", { handling_fee_fixed: 3.5 }));
    expect(after).toMatchObject({ handling_fee_type: "fixed", handling_fee_fixed: 3.5 });
    const store = await shop.done(
      shop.circular("PATCH", "/stores", { id: shop.store, address_city: "Oslo" }),
    );
    expect(store).toMatchObject({ name: "Main Street", address_city: "Oslo" });
    expect(await shop.done(shop.cloud("GET", `/locations/${shop.store}`))).toMatchObject({ city: "Oslo" });
  });

  test("an amount finer than a cent is refused in either, and nothing is written (MON-8)", async () => {
    const fine = await shop.circular("POST", "/products", {
      price: 1.005,
      store_id: shop.store,
      location_id: shop.spot,
    });
    expect([fine.status, fine.body.details[0].field]).toEqual([400, "price"]);
    const half = await shop.cloud("POST", "/items", { title: "Hat", tag_price: 100.5 });
    expect([half.status, Object.keys(half.body.errors)]).toEqual([400, ["tag_price"]]);
  });
});

describe("a shop in króna, which has no smaller unit (exponent 0)", () => {
  let shop: Tongues;
  beforeAll(async () => {
    shop = await shopIn("ISK");
  });

  test("1000 ISK are 1000 in Circular, 100000 in ConsignCloud, 1000 natively (D3, MON-8)", async () => {
    const seller = await shop.done(shop.circular("POST", "/sellers", { first_name: "Ása" }));
    const coat = await shop.done(
      shop.circular("POST", "/products", {
        price: 1000,
        store_id: shop.store,
        location_id: shop.spot,
        seller_id: seller.id,
        consignment_split: 0.333,
      }),
    );
    expect(await shop.done(shop.cloud("GET", `/items/${coat.id}`))).toMatchObject({ tag_price: 100_000 });
    expect((await shop.native.ok.get(`/items/${coat.id}`)).tag_price).toBe(1000);
    const found = await shop.done(shop.cloud("GET", "/items?tag_price[gte]=100000&tag_price[lte]=100000"));
    expect(found.data.map((each: Json) => each.id)).toEqual([coat.id]);
    const payments = [{ type: "cash", amount: 150_000 }];
    const sale = await shop.done(
      shop.cloud("POST", "/sales", { location: shop.store, items: [coat.id], payments }),
    );
    expect(sale).toMatchObject({
      total: 100_000,
      change: 50_000,
      consignor_portion: 33_300,
      store_portion: 66_700,
    });
    expect(await shop.done(shop.cloud("GET", `/accounts/${seller.id}`))).toMatchObject({ balance: 33_300 });
    expect((await shop.native.ok.get(`/accounts/${seller.id}`)).balance).toBe(333);
    const paid = await shop.done(
      shop.circular("POST", "/seller-remittances", { seller_id: seller.id, amount: 333 }),
    );
    expect(paid.amount).toBe(333);
    const csv = String((await shop.cloud("GET", "/items/export")).body);
    expect(csv).toContain("100000");
    const report = await shop.done(shop.cloud("GET", "/reports/sales"));
    expect(report.total).toMatchObject({ total: 100_000, consignor_portion: 33_300 });
  });

  test("parts of a króna are refused in either (MON-8)", async () => {
    const fine = await shop.circular("POST", "/products", {
      price: 10.5,
      store_id: shop.store,
      location_id: shop.spot,
    });
    expect([fine.status, fine.body.details[0].field]).toEqual([400, "price"]);
    const half = await shop.cloud("POST", "/items", { title: "Hat", tag_price: 1050 });
    expect([half.status, Object.keys(half.body.errors)]).toEqual([400, ["tag_price"]]);
    const filter = await shop.cloud("GET", "/items?tag_price[gte]=1050");
    expect([filter.status, Object.keys(filter.body.errors)]).toEqual([400, ["tag_price[gte]"]]);
  });
});

describe("a shop in Kuwaiti dinar, whose third decimal hundredths cannot tell (exponent 3)", () => {
  let shop: Tongues;
  beforeAll(async () => {
    shop = await shopIn("KWD");
  });

  test("Circular tells every decimal; ConsignCloud refuses rather than tell another amount (MON-8)", async () => {
    const body = { price: 12.345, store_id: shop.store, location_id: shop.spot };
    const coat = await shop.done(shop.circular("POST", "/products", body));
    expect(coat.price).toBe(12.345);
    expect((await shop.native.ok.get(`/items/${coat.id}`)).tag_price).toBe(12_345);
    for (const [method, path, sent] of [
      ["GET", `/items/${coat.id}`],
      ["GET", "/accounts"],
      ["POST", "/items", { title: "Hat", tag_price: 100 }],
    ] as const) {
      const refused = await shop.cloud(method, path, sent);
      expect([refused.status, refused.body.code]).toEqual([400, "invalid_request_data"]);
      expect(refused.body.details.reason).toBe("currency_mismatch");
      expect(refused.body.error).toContain("KWD");
    }
    expect((await shop.native.ok.get("/items?include=count")).count).toBe(1);
  });

  test("four decimals are refused", async () => {
    const fine = await shop.circular("POST", "/products", {
      price: 1.0005,
      store_id: shop.store,
      location_id: shop.spot,
    });
    expect([fine.status, fine.body.details[0].field]).toEqual([400, "price"]);
  });
});
