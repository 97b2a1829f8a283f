/** What is offered, and at which prices (7). */
import { type Office, startOffice } from "../../support/mercato.ts";

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
