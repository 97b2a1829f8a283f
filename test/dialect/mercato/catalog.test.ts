/** What is offered, and at which prices (7). */
import type { Json } from "../../support/backroom.ts";
import { type Office, signedIn, startOffice } from "../../support/mercato.ts";
import { oneColor, uploadPicture } from "../../support/pictures.ts";

let office: Office;
beforeAll(async () => {
  office = await startOffice();
});
afterAll(() => office?.stop());

const KINDS = "/catalog/price-kinds";

describe("price kinds", () => {
  test("begin with two, of which the sale is a promotion (MRC-PRI-4, MRC-SEED-1)", async () => {
    const { items } = await office.admin.ok("GET", `${KINDS}?sortField=code`);
    expect(items).toMatchObject([
      { code: "regular", is_promotion: false, display_mode: "including-tax", currency_code: "USD" },
      { code: "sale", is_promotion: true, display_mode: "including-tax", currency_code: "USD" },
    ]);
    expect((await office.admin.ok("GET", `${KINDS}?isPromotion=yes`)).total).toBe(1);
  });

  test("are read in either casing, and their code is taken once (MRC-W-18, MRC-W-21)", async () => {
    const { admin } = office;
    const { id } = await admin.ok("POST", KINDS, {
      code: "outlet",
      title: "Outlet",
      display_mode: "including-tax",
    });
    const { items } = await admin.ok("GET", `${KINDS}?id=${id}`);
    expect(items[0]).toMatchObject({ code: "outlet", display_mode: "including-tax", currency_code: null });
    const { status, body } = await admin.say("POST", KINDS, { code: "outlet", title: "Again" });
    expect(status).toBe(400);
    expect(body.fieldErrors).toHaveProperty("code");
    expect((await admin.ok("GET", `${KINDS}?search=outlet`)).total).toBe(1);
  });
});

