/** Variants and prices of products: codes, defaults, lists of prices, and what goes with a product (MRC-CAT, MRC-PRI). */
import { newId } from "../../shared/ids.ts";
import { type Backroom, type Client, type Json, startBackroom } from "../support/backroom.ts";

let backroom: Backroom;
let shop: Client;
let regular: string;
let sale: string;
beforeAll(async () => {
  backroom = await startBackroom();
  shop = backroom.owner;
  regular = (await shop.ok.post("/price-kinds", { code: "usual", title: "Usual" })).id;
  sale = (await shop.ok.post("/price-kinds", { code: "sale", title: "Sale", is_promotion: true })).id;
});
afterAll(() => backroom.stop());

const product = (more: object = {}) => shop.ok.post("/products", { name: "Coat", ...more });
const variant = (product_id: string, more: object = {}) => shop.ok.post("/variants", { product_id, ...more });
const price = (more: object) =>
  shop.ok.post("/prices", { price_kind_id: regular, currency: "USD", net: 100_0000, ...more });
const remove = async (path: string) => expect((await shop.delete(path)).status).toBe(200);
const bestOf = async (id: string, query = "") =>
  (await shop.ok.get(`/products/${id}/best-price${query}`)).price;
const firstError = ({ status, body }: Json) => [status, body.errors?.[0].pointer, body.errors?.[0].code];

describe("codes (MRC-CAT-1)", () => {
  test("a sku is taken once among products and variants, by whatever way it comes", async () => {
    const { id } = await product({ sku: "C-1" });
    const { id: red } = await variant(id, { sku: "C-1-RED", barcode: "1" });
    const taken = [409, "/sku", "taken"];
    for (const reply of [
      await shop.post("/variants", { product_id: id, sku: "C-1" }),
      await shop.post("/products", { name: "Hat", sku: "C-1-RED" }),
      await shop.patch(`/products/${id}`, { sku: "C-1-RED" }),
      await shop.patch(`/variants/${red}`, { sku: "C-1" }),
    ])
      expect(firstError(reply)).toEqual(taken);
    expect(firstError(await shop.patch(`/variants/${id}`, { sku: "C-2" }))).toEqual([
      ...[400, "/sku", "of_product"],
    ]);
    await shop.ok.patch(`/products/${id}`, { sku: "C-2" });
    expect(await shop.ok.get(`/variants/${id}`)).toMatchObject({ sku: "C-2", is_product: true });
    await shop.ok.patch(`/variants/${red}`, { sku: "C-1" });
  });

  test("of a product and a variant that want the same sku at once, one gets it", async () => {
    for (let round = 0; round < 5; round++) {
      const sku = `R-${round}`;
      const { id: product_id } = await product();
      const replies = await Promise.all([
        shop.post("/products", { name: "Coat", sku }),
        shop.post("/variants", { product_id, sku }),
      ]);
      expect(replies.map(({ status }) => status).sort()).toEqual([201, 409]);
    }
  });
});

