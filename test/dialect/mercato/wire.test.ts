/** What the areas of Mercato have in common on the wire: pages, deleted rows, taken words (1.2 to 1.5). */
import type { Json } from "../../support/backroom.ts";
import { type Office, PASSWORD, speaking, startOffice } from "../../support/mercato.ts";
import { seedOf } from "../../support/seed.ts";

let office: Office;
beforeAll(async () => {
  office = await startOffice();
});
afterAll(() => office?.stop());

const ok = (...asked: [string, string, Json?]): Promise<Json> => office.admin.ok(...asked);
const say = (...asked: [string, string, Json?]) => office.admin.say(...asked);
const made = async (path: string, body: Json): Promise<string> => (await ok("POST", path, body)).id;

const defaultSize = ({ said }: { said: Json | null }): number | undefined =>
  said?.parameters?.find(({ name }: Json) => name === "pageSize")?.schema["x-inferred-default"];
/** Sizes that the document does not print (MRC-W-9). */
const unprinted: Record<string, number> = { "/api_keys/keys": 20 };
const parameterNames = ({ said }: { said: Json | null }): string[] =>
  said?.parameters?.map(({ name }: Json) => name) ?? [];

const lists = seedOf("mercato").operations.filter(
  (each) => each.method === "GET" && parameterNames(each).includes("pageSize"),
);
/** What some lists need besides. */
const beside: Record<string, () => Promise<string>> = {
  "/sales/document-addresses": async () =>
    `documentId=${await made("/sales/quotes", { currencyCode: "USD" })}&documentKind=quote`,
  "/directory/organizations": async () => "view=manage",
};
const asking = async (path: string, query: string): Promise<string> =>
  `${path}?${[await beside[path]?.(), query].filter(Boolean).join("&")}`;

test.each(lists.map((each) => [each.path, each] as const))(
  "%s pages by the size of its document, and by none below 1 (MRC-W-9)",
  async (path, list) => {
    const page = await ok("GET", await asking(path, ""));
    expect(page).toMatchObject({
      page: 1,
      pageSize: defaultSize(list) ?? unprinted[path],
      total: expect.any(Number),
    });
    expect((await ok("GET", await asking(path, "pageSize=500"))).pageSize).toBe(100);
    for (const wrong of ["pageSize=0", "pageSize=-1", "pageSize=many", "page=0"]) {
      const { status, body } = await say("GET", await asking(path, wrong));
      expect([wrong, status, body.details?.[0].path]).toEqual([wrong, 400, [wrong.split("=")[0]]]);
    }
  },
);

test("deleted people, companies, addresses, notes and tags are in no list; what Mercato keeps is shown on demand (MRC-W-14)", async () => {
  const entityId = await made("/customers/companies", { displayName: "Gone" });
  const contextId = await made("/sales/quotes", { currencyCode: "USD" });
  const product = await made("/catalog/products", { title: "Coat" });
  const rows: Record<string, Json> = {
    "/customers/people": { firstName: "Ada", lastName: "Lind" },
    "/customers/companies": { displayName: "Mill" },
    "/customers/addresses": { entityId, addressLine1: "Lane 1" },
    "/sales/notes": { contextType: "quote", contextId, body: "Ring first" },
    "/sales/tags": { label: "Urgent" },
    "/catalog/price-kinds": { code: "gone", title: "Gone" },
    "/sales/order-statuses": { value: "gone" },
    "/sales/channels": { name: "Fair", code: "fair" },
    "/sales/shipping-methods": { name: "Bike", code: "bike" },
    "/sales/payment-methods": { name: "Coins", code: "coins" },
    "/sales/delivery-windows": { name: "Noon", code: "noon" },
    "/sales/tax-rates": { name: "Low", code: "low", rate: 5 },
    "/sales/quotes": { currencyCode: "USD" },
    "/sales/orders": { currencyCode: "USD" },
    "/catalog/products": { title: "Hat" },
    "/catalog/variants": { productId: product, name: "Blue" },
  };
  for (const [path, body] of Object.entries(rows)) {
    const id = await made(path, body);
    await ok("DELETE", path, { id });
    const list = lists.find((each) => each.path === path)!;
    const query = `${path}?ids=${id}&withDeleted=true`;
    // Channels are gone for good.
    const keeps = parameterNames(list).includes("withDeleted");
    const shown = keeps && path !== "/sales/channels" ? 1 : 0;
    const { status, body: page, headers } = await say("GET", query);
    expect([path, status, page.total]).toEqual([path, 200, shown]);
    expect([path, headers.get("backroom-ignored-fields")]).toEqual([path, keeps ? null : "withDeleted"]);
  }
});

