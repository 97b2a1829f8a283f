/** The prices that count are read for a whole page of products at once (MRC-PRI-2). */
import { type Office, startOffice } from "../../support/mercato.ts";
import { type WireCounts, wireCounts } from "../../support/wire-counts.ts";

let counts: WireCounts;
let office: Office;
beforeAll(async () => {
  counts = await wireCounts(process.env.TEST_MONGO_URL!);
  office = await startOffice({ mongo_url: counts.url });
});
afterAll(async () => {
  await office?.stop();
  await counts?.stop();
});

test("a page of many products asks as often as a page of one", async () => {
  const { admin } = office;
  const [{ id: priceKindId }] = (await admin.ok("GET", "/catalog/price-kinds?search=regular")).items;
  const all = [1, 2, 3, 4, 5];
  for (const unitPriceNet of all) {
    const { id: productId } = await admin.ok("POST", "/catalog/products", { title: `Coat ${unitPriceNet}` });
    const price = { productId, priceKindId, currencyCode: "USD", unitPriceNet };
    await admin.ok("POST", "/catalog/prices", price);
  }
  async function asked(size: number): Promise<string[]> {
    counts.reset();
    const { items } = await admin.ok("GET", `/catalog/products?pageSize=${size}&sortField=createdAt`);
    expect(items.map((each: { pricing: object }) => each.pricing)).toMatchObject(
      all.slice(0, size).map((unit_price_net) => ({ unit_price_net })),
    );
    return counts
      .commands()
      .filter(({ db, kind }) => db.endsWith("_catalog") && kind === "request")
      .map(({ collection, name }) => `${collection} ${name}`)
      .filter((each) => /^price/.test(each))
      .sort();
  }
  expect(await asked(5)).toEqual(["price_kinds find", "prices find"]);
  expect(await asked(1)).toEqual(["price_kinds find", "prices find"]);
});