describe("variants", () => {
  test("MRC-CAT-5: one is the default, at first the product itself", async () => {
    const { id } = await product();
    const defaults = async () => (await shop.ok.get(`/variants?product_id=${id}&is_default=true`)).data;
    expect(await defaults()).toMatchObject([{ id, is_product: true }]);
    const red = await variant(id, { is_default: true });
    expect(await defaults()).toMatchObject([{ id: red.id, is_product: false, base_price: null }]);
    const blue = await variant(id);
    await shop.ok.patch(`/variants/${blue.id}`, { is_default: true });
    expect(await defaults()).toMatchObject([{ id: blue.id }]);
    await shop.ok.patch(`/variants/${blue.id}`, { is_default: false });
    expect(await defaults()).toEqual([]);
  });

  test("MRC-CAT-5: of several that become the default at once, one is it", async () => {
    const { id } = await product();
    const all = await Promise.all([1, 2, 3, 4].map(() => variant(id)));
    const replies = await Promise.all(
      all.map((each: Json) => shop.patch(`/variants/${each.id}`, { is_default: true })),
    );
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect((await shop.ok.get(`/variants?product_id=${id}&is_default=true`)).data).toHaveLength(1);
  });

  test("MRC-CAT-1: one without a tax takes its product's; a named tax decides its own rate", async () => {
    const tax = await shop.ok.post("/taxes", { name: "VAT", rate_ppm: 230_000, type: "exclusive" });
    const { id } = await product({ tax_ppm: 80_000 });
    const red = await variant(id);
    expect(red.shown).toMatchObject({ tax_ppm: 80_000, tax_rate_id: null });
    const taxed = await shop.ok.patch(`/variants/${red.id}`, { tax_rate_id: tax.id, tax_ppm: 1 });
    expect(taxed).toMatchObject({ tax_ppm: 230_000, shown: { tax_ppm: 230_000, tax_rate_id: tax.id } });
    await shop.ok.patch(`/variants/${red.id}`, { tax_rate_id: null, tax_ppm: null });
    await shop.ok.patch(`/products/${id}`, { tax_ppm: 50_000 });
    expect((await shop.ok.get(`/variants/${red.id}`)).shown.tax_ppm).toBe(50_000);
  });

  test("MRC-CAT-2: go with their product and come back with it, those that were gone before do not", async () => {
    const { id } = await product();
    const [red, blue] = [await variant(id), await variant(id)];
    const [ofProduct, ofRed, early] = [
      await price({ product_id: id }),
      await price({ variant_id: red.id }),
      await price({ product_id: id }),
    ];
    await remove(`/prices/${early.id}`);
    await remove(`/variants/${blue.id}`);
    await remove(`/products/${id}`);
    const shown = async () => [
      (await shop.ok.get(`/variants?product_id=${id}`)).data.map((each: Json) => each.id).sort(),
      (await shop.ok.get(`/prices?product_id=${id}`)).data.map((each: Json) => each.id).sort(),
    ];
    expect(await shown()).toEqual([[], []]);
    expect((await shop.post(`/variants/${red.id}/restore`)).status).toBe(422);
    expect((await shop.post(`/prices/${ofRed.id}/restore`)).status).toBe(422);
    expect((await shop.post("/variants", { product_id: id })).status).toBe(422);
    expect((await shop.get(`/products/${id}/best-price`)).status).toBe(404);
    await shop.ok.post(`/products/${id}/restore`);
    expect(await shown()).toEqual([[id, red.id].sort(), [ofProduct.id, ofRed.id].sort()]);
    await remove(`/variants/${red.id}`);
    expect((await shown())[1]).toEqual([ofProduct.id]);
    await shop.ok.post(`/variants/${red.id}/restore`);
    expect((await shown())[1]).toEqual([ofProduct.id, ofRed.id].sort());
    expect((await shop.delete(`/variants/${id}`)).body.code).toBe("not_deletable");
  });
});

