/** What people type is found whatever its case, accents and Unicode form, sorted as people sort, and there once (RPT-5, ID-3). */
import mongoose from "mongoose";
import { WORDS_VERSION } from "../../shared/resource/words.ts";
import { type Backroom, type Client, type Json, startBackroom } from "../support/backroom.ts";
import { giveBack } from "../support/namespaces.ts";

let backroom: Backroom;
let owner: Client;
let store: string;

beforeAll(async () => {
  backroom = await startBackroom();
});
afterAll(() => backroom.stop());
beforeEach(async () => {
  owner = await backroom.organization("Shop");
  store = (await owner.ok.post("/stores", { name: "Main", timezone: "UTC" })).id;
});

const item = (title: string, more: object = {}) =>
  owner.ok.post("/items", { title, tag_price: 500, inventory_type: "retail", store_id: store, ...more });

const NFC = "Herm\u00e8s";
const NFD = "Herme\u0300s";

describe("equality", () => {
  test.each(["phil@example.com", "PHIL@EXAMPLE.COM", "Phil@Example.com"])(
    "an e-mail address is found as %s, by whatever API",
    async (asked) => {
      const { id, email } = await owner.ok.post("/accounts", {
        first_name: "Phil",
        email: "Phil@Example.com",
      });
      expect(email).toBe("Phil@Example.com");
      const encoded = encodeURIComponent(asked);
      const found = [
        await owner.ok.get(`/accounts?email=${encoded}`),
        await owner.ok.get(`/accounts?email:in=${encoded},other@example.com`),
      ].map(({ data }) => data.map((each: Json) => each.id));
      expect(found).toEqual([[id], [id]]);
      expect((await owner.ok.get(`/accounts?email:ne=${encoded}`)).data).toEqual([]);
      const reply = await fetch(`${backroom.url}/consigncloud/api/v1/accounts?email=${encoded}`, {
        headers: { authorization: `Bearer ${owner.key}` },
      });
      const body: Json = await reply.json();
      expect(body).toMatchObject({ data: [{ id }] });
    },
  );

  test("codes, numbers, names and tags are found so too", async () => {
    const card = await owner.ok.post("/gift-cards", { initial_amount: 100, code: "Gift-Abc" });
    expect((await owner.ok.get("/gift-cards?code=gIFT-aBC")).data).toMatchObject([{ id: card.id }]);
    expect((await owner.post("/gift-cards", { initial_amount: 100, code: "GIFT-ABC" })).status).toBe(409);
    const account = await owner.ok.post("/accounts", { first_name: "Bo", number: "Vip-7", tags: [NFD] });
    expect((await owner.ok.get("/accounts?number=VIP-7")).data).toMatchObject([{ id: account.id }]);
    const twice = await owner.post("/accounts", { first_name: "Cy", number: "vip-7" });
    expect(twice).toMatchObject({ status: 409, body: { errors: [{ pointer: "/number" }] } });
    for (const tag of [NFC, NFD, "HERM\u00c8S"])
      expect((await owner.ok.get(`/accounts?tags=${encodeURIComponent(tag)}`)).data).toHaveLength(1);
    // Accents count where one value is asked for.
    expect((await owner.ok.get("/accounts?tags=Hermes")).data).toEqual([]);
    const tax = await owner.ok.post("/taxes", { name: "VAT", rate_ppm: 1000, type: "exclusive" });
    expect((await owner.ok.get("/taxes?name=vat")).data).toMatchObject([{ id: tax.id }]);
  });

  test("a tag that is said twice, in another form or in capitals, is one", async () => {
    const { id } = await item("Tagged", { tags: [NFC, NFD, NFC.toUpperCase(), "old"] });
    expect(await owner.ok.get(`/items/${id}`)).toMatchObject({ tags: [NFC, "old"] });
  });

  test("a change is found by what it says now, in bulk as by itself", async () => {
    const { id } = await item("Hat", { tags: ["Old"] });
    await owner.ok.patch(`/items/${id}`, { tags: ["New"] });
    expect((await owner.ok.get("/items?tags=old")).data).toEqual([]);
    await owner.ok.post("/items/bulk-edits", { ids: [id], changes: { tags: ["Newer"], title: "Cap" } });
    expect((await owner.ok.get("/items?tags=newer")).data).toMatchObject([{ id, title: "Cap" }]);
  });
});