describe("variants and prices", () => {
  const [PRODUCTS, VARIANTS, PRICES] = ["/catalog/products", "/catalog/variants", "/catalog/prices"];
  const made = async (path: string, body: object): Promise<string> =>
    (await office.admin.ok("POST", path, body)).id;
  const listed = async (path: string) => (await office.admin.ok("GET", path)).items;
  const kindNamed = async (code: string): Promise<string> =>
    (await listed(`${KINDS}?search=${code}`)).find((each: Json) => each.code === code).id;

  test("an uploaded picture is the default media of its product, unless the caller names another", async () => {
    const { admin, owner, url } = office;
    const id = await made(PRODUCTS, { title: "Cup" });
    const one = async () => (await listed(`${PRODUCTS}?id=${id}`))[0];
    expect(await one()).toMatchObject({ default_media_id: null, default_media_url: null });
    const caller = { url, key: owner.key };
    const shown = await uploadPicture(caller, `/products/${id}/pictures`, await oneColor("10204a"));
    const [{ id: default_media_id, path }] = shown.pictures;
    const own = { default_media_id, default_media_url: `${url}/native/api/v1${path}` };
    expect(await one()).toMatchObject(own);
    // What a client has read it may write back; it stays the uploaded one.
    await admin.ok("PUT", PRODUCTS, { id, title: "Cup, blue", defaultMediaUrl: own.default_media_url });
    expect(await one()).toMatchObject({ title: "Cup, blue", ...own });
    expect((await owner.ok.get(`/products/${id}`)).default_media_url).toBeNull();
    await admin.ok("PUT", PRODUCTS, { id, defaultMediaUrl: "https://pictures.example/cup.png" });
    expect((await one()).default_media_url).toBe("https://pictures.example/cup.png");
  });

  test("the product itself is none of its variants, and cannot be written as one (D61)", async () => {
    const { admin } = office;
    const productId = await made(PRODUCTS, { title: "Coat" });
    expect(await listed(`${VARIANTS}?productId=${productId}`)).toEqual([]);
    const red = await made(VARIANTS, { productId, name: "Red", is_default: true, sku: "coat-red" });
    expect(await listed(`${VARIANTS}?productId=${productId}`)).toMatchObject([
      { id: red, product_id: productId, name: "Red", is_default: true, is_active: true, sku: "coat-red" },
    ]);
    expect((await listed(`${VARIANTS}?search=coat-red&isDefault=yes&isActive=1`))[0].id).toBe(red);
    for (const method of ["PUT", "DELETE"])
      expect((await admin.say(method, VARIANTS, { id: productId })).status).toBe(404);
    const other = await made(PRODUCTS, { title: "Hat" });
    const moved = await admin.say("PUT", VARIANTS, { id: red, productId: other });
    expect([moved.status, moved.body.details[0].path]).toEqual([400, ["productId"]]);
    await admin.ok("PUT", VARIANTS, { id: red, productId, name: "Dark red" });
  });

  test("a taken sku names its field, variants included (MRC-CAT-1)", async () => {
    const productId = await made(PRODUCTS, { title: "Coat", sku: "taken" });
    const id = await made(VARIANTS, { productId, sku: "taken-too" });
    for (const [method, path, body] of [
      ["POST", VARIANTS, { productId, sku: "taken" }],
      ["PUT", VARIANTS, { id, sku: "taken" }],
      ["POST", PRODUCTS, { title: "Hat", sku: "taken-too" }],
    ] as const) {
      const answer = await office.admin.say(method, path, body);
      expect([answer.status, Object.keys(answer.body.fieldErrors)]).toEqual([400, ["sku"]]);
    }
  });

  test("products are found by their categories and tags; one channel chooses the prices (MRC-CAT-4, MRC-PRI-2)", async () => {
    const { admin, owner } = office;
    const { id: coats } = await owner.ok.post("/categories", { name: "Coats" });
    const { id: hats } = await owner.ok.post("/categories", { name: "Hats" });
    const productId = await made(PRODUCTS, { title: "Parka", categoryIds: [coats], tags: ["Warm"] });
    const [{ id: warm }] = await listed("/catalog/tags?search=warm");
    const found = async (query: string) => {
      const { status, body, headers } = await admin.say("GET", `${PRODUCTS}?${query}`);
      expect([query, status, headers.get("backroom-ignored-fields")]).toEqual([query, 200, null]);
      return body.items.map(({ id }: Json) => id);
    };
    expect(await found(`categoryIds=${coats}`)).toEqual([productId]);
    expect(await found(`categoryIds=${coats},${hats}`)).toEqual([productId]);
    expect(await found(`categoryIds=${hats}`)).toEqual([]);
    expect(await found(`categoryIds=${crypto.randomUUID()}`)).toEqual([]);
    expect(await found(`tagIds=${crypto.randomUUID()}`)).toEqual([]);
    expect(await found(`tagIds=${warm}&categoryIds=${coats}`)).toEqual([productId]);
    expect(await found(`ids=${productId}&categoryIds=&tagIds=`)).toEqual([productId]);
    const channelId = await made("/sales/channels", { name: "Bazaar", code: "bazaar" });
    const priceKindId = await kindNamed("regular");
    const price = { productId, priceKindId, currencyCode: "USD" };
    await made(PRICES, { ...price, unitPriceGross: 100 });
    await made(PRICES, { ...price, unitPriceGross: 60, channelId });
    const priced = async (query: string) =>
      (await listed(`${PRODUCTS}?id=${productId}&${query}`))[0].pricing.unit_price_gross;
    expect(await priced("")).toBe(100);
    expect(await found(`channelIds=${channelId}`)).toEqual([]);
    const other = await made("/sales/channels", { name: "Market", code: "market" });
    await made("/catalog/offers", { productId, channelId, title: "Parka" });
    // Offered in one channel alone, it costs what it costs there.
    expect(await priced("")).toBe(60);
    await made("/catalog/offers", { productId, channelId: other, title: "Parka" });
    expect(await priced("")).toBe(100);
    expect(await found(`channelIds=${channelId}`)).toEqual([productId]);
    expect(await priced(`channelIds=${channelId}`)).toBe(60);
    expect(await priced(`channelIds=${channelId},${crypto.randomUUID()}`)).toBe(100);
  });

  test("a row of a product has the price that counts in the asked context (MRC-PRI-2, MRC-PRI-3)", async () => {
    const productId = await made(PRODUCTS, { title: "Boot", taxRate: 23 });
    const [regular, sale] = [await kindNamed("regular"), await kindNamed("sale")];
    const tier = await made(KINDS, { code: "tier", title: "Tier" });
    const customerId = crypto.randomUUID();
    const channelId = await made("/sales/channels", { name: "Fair", code: "the-fair" });
    const priced = (unitPriceNet: number, more: object) =>
      made(PRICES, { productId, currencyCode: "USD", unitPriceNet, ...more });
    const pricing = async (query = "") => (await listed(`${PRODUCTS}?id=${productId}${query}`))[0].pricing;
    expect(await pricing()).toBeNull();
    await priced(100, { priceKindId: regular });
    await priced(80, { priceKindId: sale });
    await priced(70, { priceKindId: tier, minQuantity: 10 });
    await priced(95, { priceKindId: regular, customerId });
    await priced(60, { priceKindId: regular, channelId });
    expect(await pricing()).toEqual({
      ...{ kind: "sale", price_kind_id: sale, price_kind_code: "sale", currency_code: "USD" },
      ...{ unit_price_net: 80, unit_price_gross: 98.4, tax_rate: 23, tax_amount: 18.4 },
      ...{ min_quantity: 1, max_quantity: null },
      scope: {
        ...{ variant_id: null, offer_id: null, channel_id: null, user_id: null, user_group_id: null },
        ...{ customer_id: null, customer_group_id: null },
      },
    });
    for (const [query, net] of [
      ["&quantity=12", 80],
      [`&customerId=${customerId}`, 95],
      [`&channelId=${channelId}`, 60],
      [`&channelId=${crypto.randomUUID()}`, 80],
    ] as const)
      expect([query, (await pricing(query)).unit_price_net]).toEqual([query, net]);
    expect(await pricing("&quantity=0.5&priceDate=2026-01-01")).toBeNull();
    for (const query of ["quantity=many", "quantity=0", "customerId=K", "priceDate=soon"]) {
      const { status, body } = await office.admin.say("GET", `${PRODUCTS}?${query}`);
      expect([status, body.details[0].path]).toEqual([400, [query.slice(0, query.indexOf("="))]]);
    }
  });

  test("prices have the code of their kind, and are found by it (MRC-PRI-1)", async () => {
    const { admin, owner } = office;
    const productId = await made(PRODUCTS, { title: "Sock" });
    await owner.ok.patch(`/variants/${productId}`, { base_price: 5_0000 });
    const priceKindId = await kindNamed("regular");
    const id = await made(PRICES, { productId, priceKindId, currencyCode: "EUR", unitPriceGross: 10.5 });
    const here = `${PRICES}?productId=${productId}`;
    expect(await listed(here)).toMatchObject([
      { id, kind: "regular", unit_price_gross: 10.5, unit_price_net: 10.5, tax_amount: 0, min_quantity: 1 },
    ]);
    expect(await listed(`${here}&kind=regular&currencyCode=EUR`)).toHaveLength(1);
    for (const other of ["kind=sale", "kind=none", "currencyCode=USD"])
      expect(await listed(`${here}&${other}`)).toEqual([]);
    const nothing = await admin.say("POST", PRICES, { productId, priceKindId, currencyCode: "EUR" });
    expect([nothing.status, nothing.body.details[0].path]).toEqual([400, ["unitPriceNet"]]);
    const nowhere = await admin.say("POST", PRICES, { priceKindId, currencyCode: "EUR", unitPriceNet: 1 });
    expect([nowhere.status, nowhere.body.details[0].path]).toEqual([400, ["productId"]]);
    const base = (await owner.ok.get(`/prices?variant_id=${productId}`)).data[0];
    for (const method of ["PUT", "DELETE"])
      expect((await admin.say(method, PRICES, { id: base.id })).status).toBe(404);
    const used = await admin.say("DELETE", KINDS, { id: priceKindId });
    expect([used.status, used.body.code]).toEqual([400, "unprocessable"]);
    await admin.ok("DELETE", PRODUCTS, { id: productId });
    expect(await listed(here)).toEqual([]);
  });

  test("belong to the business unit of their product; outside of it they are not there (MRC-SCP-4)", async () => {
    const { admin } = office;
    const south = await made("/directory/organizations", { name: "South" });
    const east = await made("/directory/organizations", { name: "East" });
    const productId = await made(PRODUCTS, { title: "Glove", sku: "glove", organizationId: south });
    const variantId = await made(VARIANTS, { productId, sku: "glove-red" });
    const price = { currencyCode: "USD", unitPriceNet: 5, priceKindId: await kindNamed("regular") };
    const id = await made(PRICES, { ...price, variantId });
    // A sku is taken in its own business unit alone.
    await made(PRODUCTS, { title: "Glove", sku: "glove-red", organizationId: east });
    const within = (unit: string) => ({ Cookie: `om_selected_org=${unit}` });
    for (const [path, row] of [
      [VARIANTS, variantId],
      [PRICES, id],
    ] as const) {
      const seen = async (unit: string) =>
        (await admin.ok("GET", `${path}?productId=${productId}`, undefined, within(unit))).items;
      expect(await seen(south)).toMatchObject([{ id: row, organization_id: south }]);
      expect(await seen(east)).toEqual([]);
      for (const method of ["PUT", "DELETE"])
        expect((await admin.say(method, path, { id: row }, within(east))).status).toBe(404);
    }
    for (const named of [{ productId }, { variantId }]) {
      const answer = await admin.say("POST", PRICES, { ...price, ...named }, within(east));
      expect([answer.status, answer.body.details[0].path]).toEqual([400, Object.keys(named)]);
    }
    const [row] = (await admin.ok("GET", `${PRODUCTS}?id=${productId}`, undefined, within(south))).items;
    expect(row.pricing).toMatchObject({ unit_price_net: 5, scope: { variant_id: variantId } });
  });

  test("what has no variants is sold as it stands, and a variant by itself", async () => {
    const { admin } = office;
    const productId = await made(PRODUCTS, { title: "Belt" });
    const variantId = await made(VARIANTS, { productId, name: "Belt, brown" });
    const quote = async (line: object) => {
      const lines = [{ currencyCode: "USD", quantity: 1, unitPriceNet: 10, ...line }];
      const { id } = await admin.ok("POST", "/sales/quotes", { currencyCode: "USD", lines });
      return (await listed(`/sales/quote-lines?quoteId=${id}`))[0].name;
    };
    expect(await quote({ productId })).toBe("Belt");
    expect(await quote({ productId, productVariantId: variantId })).toBe("Belt, brown");
  });

  test("whoever manages channels alone sees the kinds of prices (6.11)", async () => {
    const { owner } = office;
    const { role } = await owner.ok.post("/roles", { name: "Seller", features: ["sales.channels.manage"] });
    const user = await signedIn(office, owner, "seller@office.example", [role.id]);
    expect((await user.ok("GET", "/sales/price-kinds?search=regular")).items[0]).toMatchObject({
      ...{ code: "regular", display_mode: "including-tax", is_active: true, currency_code: "USD" },
    });
    expect((await user.say("GET", KINDS)).status).toBe(403);
  });
});