describe("prices of lists (MRC-PRI-1)", () => {
  test("one amount follows from the other, by its own tax or that of what it is for", async () => {
    const { id } = await product({ tax_ppm: 230_000 });
    const red = await variant(id, { tax_ppm: 80_000 });
    expect(await price({ product_id: id })).toMatchObject({ amount: 123_0000, tax: 23_0000, kind: "listed" });
    const ofRed = await price({ variant_id: red.id });
    expect(ofRed).toMatchObject({ product_id: id, amount: 108_0000, tax_ppm: 80_000, min_quantity: 1 });
    const gross = await price({ product_id: id, net: null, amount: 100_0000 });
    expect(gross).toMatchObject({ net: 81_3008, tax: 18_6992 });
    const at = `/prices/${gross.id}`;
    const { version } = await shop.ok.patch(at, { net: 81_3008, amount: 100_0000 });
    expect(version).toBe(1);
    expect(await shop.ok.patch(at, { name: "Spring" })).toMatchObject({ net: 81_3008, amount: 100_0000 });
    expect(await shop.ok.patch(at, { tax_ppm: 0 })).toMatchObject({ net: 81_3008, amount: 81_3008, tax: 0 });
    expect(await shop.ok.patch(at, { amount: 50_0000 })).toMatchObject({ net: 50_0000, amount: 50_0000 });
  });

  const some = newId();
  test.each<[object, number, string]>([
    [{ product_id: null }, 400, "/product_id"],
    [{ product_id: some }, 422, "/product_id"],
    [{ variant_id: some }, 422, "/variant_id"],
    [{ price_kind_id: some }, 422, "/price_kind_id"],
    [{ offer_id: some }, 422, "/offer_id"],
    [{ channel_id: some }, 422, "/channel_id"],
    [{ tax_rate_id: some }, 422, "/tax_rate_id"],
    [{ net: null }, 400, "/net"],
    [{ net: -1 }, 400, "/net"],
    [{ net: 9e15, tax_ppm: 230_000 }, 400, "/net"],
    [{ net: 9e15 + 2 }, 400, "/net"],
    [{ price_kind_id: null }, 400, "/price_kind_id"],
    [{ currency: "money" }, 400, "/currency"],
    [{ currency: null }, 400, "/currency"],
    [{ min_quantity: 0 }, 400, "/min_quantity"],
    [{ min_quantity: 5, max_quantity: 4 }, 400, "/max_quantity"],
    [{ starts_at: "2027-01-02T00:00:00Z", ends_at: "2027-01-01T00:00:00Z" }, 400, "/ends_at"],
    [{ customer_id: "nobody" }, 400, "/customer_id"],
    [{ metadata: "text" }, 400, "/metadata"],
    [{ kind: "base" }, 400, "/kind"],
  ])("%j answers %i and names %s, for a new one and for a change", async (wrong, status, pointer) => {
    const { id: product_id } = await product();
    const made = await price({ product_id });
    const body = { product_id, price_kind_id: regular, currency: "USD", net: 1, ...wrong };
    const replies = [
      await shop.post("/prices", body),
      await shop.patch(`/prices/${made.id}`, { ...wrong, ...("net" in wrong ? { amount: null } : {}) }),
    ];
    for (const reply of replies) expect(firstError(reply).slice(0, 2)).toEqual([status, pointer]);
    expect((await shop.ok.get(`/prices?product_id=${product_id}`)).data).toEqual([made]);
  });

  test("are of a variant of their product", async () => {
    const [one, other] = [await product(), await product()];
    const red = await variant(one.id);
    const body = {
      product_id: other.id,
      variant_id: red.id,
      price_kind_id: regular,
      currency: "USD",
      net: 1,
    };
    expect(firstError(await shop.post("/prices", body)).slice(0, 2)).toEqual([400, "/variant_id"]);
    const made = await price({ product_id: other.id });
    const moved = await shop.ok.patch(`/prices/${made.id}`, { product_id: null, variant_id: red.id });
    expect(moved).toMatchObject({ product_id: one.id, variant_id: red.id });
  });

  test("base and seasonal prices are of their variant alone; a seasonal one can be restored", async () => {
    const { id } = await product({ base_price: 10 });
    const [base] = (await shop.ok.get(`/prices?variant_id=${id}`)).data;
    expect(base).toMatchObject({ kind: "base", product_id: id });
    expect((await shop.patch(`/prices/${base.id}`, { net: 1 })).status).toBe(422);
    expect((await shop.delete(`/prices/${base.id}`)).body.code).toBe("not_deletable");
    const days = { starts_on: "2031-01-01", ends_on: "2031-01-02" };
    const season = await shop.ok.post(`/variants/${id}/prices`, { amount: 5, ...days });
    const seasons = async () => (await shop.ok.get(`/variants/${id}`)).seasonal_prices.length;
    await remove(`/prices/${season.id}`);
    expect(await seasons()).toBe(0);
    await shop.ok.post(`/prices/${season.id}/restore`);
    expect(await seasons()).toBe(1);
  });

  test("MRC-PRI-4: a kind in use stays and says what uses it; unused it goes and comes back", async () => {
    const kind = await shop.ok.post("/price-kinds", { code: "fair", title: "Fair" });
    const { id: product_id } = await product();
    const made = await price({ product_id, price_kind_id: kind.id });
    const refused = await shop.delete(`/price-kinds/${kind.id}`);
    expect([refused.status, refused.body.code]).toEqual([409, "in_use"]);
    const { references } = await shop.ok.get(`/price-kinds/${kind.id}/in-use`);
    expect(references).toEqual({ prices: { count: 1, sample_ids: [made.id] } });
    await remove(`/prices/${made.id}`);
    await remove(`/price-kinds/${kind.id}`);
    await shop.ok.post(`/price-kinds/${kind.id}/restore`);
  });
});