test("a word that is taken is named as the caller sends it (MRC-W-21)", async () => {
  const { id: unit } = (await ok("GET", "/directory/organizations")).items[0];
  const dictionary = await made("/dictionaries", { key: "taken", name: "Taken" });
  const productId = await made("/catalog/products", { title: "Boot" });
  const login = { password: PASSWORD, organizationId: unit };
  const twice: [string, string, Json, number][] = [
    ["/sales/orders", "orderNumber", { currencyCode: "USD", orderNumber: "O-1" }, 409],
    ["/sales/quotes", "quoteNumber", { currencyCode: "USD", quoteNumber: "Q-1" }, 409],
    ["/sales/channels", "code", { code: "shop", name: "Shop" }, 400],
    ["/sales/shipping-methods", "code", { name: "Van", code: "van" }, 409],
    ["/sales/payment-methods", "code", { name: "Cheque", code: "cheque" }, 409],
    ["/sales/delivery-windows", "code", { name: "Late", code: "late" }, 409],
    ["/sales/tags", "slug", { label: "Late", slug: "late" }, 400],
    ["/catalog/products", "sku", { title: "A", sku: "A-1" }, 400],
    ["/catalog/products", "handle", { title: "B", handle: "b" }, 400],
    ["/catalog/variants", "sku", { productId, name: "C", sku: "C-1" }, 400],
    ["/catalog/price-kinds", "code", { title: "D", code: "d" }, 400],
    ["/auth/users", "email", { ...login, email: "twice@office.example" }, 400],
    ["/auth/roles", "name", { name: "twice" }, 400],
    ["/dictionaries", "key", { key: "twice", name: "Twice" }, 409],
    [`/dictionaries/${dictionary}/entries`, "value", { value: "twice" }, 409],
    ["/sales/order-statuses", "value", { value: "twice" }, 409],
  ];
  const answers: unknown[] = [];
  for (const [path, , body] of twice) {
    await ok("POST", path, body);
    const again = await say("POST", path, path === "/sales/channels" ? { ...body, name: "Other" } : body);
    const [named] = Object.keys(again.body.fieldErrors ?? {});
    answers.push([path, named, body, again.status]);
    expect(again.body.details[0]).toMatchObject({ path: [named], code: "duplicate", origin: "validation" });
  }
  expect(answers).toEqual(twice);
  const quoteId = await made("/sales/quotes", { currencyCode: "USD" });
  const converted = await say("POST", "/sales/quotes/convert", { quoteId, orderNumber: "O-1" });
  expect([converted.status, Object.keys(converted.body.fieldErrors)]).toEqual([409, ["orderNumber"]]);
  const renamed = await say("PUT", "/sales/orders", {
    id: await made("/sales/orders", { currencyCode: "USD" }),
    orderNumber: "O-1",
  });
  expect([renamed.status, Object.keys(renamed.body.fieldErrors)]).toEqual([409, ["orderNumber"]]);
});

