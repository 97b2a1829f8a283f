/** Channels of selling: those of Pharus and natively, with a code (6.1, 17.3). */
import { type Office, startOffice } from "../../support/mercato.ts";

let office: Office;
beforeAll(async () => {
  office = await startOffice();
});
afterAll(() => office?.stop());

const CHANNELS = "/sales/channels";
const rowOf = async (id: string) => (await office.admin.ok("GET", `${CHANNELS}?id=${id}`)).items[0];

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