test("MRC-PRI-3: the price that counts is found by what the buyer is, and by no amount", async () => {
  const { id } = await product();
  const [K, C] = [newId(), (await shop.ok.post("/order-channels", { name: "Fair" })).id];
  const tier = (await shop.ok.post("/price-kinds", { code: "tier", title: "Tier" })).id;
  const of = (net: number, more: object = {}) => price({ product_id: id, net: net * 10_000, ...more });
  expect(await bestOf(id)).toBeNull();
  await of(100);
  await of(80, { price_kind_id: sale });
  await of(70, { price_kind_id: tier, min_quantity: 10 });
  await of(95, { customer_id: K });
  await of(60, { channel_id: C });
  for (const [query, net] of [
    ["", 80],
    ["?quantity=12000000", 80],
    [`?customer_id=${K}`, 95],
    [`?channel_id=${C}`, 60],
    [`?channel_id=${newId()}`, 80],
    [`?quantity=500000`, null],
  ] as const)
    expect([query, (await bestOf(id, query))?.net ?? null]).toEqual([query, net && net * 10_000]);
  const red = await variant(id);
  await of(110, { variant_id: red.id, ends_at: "2027-01-01T00:00:00Z" });
  expect((await bestOf(id, "?at=2026-12-31T00:00:00Z")).net).toBe(110_0000);
  expect(await bestOf(id, "?at=2027-01-02T00:00:00Z")).toMatchObject({
    net: 80_0000,
    price_kind_code: "sale",
  });
  expect((await shop.get(`/products/${id}/best-price?quantity=many`)).status).toBe(400);
});

test("INV-29: another organization's products, variants and prices answer like missing ones", async () => {
  const other = await backroom.organization("Other");
  const { id } = await product();
  const red = await variant(id);
  const own = await price({ variant_id: red.id });
  const replies = [
    await other.get(`/products/${id}/best-price`),
    await other.patch(`/variants/${red.id}`, { is_default: true }),
    await other.patch(`/prices/${own.id}`, { net: 1 }),
    await other.delete(`/prices/${own.id}`),
    await other.post(`/prices/${own.id}/restore`),
    await other.get(`/price-kinds/${regular}/in-use`),
    await other.delete(`/price-kinds/${sale}`),
  ];
  expect(replies.map(({ status }) => status)).toEqual(replies.map(() => 404));
  const kind = (await other.ok.post("/price-kinds", { code: "own", title: "Own" })).id;
  for (const named of [{ product_id: id }, { variant_id: red.id }]) {
    const reply = await other.post("/prices", { ...named, price_kind_id: kind, currency: "USD", net: 1 });
    expect([reply.status, reply.body.code]).toEqual([422, "reference_not_found"]);
  }
  expect(await shop.ok.get(`/prices/${own.id}`)).toEqual(own);
});

test("MRC-FEA-7: variants and prices are written with scopes of their own", async () => {
  const { id: product_id } = await product();
  const keyWith = async (scopes: string[]) =>
    backroom.client((await shop.ok.post("/api-keys", { name: "desk", access: "scopes", scopes })).key);
  const [goods, variants, prices] = await Promise.all([
    keyWith(["read:products", "write:products"]),
    keyWith(["read:products", "write:variants"]),
    keyWith(["read:products", "write:prices"]),
  ]);
  const asked = [
    ["/products", { name: "Hat" }],
    ["/variants", { product_id }],
    ["/prices", { product_id, price_kind_id: regular, currency: "USD", net: 1 }],
  ] as const;
  for (const [key, allowed] of [
    [goods, "/products"],
    [variants, "/variants"],
    [prices, "/prices"],
  ] as const)
    for (const [path, body] of asked)
      expect([path, (await key.post(path, body)).status]).toEqual([path, path === allowed ? 201 : 403]);
});
