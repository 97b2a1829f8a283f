/** Searching and completing over services (RPT-5). */
import { type Backroom, type Client, type Json, startBackroom } from "../support/backroom.ts";

let backroom: Backroom;
let shop: Client;
let coat: Json;
let ada: Json;

beforeAll(async () => {
  backroom = await startBackroom();
  shop = backroom.owner;
  ada = await shop.ok.post("/accounts", {
    first_name: "Ada",
    last_name: "Lindström",
    email: "Ada@Example.com",
    city: "Århus",
    tags: ["vip"],
  });
  const brand = await shop.ok.post("/brands", { name: "Élan Vital" });
  const category = await shop.ok.post("/categories", { name: "Coats" });
  const own = { tag_price: 100, inventory_type: "retail" };
  coat = await shop.ok.post("/items", {
    ...own,
    title: "Winter coat",
    brand_id: brand.id,
    category_id: category.id,
    tags: ["warm", "wool"],
    condition: "good",
  });
  await shop.ok.post("/items", {
    ...own,
    title: "Rain coat",
    tags: ["wool", "swim"],
    category_id: category.id,
  });
  await shop.ok.post("/items", { ...own, title: `Twin of ${coat.sku}`, tags: ["wool"] });
});
afterAll(() => backroom.stop());

const titles = async (query: string, client = shop) =>
  (await client.ok.get(`/search?${query}`)).data.map((each: Json) => each.title);
const values = async (query: string) =>
  (await shop.ok.get(`/suggest?${query}`)).data.map((each: Json) => [each.value, each.count]);
const limited = async (...scopes: string[]) =>
  backroom.client((await shop.ok.post("/api-keys", { name: "l", access: "scopes", scopes })).key);

describe("search", () => {
  test.each([
    ["query=COAT&kinds=items", ["Rain coat", "Winter coat"]],
    ["query=wint%20coa", ["Winter coat"]],
    ["query=elan", ["Winter coat"]],
    ["query=%C3%A9lan+winter", ["Winter coat"]],
    ["query=elan+rain", []],
    ["query=wool+elan", ["Winter coat"]],
    ["query=lindstrom", ["Ada Lindström"]],
    ["query=ada%40example.com", ["Ada Lindström"]],
    ["query=vip&kinds=items", []],
    ["query=coat&limit=1&kinds=items,accounts", ["Rain coat"]],
  ])("%s finds %j", async (query, found) => {
    expect(await titles(query)).toEqual(found);
  });

  test("an exact sku or number comes first, with the whole object", async () => {
    const { data: results } = await shop.ok.get(`/search?query=${coat.sku}&kinds[]=items`);
    expect(results.map((each: Json) => each.title)).toEqual(["Winter coat", `Twin of ${coat.sku}`]);
    expect(results[0]).toEqual({
      kind: "items",
      id: coat.id,
      title: "Winter coat",
      document: await shop.ok.get(`/items/${coat.id}`),
    });
    const accounts = (await shop.ok.get(`/search?query=${ada.number}&kinds=accounts`)).data;
    expect(accounts[0]).toMatchObject({
      kind: "accounts",
      id: ada.id,
      document: { email: "Ada@Example.com" },
    });
  });

  test("only what the key may read is found; without a key nothing is (PRM-5)", async () => {
    const items = await limited("read:items");
    expect(await titles("query=ada", items)).toEqual([]);
    expect(await titles("query=coat", items)).toHaveLength(2);
    expect(await titles("query=coat", await limited("read:sales"))).toEqual([]);
    const anonymous = await fetch(`${backroom.url}/api/v1/search?query=coat`);
    expect(anonymous.status).toBe(401);
    const other = await backroom.organization("Other shop");
    expect(await titles("query=coat", other)).toEqual([]);
  });

  test.each([
    ["", "search"],
    ["query=", "search"],
    ["query=%2B%2B", "query"],
    ["query=a&kinds=sales", "kinds"],
    ["query=a&limit=51", "limit"],
    ["query=a&entity=items", "entity"],
  ])("'%s' is refused at %s", async (query, field) => {
    const refused = await shop.get(`/search?${query}`);
    expect(refused).toMatchObject({ status: 400, body: { errors: [{ pointer: field }] } });
  });
});

describe("suggest", () => {
  test.each([
    [
      "kind=items&field=tags&value=w",
      [
        ["wool", 3],
        ["warm", 1],
        ["swim", 1],
      ],
    ],
    [
      "kind=items&field=tags&value=",
      [
        ["wool", 3],
        ["swim", 1],
        ["warm", 1],
      ],
    ],
    ["kind=items&field=tags&value=w&limit=1", [["wool", 3]]],
    [
      "kind=items&field=title&value=COAT",
      [
        ["Rain coat", 1],
        ["Winter coat", 1],
      ],
    ],
    ["kind=items&field=brand&value=elan", [["Élan Vital", 1]]],
    ["kind=items&field=category&value=oat", [["Coats", 2]]],
    ["kind=items&field=condition&value=go", [["good", 1]]],
    ["kind=items&field=title&value=.*", []],
    ["kind=accounts&field=city&value=arh", [["Århus", 1]]],
    ["kind=accounts&field=tags&value=V", [["vip", 1]]],
  ])("%s gives %j", async (query, found) => {
    expect(await values(query)).toEqual(found);
  });

  test.each([
    ["kind=items&field=sku&value=1", 400, "field"],
    ["kind=accounts&field=email&value=a", 400, "field"],
    ["kind=sales&field=tags&value=a", 400, "kind"],
    ["kind=items&field=tags&value=a&limit=21", 400, "limit"],
  ])("%s is refused with %d at %s, naming what is allowed", async (query, status, field) => {
    const refused = await shop.get(`/suggest?${query}`);
    expect(refused).toMatchObject({ status, body: { errors: [{ pointer: field }] } });
  });

  test("a kind that the key may not read is forbidden", async () => {
    const refused = await (await limited("read:items")).get("/suggest?kind=accounts&field=tags&value=a");
    expect(refused).toMatchObject({ status: 403, body: { required_scope: "read:accounts" } });
  });
});

test("API-12: both are in the document, for any key", async () => {
  const { paths }: Json = await (await fetch(`${backroom.url}/api/v1/openapi.json`)).json();
  for (const path of ["/search", "/suggest"]) expect(paths[path].get.security).toEqual([{ key: [] }]);
});
