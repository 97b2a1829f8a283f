/** Products in channels as Mercato's clients see them (MRC-PRI-4, MRC-CAT-4). */
import { type Office, startOffice } from "../../support/mercato.ts";

let office: Office;
beforeAll(async () => {
  office = await startOffice();
});
afterAll(() => office?.stop());

const OFFERS = "/catalog/offers";
const made = async (path: string, body: object): Promise<string> =>
  (await office.admin.ok("POST", path, body)).id;
const rowOf = async (path: string, id: string) => (await office.admin.ok("GET", `${path}?id=${id}`)).items[0];

test("an offer shows its product and what it costs there; product and channel tell of it (MRC-PRI-4, MRC-CAT-4)", async () => {
  const { admin } = office;
  const channelId = await made("/sales/channels", { name: "Bazaar", code: "bazaar" });
  const offers = [{ channelId, description: "At the gate." }];
  const productId = await made("/catalog/products", { title: "Parka", sku: "parka", offers });
  const product = await rowOf("/catalog/products", productId);
  const [{ id }] = product.offers;
  expect(product).toMatchObject({
    channel_ids: [channelId],
    offers: [{ channelId, channelName: "Bazaar", channelCode: "bazaar", title: "Parka" }],
  });
  const [{ id: priceKindId }] = (await admin.ok("GET", "/catalog/price-kinds?search=regular")).items;
  const price = { productId, priceKindId, currencyCode: "USD", unitPriceGross: 60, offerId: id };
  const priceId = await made("/catalog/prices", price);
  expect(await rowOf("/catalog/prices", priceId)).toMatchObject({ offer_id: id, channel_id: channelId });
  expect(await rowOf(OFFERS, id)).toMatchObject({
    ...{ title: "Parka", description: "At the gate.", isActive: true },
    product: { id: productId, title: "Parka", sku: "parka", defaultMediaUrl: null },
    productChannelPrice: { unit_price_gross: 60, scope: { offer_id: id, channel_id: channelId } },
  });
  expect((await rowOf("/sales/channels", channelId)).offerCount).toBe(1);
  const twice = await admin.say("POST", OFFERS, { productId, channelId, title: "Again" });
  expect([twice.status, Object.keys(twice.body.fieldErrors)]).toEqual([400, ["channelId"]]);
  await admin.ok("DELETE", OFFERS, { id });
  expect((await rowOf("/sales/channels", channelId)).offerCount).toBe(0);
  expect((await rowOf("/catalog/products", productId)).offers).toEqual([]);
  expect((await admin.ok("GET", `${OFFERS}?id=${id}&withDeleted=true`)).total).toBe(1);
  expect((await admin.say("DELETE", OFFERS, { id })).status).toBe(404);
});