test.each([
  ["/items", { title: "  ", tag_price: 1, inventory_type: "retail" }, "/title"],
  ["/brands", { name: "\u00a0" }, "/name"],
  ["/stores", { name: "\t", timezone: "UTC" }, "/name"],
  ["/accounts", { first_name: " ", last_name: "\u200b" }, "/first_name"],
  ["/accounts", { first_name: "Bo", tags: [" "] }, "/tags/0"],
])("%s takes no name of blanks only: %j", async (path, body, pointer) => {
  expect(await owner.post(path, body)).toMatchObject({ status: 400, body: { errors: [{ pointer }] } });
});

describe("letters that do not decompose", () => {
  test.each([
    ["Søren bag", "soren", /^soren-bag-/],
    ["Straßenmantel", "strassenmantel", /^strassenmantel-/],
    ["Łodzi Đorđe", "lodzi dorde", /^lodzi-dorde-/],
    ["Ævar œuvre Þór", "aevar oeuvre thor", /^aevar-oeuvre-thor-/],
    ["Işık ISTANBUL İzmir", "isik istanbul izmir", /^isik-istanbul-izmir-/],
  ])("%s is found by %s", async (title, query, slug) => {
    const made = await item(title);
    expect(made.slug).toMatch(slug);
    for (const asked of [query, title, title.toUpperCase()]) {
      const { data: results } = await owner.ok.get(`/search?query=${encodeURIComponent(asked)}`);
      expect(results).toMatchObject([{ id: made.id }]);
    }
  });

  test.each([
    ["Straße", ["strass", "stras", "sse", "STRASSE", "straß"]],
    ["Søren", ["sor", "SOREN", "øre"]],
    ["Ævar", ["ae", "aev", "ev", "æ"]],
  ])("a brand %s is completed from %j", async (name, typed) => {
    const { id } = await owner.ok.post("/brands", { name });
    await item("Hat", { brand_id: id });
    for (const value of typed) {
      const { data } = await owner.ok.get(
        `/suggest?kind=items&field=brand&value=${encodeURIComponent(value)}`,
      );
      expect([value, data]).toEqual([value, [{ value: name, count: 1 }]]);
    }
  });
});

describe("a vocabulary has a word once", () => {
  test.each(["/brands", "/colors", "/sizes", "/fabrics", "/categories"])("%s", async (path) => {
    const made = await owner.ok.post(path, { name: NFD });
    expect(made.name).toBe(NFC);
    for (const name of [NFC, NFD, "HERM\u00c8S", "herm\u00e8s"])
      expect(await owner.post(path, { name })).toMatchObject({
        status: 409,
        body: { errors: [{ pointer: "/name", code: "taken" }], existing: { id: made.id, name: NFC } },
      });
    expect((await owner.ok.get(`${path}?name=${encodeURIComponent(NFD)}`)).data).toMatchObject([
      { id: made.id },
    ]);
    const other = await owner.ok.post(path, { name: "Other" });
    expect((await owner.patch(`${path}/${other.id}`, { name: "HERM\u00c8S" })).status).toBe(409);
    expect((await owner.ok.patch(`${path}/${made.id}`, { name: "HERM\u00c8S" })).name).toBe("HERM\u00c8S");
    await owner.delete(`${path}/${made.id}`);
    expect(await owner.post(path, { name: NFC })).toMatchObject({
      status: 409,
      body: { existing: { id: made.id, deleted_at: expect.any(String) } },
    });
    expect((await owner.post(`${path}/${made.id}/restore`)).status).toBe(200);
    const raced = await Promise.all(["Race", "RACE", "race"].map((name) => owner.post(path, { name })));
    expect(raced.map((each) => each.status).sort()).toEqual([201, 409, 409]);
  });

  test("one's own beside the system's; a category's name again below another", async () => {
    expect((await owner.post("/colors", { name: "BLACK" })).status).toBe(201);
    expect((await owner.post("/colors", { name: "Black" })).status).toBe(409);
    const women = await owner.ok.post("/categories", { name: "Women" });
    const men = await owner.ok.post("/categories", { name: "Men" });
    for (const { id: parent_id } of [women, men])
      expect((await owner.post("/categories", { name: "Shoes", parent_id })).status).toBe(201);
    expect((await owner.post("/categories", { name: "shoes", parent_id: men.id })).status).toBe(409);
    // Names without a Latin letter share a slug, and are other words.
    const brands = await Promise.all(["無印", "花王"].map((name) => owner.ok.post("/brands", { name })));
    expect(new Set(brands.map((each) => each.id)).size).toBe(2);
  });
});