test("the language is told, chosen, and kept by a cookie (MRC-AUT-5)", async () => {
  const speak = speaking(office.url);
  const { status, body } = await speak("GET", "/auth/locale");
  expect([status, body]).toEqual([200, { locale: "en" }]);
  const chosen = await speak("GET", "/auth/locale?locale=pl&redirect=/orders");
  const [cookie = ""] = chosen.headers.getSetCookie();
  expect([chosen.status, chosen.headers.get("location")]).toEqual([302, "/orders"]);
  expect(cookie).toMatch(/^locale=pl; Max-Age=31536000/);
  const Cookie = cookie.split(";")[0]!;
  expect((await speak("GET", "/auth/locale", undefined, { Cookie })).body).toEqual({ locale: "pl" });
  const onward = async (query: string) => {
    const { status, headers } = await speak("GET", `/auth/locale?${query}`, undefined, { Cookie });
    return [status, headers.get("location"), headers.getSetCookie()];
  };
  expect(await onward("redirect=/orders")).toEqual([302, "/orders", []]);
  expect(await onward("locale=&redirect=//elsewhere.example")).toEqual([302, "/", []]);
  expect(await onward("locale=de")).toEqual([302, "/", [expect.stringMatching(/^locale=de/)]]);
  for (const locale of ["xx", ""]) {
    expect((await speak("POST", "/auth/locale", { locale })).status).toBe(400);
    if (locale) expect((await onward(`locale=${locale}`))[0]).toBe(400);
  }
});

test("lists of users and roles name what they ignore, and nothing else (MRC-W-3)", async () => {
  for (const [path, query, ignored] of [
    ["/auth/users", "page=1&pageSize=5&search=super&roleIds=&organizationId=", null],
    ["/auth/users", "pageSize=5&color=red", "color"],
    ["/auth/roles", "pageSize=5&search=admin&sortField=name", null],
    ["/auth/roles", "color=red", "color"],
  ] as const) {
    const { status, headers } = await say("GET", `${path}?${query}`);
    expect([path, query, status, headers.get("backroom-ignored-fields")]).toEqual([
      path,
      query,
      200,
      ignored,
    ]);
  }
});

test("tax rates are found by name and by code (6.1)", async () => {
  const id = await made("/sales/tax-rates", { name: "Books and papers", code: "REDUCED-7", rate: 7 });
  for (const term of ["papers", "reduced", "7", "REDUCED-7"])
    expect([
      term,
      (await ok("GET", `/sales/tax-rates?search=${term}`)).items.map((row: Json) => row.id),
    ]).toEqual([term, [id]]);
});

test("a shipment is removed by its own id, in the body or the query (MRC-W-6)", async () => {
  const lines = [{ currencyCode: "USD", name: "Coat", quantity: 5, unitPriceNet: 10 }];
  const orderId = await made("/sales/orders", { currencyCode: "USD", lines });
  const other = await made("/sales/orders", { currencyCode: "USD", lines });
  const [line] = (await ok("GET", `/sales/order-lines?orderId=${orderId}`)).items;
  const ship = (quantity: number) =>
    made("/sales/shipments", { orderId, items: [{ orderLineId: line.id, quantity }] });
  const [first, second, third] = [await ship(1), await ship(2), await ship(2)];
  expect((await say("DELETE", "/sales/shipments", { id: first, orderId: other })).status).toBe(404);
  expect(await ok("DELETE", "/sales/shipments", { id: first })).toEqual({ ok: true });
  expect(await ok("DELETE", `/sales/shipments?id=${second}`)).toEqual({ ok: true });
  expect(await ok("DELETE", "/sales/shipments", { id: third, orderId })).toEqual({ ok: true });
  expect((await say("DELETE", "/sales/shipments", { id: first })).status).toBe(404);
  const [after] = (await ok("GET", `/sales/order-lines?orderId=${orderId}`)).items;
  expect(after.fulfilled_quantity).toBe(0);
  const key = { "Idempotency-Key": crypto.randomUUID() };
  const again = await ship(1);
  for (let i = 0; i < 2; i++)
    expect(await office.admin.ok("DELETE", "/sales/shipments", { id: again }, key)).toEqual({ ok: true });
});
