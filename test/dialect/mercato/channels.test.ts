/** Channels of selling: those of Pharus and natively, with a code (6.1, 17.3). */
import { beginSellingTerms } from "../../../services/sales/public.ts";
import { newId } from "../../../shared/ids.ts";
import { systemMeta } from "../../../shared/meta.ts";
import { type Office, startOffice } from "../../support/mercato.ts";

let office: Office;
beforeAll(async () => {
  office = await startOffice();
});
afterAll(() => office?.stop());

const CHANNELS = "/sales/channels";
const rowOf = async (id: string) => (await office.admin.ok("GET", `${CHANNELS}?id=${id}`)).items[0];

test("every organization begins with ways to send and to pay, and with a rate of nothing (MRC-SEED-1)", async () => {
  const { admin } = office;
  const codes = async (path: string) => {
    const { items } = await admin.ok("GET", path);
    return items.map(({ code }: { code: string }) => code).sort();
  };
  expect(await codes("/sales/shipping-methods")).toEqual(["flat-rate", "pick-up"]);
  const paying = "/sales/payment-methods";
  expect(await codes(paying)).toEqual(["card", "cash-on-delivery", "wire-transfer"]);
  const { items: rates } = await admin.ok("GET", "/sales/tax-rates");
  expect(rates).toMatchObject([{ code: "standard", rate: 0, isDefault: true }]);
  const { items } = await admin.ok("GET", `${paying}?search=card`);
  await admin.ok("DELETE", paying, { id: items[0].id });
  expect((await admin.ok("POST", "/sales/orders", { currencyCode: "USD" })).id).toBeTruthy();
  // Whoever begins anew finds everything there, or deleted.
  const [{ id: org_id }] = (await office.owner.ok.get("/organizations")).data;
  const again = await office.process.call(beginSellingTerms, {}, systemMeta("test", org_id, newId()));
  expect(again).toEqual({ made: 0 });
  expect(await codes(paying)).toEqual(["cash-on-delivery", "wire-transfer"]);
});

test("a code is kept in small letters and taken once in its business unit (6.1, MRC-W-21)", async () => {
  const { admin } = office;
  const { id } = await admin.ok("POST", CHANNELS, { name: "Web shop", code: "Web_Shop" });
  expect(await rowOf(id)).toMatchObject({ code: "web_shop", isActive: true, offerCount: 0, country: null });
  const again = await admin.say("POST", CHANNELS, { name: "Another", code: "WEB_shop" });
  expect([again.status, Object.keys(again.body.fieldErrors)]).toEqual([400, ["code"]]);
  await admin.ok("PUT", CHANNELS, { id, code: "web_shop", name: "The web shop" });
  expect((await rowOf(id)).name).toBe("The web shop");
  const unnamed = await admin.say("PUT", CHANNELS, { id, name: "Nameless" });
  expect([unnamed.status, unnamed.body.details[0].path]).toEqual([400, ["code"]]);
  expect((await rowOf(id)).name).toBe("The web shop");
  const { id: organizationId } = await admin.ok("POST", "/directory/organizations", { name: "North" });
  await admin.ok("POST", CHANNELS, { name: "Web shop", code: "web_shop", organizationId });
});

test("an empty text clears what need not be there (MRC-W-5)", async () => {
  const { admin } = office;
  const { id } = await admin.ok("POST", CHANNELS, {
    ...{ name: "Empty", code: "empty", description: "", contactEmail: "", country: "" },
  });
  expect(await rowOf(id)).toMatchObject({ description: null, contactEmail: null, country: null });
  const [PRODUCTS, ORDERS] = ["/catalog/products", "/sales/orders"];
  const product = await admin.ok("POST", PRODUCTS, { title: "Cup", sku: "cup.2", handle: "cup-2" });
  await admin.ok("PUT", PRODUCTS, { id: product.id, sku: "", handle: "", subtitle: "" });
  const [row] = (await admin.ok("GET", `${PRODUCTS}?id=${product.id}`)).items;
  expect(row).toMatchObject({ sku: null, handle: null, subtitle: null });
  const order = await admin.ok("POST", ORDERS, { currencyCode: "USD", comment: "Soon." });
  const changed = await admin.ok("PUT", ORDERS, { id: order.id, comment: "" });
  expect(changed.comment).toBeNull();
  expect((await admin.say("PUT", PRODUCTS, { id: product.id, title: "" })).status).toBe(400);
});

test("a tag without a slug has that of its label; colors are kept in small letters (6.1, MRC-DIC-1)", async () => {
  const { admin } = office;
  const { id } = await admin.ok("POST", "/sales/tags", { label: "Very Big" });
  const [tag] = (await admin.ok("GET", `/sales/tags?id=${id}`)).items;
  expect(tag).toMatchObject({ slug: "very-big", label: "Very Big" });
  expect((await admin.say("POST", "/sales/tags", { label: "Other", slug: "Very-BIG" })).status).toBe(400);
  const word = await admin.ok("POST", "/sales/order-statuses", { value: "Waiting", color: "#FFAA00" });
  const [status] = (await admin.ok("GET", `/sales/order-statuses?id=${word.id}`)).items;
  expect(status).toMatchObject({ value: "Waiting", color: "#ffaa00" });
});

test("an object that is sent takes the place of the stored one (MRC-W-5)", async () => {
  const { admin } = office;
  for (const path of [CHANNELS, "/sales/payment-methods", "/sales/tax-rates"]) {
    const given = { name: "Noted", code: "noted", ...(path.endsWith("rates") ? { rate: 5 } : {}) };
    const { id } = await admin.ok("POST", path, { ...given, metadata: { a: 1, b: { c: 2 } } });
    const metadata = async () => (await admin.ok("GET", `${path}?search=noted`)).items[0].metadata;
    await admin.ok("PUT", path, { id, code: "noted", metadata: { b: { d: 3 } } });
    expect([path, await metadata()]).toEqual([path, { b: { d: 3 } }]);
    await admin.ok("PUT", path, { id, code: "noted", metadata: null });
    expect(await metadata()).toBeNull();
  }
});

test("names may repeat here; a word without a code is there once (LKP-1)", async () => {
  const { admin, owner } = office;
  await admin.ok("POST", CHANNELS, { name: "Fair", code: "fair-1" });
  await admin.ok("POST", CHANNELS, { name: "Fair", code: "fair-2" });
  const { id } = await owner.ok.post("/order-channels", { name: "Fair" });
  expect((await owner.post("/order-channels", { name: "FAIR" })).status).toBe(409);
  expect(await rowOf(id)).toMatchObject({ name: "Fair", code: null });
});

test("one that a document names stays, and a changed document names one that there is (DEL-5, MRC-DOC-2)", async () => {
  const { admin, owner } = office;
  const { id } = await admin.ok("POST", CHANNELS, { name: "Agents", code: "agents" });
  const { id: quote } = await admin.ok("POST", "/sales/quotes", { currencyCode: "USD", channelId: id });
  expect((await admin.say("DELETE", `${CHANNELS}?id=${id}`)).status).toBe(409);
  expect((await owner.ok.get(`/order-channels/${id}/in-use`)).references).toHaveProperty("sales_quotes");
  const wrong = await admin.say("PUT", "/sales/quotes", { id: quote, channelId: crypto.randomUUID() });
  expect([wrong.status, wrong.body.details[0].path]).toEqual([400, ["channelId"]]);
  await admin.ok("PUT", "/sales/quotes", { id: quote, channelId: null });
  await admin.ok("DELETE", `${CHANNELS}?id=${id}`);
  expect(await rowOf(id)).toBeUndefined();
});