describe("order", () => {
  const names = ["Zebra", "apple", "Åsa", "Öl", "ost", "åsa", "Éclair", "eclipse", "Ätna"];
  const sorted = ["apple", "Åsa", "åsa", "Ätna", "Éclair", "eclipse", "Öl", "ost", "Zebra"];
  const folded = (name: string) => name.normalize("NFC").toLowerCase();

  async function walked(path: string, field: string): Promise<string[]> {
    const found: string[] = [];
    for (let cursor = ""; ; ) {
      const page = await owner.ok.get(`${path}&limit=2${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
      found.push(...page.data.map((each: Json) => each[field]));
      if (!page.next_cursor) return found;
      cursor = page.next_cursor;
    }
  }

  test.each([
    ["/items", "title", (title: string) => item(title)],
    ["/accounts", "last_name", (last_name: string) => owner.ok.post("/accounts", { last_name })],
    ["/accounts", "company", (company: string) => owner.ok.post("/accounts", { company })],
    ["/registers", "name", (name: string) => owner.ok.post("/registers", { name, store_id: store })],
    ["/taxes", "name", (name: string) => owner.ok.post("/taxes", { name, rate_ppm: 1, type: "exclusive" })],
  ])("%s by %s, page by page, both ways", async (path, field, make) => {
    for (const name of names) await make(name);
    const up = await walked(`${path}?sort=${field}`, field);
    expect(up.map(folded)).toEqual(sorted.map(folded));
    expect((await walked(`${path}?sort=-${field}`, field)).reverse()).toEqual(up);
  });

  test("those without a name come first, and last the other way round", async () => {
    for (const last_name of ["b", null, "A", null])
      await owner.ok.post("/accounts", { first_name: "X", last_name });
    expect(await walked("/accounts?sort=last_name", "last_name")).toEqual([null, null, "A", "b"]);
    expect(await walked("/accounts?sort=-last_name", "last_name")).toEqual(["b", "A", null, null]);
  });
});

test("rows that were stored by older rules are made anew at the next start", async () => {
  const old = await startBackroom();
  const shop = await old.organization("Old");
  const place = (await shop.ok.post("/stores", { name: "Main", timezone: "UTC" })).id;
  const piece = { tag_price: 500, inventory_type: "retail", store_id: place };
  const { id } = await shop.ok.post("/items", { ...piece, title: "Søren bag", tags: ["Été"] });
  const brands = [];
  for (const name of ["Alpha", "Beta"]) brands.push((await shop.ok.post("/brands", { name })).id);
  await old.process.stop();
  const connection = await mongoose.createConnection(old.mongo_url).asPromise();
  for (const [service, rows] of [
    ["inventory", "items"],
    ["catalog", "brands"],
  ]) {
    const db = connection.useDb(`${old.namespace}_${service}`);
    await db.collection(rows!).updateMany({}, { $set: { words: ["s", "ren"] }, $unset: { keys: 1 } });
    await db.collection("brands").updateMany({ name: "Beta" }, { $set: { name: "ALPHA" } });
    const older = { $set: { version: `${WORDS_VERSION - 1}-of-before` } };
    await db.collection("_migrations").updateOne({ _id: "words" as never }, older);
  }
  await connection.close();
  const again = await startBackroom({ namespace: old.namespace });
  try {
    const client = again.client(shop.key);
    expect((await client.ok.get("/search?query=soren")).data).toMatchObject([{ id }]);
    expect((await client.ok.get(`/items?tags=${encodeURIComponent("ÉTÉ")}`)).data).toMatchObject([{ id }]);
    // A word that was there twice stays there twice, but there is no third.
    expect((await client.ok.get("/brands?sort=name&system=false")).data.map((each: Json) => each.id)).toEqual(
      brands,
    );
    expect((await client.post("/brands", { name: "alpha" })).status).toBe(409);
  } finally {
    await again.stop();
    await giveBack(old.mongo_url, old.namespace);
  }
});
