/** What a caller is told when he is wrong: the nearest name, the number there is, where to read more. */
import { type Backroom, startBackroom } from "../support/backroom.ts";
import { openShop, type Shop } from "../support/shop.ts";

let backroom: Backroom;
let shop: Shop;
beforeAll(async () => {
  backroom = await startBackroom();
  shop = await openShop(backroom.owner);
});
afterAll(() => backroom.stop());

test.each([
  [
    "/items?store=1",
    "There is no query parameter 'store' here. Did you mean 'store_id'? The documentation page /docs lists those that there are.",
  ],
  ["/items?tagprice=1", "Did you mean 'tag_price'?"],
  [
    "/items?zzzzzzzz=1",
    "There is no query parameter 'zzzzzzzz' here. The documentation page /docs lists those that there are.",
  ],
  ["/ops/status?x=1", "There is no query parameter 'x' here. Allowed: none."],
])("%s is told what was meant, without a list of eighty names", async (path, sentence) => {
  const { status, body } = await backroom.owner.get(path);
  expect(status).toBe(400);
  expect(body.detail).toContain(sentence);
  expect(body.detail.length).toBeLessThan(300);
});

test("the type of a problem leads to an explanation, and every code has one (API-2)", async () => {
  const { body } = await backroom.owner.get("/items/01a21f2b-304c-7220-86c8-5244cae83770");
  const page = await fetch(new URL(body.type, backroom.url));
  expect(page.status).toBe(200);
  expect(page.headers.get("content-type")).toBe("text/html; charset=utf-8");
  expect(await page.text()).toContain("No such route");
  const all = await (await fetch(`${backroom.url}/problems`)).text();
  for (const code of ["validation_failed", "unavailable", "insufficient_balance"])
    expect(all).toContain(code);
  expect((await fetch(`${backroom.url}/problems/nope`)).status).toBe(404);
});

test("more units than there are: how many there are, and how many were asked for (SALE-4)", async () => {
  const { owner } = backroom;
  const item = await owner.ok.post("/items", {
    ...{ title: "Mug", tag_price: 500, inventory_type: "retail", store_id: shop.store, quantity: 1 },
  });
  const lines = [{ item_id: item.id, quantity: 2 }];
  const payments = [{ type: "cash", amount: 5000 }];
  const { status, body } = await owner.post("/sales/ring-up", { store_id: shop.store, lines, payments });
  const sentence = "Only 1 unit of this item is available; you asked for 2.";
  expect({ status, body }).toMatchObject({
    status: 409,
    body: { code: "item_not_available", detail: sentence, errors: [{ message: sentence }] },
  });
});

test("a search takes `search`, as lists do, and answers `data` (RPT-5)", async () => {
  const { owner } = backroom;
  await owner.ok.post("/items", {
    title: "Sextant",
    tag_price: 500,
    inventory_type: "retail",
    store_id: shop.store,
  });
  for (const name of ["search", "query"])
    expect((await owner.ok.get(`/search?${name}=sextant`)).data).toMatchObject([{ title: "Sextant" }]);
});

test("a webhook address that is refused names the setting that allows it (WHK-5)", async () => {
  for (const url of ["http://10.1.2.3:8080/x", "https://10.1.2.3:8080/x"]) {
    const { status, body } = await backroom.owner.post("/webhook-endpoints", { url, event_types: ["*"] });
    expect(status).toBe(400);
    expect(body.detail).toMatch(/10\.1\.2\.3:8080 in WEBHOOKS_ALLOWED_HOSTS\.$/);
  }
});
