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
    expect(body.fieldErrors ?? body.details).toBeDefined();
    expect((await admin.ok("GET", `${KINDS}?search=outlet`)).total).toBe(1);
  });
});
