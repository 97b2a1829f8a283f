/** Many items in one request: each row alone, or all of them or none (BLK-2). */
import { type Backroom, type Client, startBackroom } from "../support/backroom.ts";

let backroom: Backroom;
let shop: Client;
let account_id: string;

beforeAll(async () => {
  backroom = await startBackroom();
  shop = backroom.owner;
  account_id = (
    await shop.ok.post("/accounts", { first_name: "Ada", is_vendor: true, default_split: 650_000 })
  ).id;
});
afterAll(() => backroom.stop());

type Result = { index: number; status: string; id: string | null; error: { code: string } | null };
const rows = (count: number, more: (i: number) => object = () => ({})) =>
  Array.from({ length: count }, (_, i) => ({
    title: `Piece ${i}`,
    tag_price: 100 + i,
    account_id,
    ...more(i),
  }));
const countItems = async () => (await shop.ok.get("/items?include=count&limit=1")).count as number;
const send = (body: object, key?: string) =>
  shop.post("/items/import", body, key ? { "Idempotency-Key": key } : {});

test("BLK-2: a thousand rows come in, three that are wrong are told by their place", async () => {
  const before = await countItems();
  const wrong: Record<number, object> = {
    7: { tag_price: -1 },
    480: { account_id: "0198f2a4-0000-7000-8000-000000000000" },
    999: { sku: "GIVEN" },
  };
  await shop.ok.post("/items", { title: "A", tag_price: 1, inventory_type: "retail", sku: "GIVEN" });
  const { status, body } = await send({ rows: rows(1000, (i) => wrong[i] ?? { sku: `own-${i}` }) });
  expect(status).toBe(200);
  expect(body).toMatchObject({ created: 997, failed: 3 });
  const results: Result[] = body.results;
  expect(results.map(({ index }) => index)).toEqual([...results.keys()]);
  expect(results.filter((each) => each.error).map(({ index, error }) => [index, error!.code])).toEqual([
    [7, "validation_failed"],
    [480, "reference_not_found"],
    [999, "conflict"],
  ]);
  expect(await countItems()).toBe(before + 998);
  expect((await shop.ok.get(`/items/${results[8]!.id}`)).sku).toBe("own-8");
});

test("API-9, BLK-2: repeated under its key it creates nothing more and answers the same", async () => {
  const body = { rows: rows(120, (i) => (i === 50 ? { quantity: 0 } : {})) };
  const first = await send(body, "import-once");
  const count = await countItems();
  const again = await send(body, "import-once");
  expect(again.body).toEqual(first.body);
  expect(await countItems()).toBe(count);
  expect(await send({ rows: rows(1) }, "import-once")).toMatchObject({ status: 422 });
});

describe("all or none", () => {
  const all = (more: (i: number) => object) => send({ rows: rows(250, more), all_or_none: true });

  test("creates all rows", async () => {
    const before = await countItems();
    expect(await all(() => ({}))).toMatchObject({ status: 200, body: { created: 250, failed: 0 } });
    expect(await countItems()).toBe(before + 250);
  });

  test.each<[string, number, (i: number) => object, string]>([
    [
      "a row that is wrong by itself",
      422,
      (i) => (i === 249 ? { tag_price: -1 } : {}),
      "/rows/249/tag_price",
    ],
    ["two rows with one SKU", 409, (i) => (i > 247 ? { sku: "TWICE" } : {}), "/rows/249/sku"],
  ])("refuses %s and creates nothing", async (_, status, more, pointer) => {
    const before = await countItems();
    const answer = await all(more);
    expect([answer.status, answer.body.errors?.[0].pointer]).toEqual([status, pointer]);
    expect(await countItems()).toBe(before);
  });

  test("takes at most 500 rows", async () => {
    expect(await send({ rows: rows(501), all_or_none: true })).toMatchObject({
      ...{ status: 400, body: { errors: [{ pointer: "/rows" }] } },
    });
  });
});

test.each([{}, { rows: [] }, { rows: "x" }, { rows: [1] }, { rows: rows(1), all_or_none: "yes" }])(
  "%j is refused",
  async (body) => {
    const before = await countItems();
    expect((await send(body)).status).toBe(400);
    expect(await countItems()).toBe(before);
  },
);