describe("products", () => {
  const PRODUCTS = "/catalog/products";
  const rowOf = async (id: string) => (await office.admin.ok("GET", `${PRODUCTS}?id=${id}`)).items[0];

  test("have a sku and a handle of their own in their business unit (MRC-CAT-1)", async () => {
    const { admin } = office;
    const first = { title: "Boot", sku: "boot.leather", handle: "boot" };
    await admin.ok("POST", PRODUCTS, first);
    for (const name of ["sku", "handle"] as const) {
      const { status, body } = await admin.say("POST", PRODUCTS, { title: "Shoe", [name]: first[name] });
      expect([status, Object.keys(body.fieldErrors)]).toEqual([400, [name]]);
    }
    const { id: organizationId } = await admin.ok("POST", "/directory/organizations", { name: "North" });
    const { id } = await admin.ok("POST", PRODUCTS, { ...first, organizationId });
    expect((await rowOf(id)).organization_id).toBe(organizationId);
  });

  test("take the rate of the tax that they name (MRC-CAT-1)", async () => {
    const { admin } = office;
    const tax = { name: "VAT", code: "vat-23", rate: 23 };
    const { id: taxRateId } = await admin.ok("POST", "/sales/tax-rates", tax);
    const { id } = await admin.ok("POST", PRODUCTS, { title: "Hat", taxRateId, taxRate: 5 });
    expect(await rowOf(id)).toMatchObject({ tax_rate_id: taxRateId, tax_rate: 23 });
    await admin.ok("PUT", PRODUCTS, { id, taxRate: 8 });
    expect((await rowOf(id)).tax_rate).toBe(23);
    await admin.ok("PUT", PRODUCTS, { id, taxRateId: null, taxRate: 8 });
    expect(await rowOf(id)).toMatchObject({ tax_rate_id: null, tax_rate: 8 });
    const unknown = await admin.say("POST", PRODUCTS, { title: "Cap", taxRateId: crypto.randomUUID() });
    expect([unknown.status, unknown.body.details[0].path]).toEqual([400, ["taxRateId"]]);
  });

  test("are the same as natively, where a default variant without a price is not for sale (D61)", async () => {
    const { admin, owner } = office;
    const { id } = await admin.ok("POST", PRODUCTS, { title: "Scarf", subtitle: "Of silk" });
    expect(await owner.ok.get(`/products/${id}`)).toMatchObject({ name: "Scarf", subtitle: "Of silk" });
    await owner.ok.patch(`/variants/${id}`, { quantity: 1 });
    expect(await owner.ok.get(`/variants/${id}`)).toMatchObject({ base_price: null, is_buyable: false });
    const priced = await owner.ok.patch(`/variants/${id}`, { base_price: 12_0000 });
    expect(priced).toMatchObject({ effective_price: 12_0000, is_buyable: true });
    const { items } = await admin.ok("GET", `${PRODUCTS}?search=silk&productType=simple&configurable=no`);
    expect(items.map((each: { id: string }) => each.id)).toEqual([id]);
  });
});
