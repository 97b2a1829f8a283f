/** Files of other systems: checked, run, run again, interrupted, hostile (BLK-2, SPL-1). */
import { type Backroom, type Client, type Json, startBackroom, until } from "../support/backroom.ts";
import { checkFile, runToEnd, sampleFile } from "../support/imported.ts";
import { type PictureServer, startPictureServer } from "../support/picture-server.ts";

let backroom: Backroom;
let pictures: PictureServer;
beforeAll(async () => {
  pictures = await startPictureServer();
  backroom = await startBackroom({
    settings: { PICTURES_ALLOWED_HOSTS: pictures.host, PICTURES_TIMEOUT_MS: 20_000 },
  });
});
afterAll(async () => {
  await backroom?.stop();
  await pictures.stop();
});

const countOf = async (client: Client, path: string): Promise<number> =>
  (await client.ok.get(`${path}?include=count&limit=1`)).count;
const counts = async (client: Client) => ({
  items: await countOf(client, "/items"),
  accounts: await countOf(client, "/accounts"),
});

type Case = {
  sample: string;
  kind?: string;
  answers?: object;
  rows: number;
  items?: boolean;
  accounts?: number;
  pictures?: number;
};

const consigned = { items: true, accounts: 20 };
const cases: Case[] = [
  { sample: "items", rows: 220, pictures: 40, ...consigned },
  { sample: "accounts", rows: 210, accounts: 210 },
  { sample: "shopify", answers: { vendor_is: "consignor" }, rows: 200, pictures: 220, ...consigned },
  {
    sample: "shopify-2024",
    kind: "shopify",
    answers: { vendor_is: "brand" },
    rows: 200,
    pictures: 220,
    items: true,
  },
  { sample: "woocommerce", rows: 200, pictures: 100, items: true },
  { sample: "square", answers: { vendor_is: "supplier" }, rows: 210, items: true },
  { sample: "consigncloud_items", answers: { split_is: "consignor" }, rows: 230, ...consigned },
  { sample: "consigncloud_accounts", answers: { split_is: "consignor" }, rows: 205, accounts: 205 },
  { sample: "ricochet", answers: { split_is: "consignor" }, rows: 215, ...consigned },
  { sample: "simpleconsign", answers: { split_is: "store" }, rows: 225, ...consigned },
];

test.each(cases)("the sample $sample is checked, comes in whole, and changes nothing again", async (each) => {
  const { sample, kind = sample, answers = {}, rows, accounts = 0 } = each;
  const items = each.items ? rows : 0;
  const shop = await backroom.organization(`Imports ${sample}`);
  const { pictures: wanted = 0 } = each;
  const named = await sampleFile(sample);
  const file = Buffer.from(
    named.toString("latin1").replaceAll(/https:\/\/(?:cdn|shop)\.example\.com\//g, pictures.url("")),
    "latin1",
  );
  const { status, body: check } = await checkFile(backroom, shop, file, { kind, ...answers });
  expect(check.problems).toEqual([]);
  expect([status, check.status]).toEqual([201, "checked"]);
  expect(check).toMatchObject({ rows_count: rows, new_count: rows, known_count: 0, refused_count: 0 });
  expect(check.new_accounts_count).toBe(items ? accounts : 0);
  expect(check.samples).toHaveLength(items ? 3 : 0);
  for (const { tag_price, consignor_portion, store_portion } of check.samples)
    expect(consignor_portion + store_portion).toBe(tag_price);
  expect(await counts(shop)).toEqual({ items: 0, accounts: 0 });
  const done = await runToEnd(shop, check.id);
  expect(done).toMatchObject({ created_count: rows, refused_count: 0, known_count: 0, problems: [] });
  expect(await counts(shop)).toEqual({ items, accounts });
  expect([check.pictures_count, check.picture_problems]).toEqual([wanted, []]);
  await until(async () => (await shop.ok.get(`/imports/${check.id}`)).pictures_made_count === wanted);
  const fetched = pictures.total();
  const again = await checkFile(backroom, shop, file, { kind, ...answers });
  expect(again.body).toMatchObject({ new_count: 0, known_count: rows, new_accounts_count: 0 });
  expect(await runToEnd(shop, again.body.id)).toMatchObject({ created_count: 0, known_count: rows });
  expect(await runToEnd(shop, again.body.id)).toMatchObject({ created_count: 0, known_count: rows });
  expect(pictures.total()).toBe(fetched);
  expect(await counts(shop)).toEqual({ items, accounts });
});

const HEADER = "External id,SKU,Title,Price,Quantity,Consignor percent,Consignor,Consignor email";
const file = (...rows: string[]) => [HEADER, ...rows].join("\n");
const good = "G-1,good1,Good hat,10.00,1,,Ada King,ada@example.com";

describe("hostile files", () => {
  let shop: Client;
  beforeAll(async () => {
    shop = await backroom.organization("Hostile");
    await shop.ok.post("/items", { title: "A", tag_price: 1, inventory_type: "retail", sku: "TAKEN" });
  });

  test.each<[string, string | Uint8Array, string]>([
    ["bytes that are no text", Uint8Array.from({ length: 4000 }, (_, i) => (i * 7) % 256), "unprocessable"],
    ["a quotation mark that is never closed", file(good, 'G-2,B,"Hat,1,1,,,'), "unprocessable"],
    ["no column that is needed", "Name,Colour\nHat,Red", "unprocessable"],
    ["nothing", "", "unprocessable"],
    ["too many rows", file(...Array.from({ length: 10_001 }, (_, i) => `${i},,Hat,1,1,,,`)), "unprocessable"],
    ["too many columns", `Title,Price${",x".repeat(600)}\nHat,1${",x".repeat(600)}`, "unprocessable"],
  ])("%s is refused as a whole", async (_, bytes, code) => {
    const before = await counts(shop);
    const { status, body } = await checkFile(backroom, shop, bytes, { kind: "items" });
    expect([status, body.code]).toEqual([422, code]);
    expect(await counts(shop)).toEqual(before);
  });

  test.each<[string, string, string]>([
    ["too few cells for a price", "X-1,,Hat", "required"],
    ["too many cells", `X-2,,Hat,1,1,,,${",x".repeat(900)}`, "broken_row"],
    ["a cell of 70,000 characters", `X-3,,${"h".repeat(70_000)},1,1,,,`, "broken_row"],
    ["a title of 300 characters", `X-4,,${"h".repeat(300)},1,1,,,`, "validation_failed"],
    ["a formula as price", 'X-5,,Hat,"=HYPERLINK(""http://x"")",1,,,', "invalid_amount"],
    ["an amount beyond all bounds", "X-6,,Hat,99999999999999999999,1,,,", "invalid_amount"],
    ["an amount in powers", "X-7,,Hat,1e3,1,,,", "invalid_amount"],
    ["a part of a cent", "X-8,,Hat,1.005,1,,,", "invalid_amount"],
    ["a negative price", "X-9,,Hat,-5,1,,,", "negative"],
    ["no price", "X-10,,Hat,,1,,,", "required"],
    ["half a piece", "X-11,,Hat,1,1.5,,,", "invalid_quantity"],
    ["no piece", "X-12,,Hat,1,0,,,", "none_left"],
    ["a share above the whole", "X-13,,Hat,1,1,250,Bo Ek,", "invalid_share"],
    ["an address that is none", "X-14,,Hat,1,1,,Bo Ek,bo@@example", "invalid"],
    ["a query as a name", 'X-15,,"{""$gt"":""""}",{$ne:1},1,,,', "invalid_amount"],
    ["a key that stands above", "G-1,OTHER,Hat,1,1,,,", "duplicate"],
    ["a SKU that stands above", "X-17,good1,Hat,1,1,,,", "duplicate"],
    ["the SKU of another item", "X-18,TAKEN,Hat,1,1,,,", "conflict"],
    ["somebody without a name", "X-19,,Hat,1,1,,,nobody@example.com", "unknown_account"],
    ["the name of a prototype", "X-20,,__proto__,constructor,1,,,", "invalid_amount"],
  ])("%s is refused by its row, and the others come in", async (what, row, code) => {
    const own = await backroom.organization(`Hostile: ${what}`);
    await own.ok.post("/items", { title: "A", tag_price: 1, inventory_type: "retail", sku: "TAKEN" });
    const other = "G-3,good3,Third hat,30,2,,Ada King,ada@example.com";
    const { status, body } = await checkFile(backroom, own, file(good, row, other), { kind: "items" });
    const told = [{ line: 3, code }];
    expect(body.problems).toMatchObject(told);
    expect(body.problems[0].message).toMatch(/\.$/);
    expect([status, body.new_count, body.refused_count, body.new_accounts_count]).toEqual([201, 2, 1, 1]);
    const done = await runToEnd(own, body.id);
    expect(done.problems).toMatchObject(told);
    expect(done).toMatchObject({ created_count: 2, refused_count: 1, created_accounts_count: 1 });
    expect(await counts(own)).toEqual({ items: 3, accounts: 1 });
  });
});

test.each<[kind: string, header: string, rowOf: (i: number) => string, made: object]>([
  ["items", "Title,Price,Consignor", (i) => `Hat ${i},1,Person ${i % 20}`, { items: 120, accounts: 20 }],
  [
    "accounts",
    "First name,Last name,Email",
    (i) => `Person,${i},p${i}@example.com`,
    { items: 0, accounts: 120 },
  ],
])(
  "imports of the same %s that run at once make each once, and none fails",
  async (kind, header, rowOf, made) => {
    const shop = await backroom.organization(`Imports of ${kind} at once`);
    const file = [header, ...Array.from({ length: 120 }, (_, i) => rowOf(i))].join("\n");
    const checks = [1, 2, 3].map(async () => (await checkFile(backroom, shop, file, { kind })).body);
    const ids: string[] = (await Promise.all(checks)).map(({ id }) => id);
    const runs = await Promise.all([...ids, ...ids].map((id) => shop.post(`/imports/${id}/run`)));
    expect(runs.map(({ status }) => status)).toEqual(runs.map(() => 200));
    for (const id of ids)
      expect(await runToEnd(shop, id)).toMatchObject({ status: "done", refused_count: 0, problems: [] });
    expect(await counts(shop)).toEqual(made);
  },
);

test("people are found by number, by address in any case, by phone in any spelling, else by name", async () => {
  const shop = await backroom.organization("People");
  const [organization] = (await shop.ok.get("/organizations")).data;
  await shop.ok.patch(`/organizations/${organization.id}`, { country: "US" });
  const known = await Promise.all(
    [
      { first_name: "Ada", last_name: "King", number: "A-7" },
      { first_name: "Bo", last_name: "Ek", email: "Bo@Example.com" },
      { first_name: "Cy", last_name: "Lund", phone_number: "(212) 555-0143" },
      { company: "Depot" },
      { first_name: "Twin", last_name: "One" },
      { first_name: "Twin", last_name: "One" },
    ].map((each) => shop.ok.post("/accounts", each)),
  );
  const rows = [
    "Consignor number,Consignor,Consignor email,Consignor phone,Title,Price",
    "a-7,,,,Hat 1,10",
    ",Somebody Else,bO@eXample.COM,,Hat 2,10",
    ",C. Lund,,+1 212-555-0143,Hat 3,10",
    ",depot,,,Hat 4,10",
    ",Twin One,,,Hat 5,10",
    ",New Person,,,Hat 6,10",
    ",new person,,,Hat 7,10",
  ];
  const { body } = await checkFile(backroom, shop, rows.join("\n"), { kind: "items" });
  expect(body.problems).toMatchObject([{ line: 6, code: "ambiguous_account" }]);
  expect(body.new_accounts_count).toBe(1);
  await runToEnd(shop, body.id);
  const items: Json[] = (await shop.ok.get("/items?sort=title")).data;
  const owners = items.map(({ account_id }) => known.findIndex(({ id }) => id === account_id));
  expect(owners).toEqual([0, 1, 2, 3, -1, -1]);
  expect(items[4].account_id).toBe(items[5].account_id);
});

test.each<[string, Uint8Array | string, object]>([
  ["UTF-8 with its mark", "\uFEFFTitle,Price\nCafé,1.50", { charset: "utf-8", delimiter: "," }],
  [
    "Windows-1252 with semicolons",
    Buffer.from("Title;Price\r\nCafé;1,50 \x80\r\n", "latin1"),
    { charset: "windows-1252", delimiter: ";" },
  ],
  [
    "UTF-16 with tabs",
    Buffer.from("\uFEFFTitle\tPrice\nCafé\t€1.50", "utf16le"),
    { charset: "utf-16le", delimiter: "\t" },
  ],
])("%s is read without being told", async (_, bytes, found) => {
  const shop = await backroom.organization("Marks");
  const { body } = await checkFile(backroom, shop, bytes, { kind: "items" });
  expect(body).toMatchObject({ ...found, new_count: 1, samples: [{ title: "Café", tag_price: 150 }] });
});

test.each([
  ["shopify", ["/vendor_is"]],
  ["square", ["/vendor_is"]],
  ["consigncloud_items", ["/split_is"]],
  ["ricochet", ["/split_is"]],
  ["simpleconsign", ["/split_is"]],
])("what only the owner of a file of %s knows is asked", async (kind, pointers) => {
  const shop = await backroom.organization("Asked");
  const { status, body } = await checkFile(backroom, shop, await sampleFile(kind), { kind });
  expect([status, body.errors.map(({ pointer }: Json) => pointer)]).toEqual([400, pointers]);
  expect(body.errors[0].message).toMatch(/: (consignor, store|consignor, brand, supplier)\.$/);
});

test("SPL-1: a share of the store leaves the rest to the consignor", async () => {
  const shop = await backroom.organization("Shares");
  const bytes = "Account #,Consignor name,Item #,Title,Price,Store split\n7,Ada King,1,Hat,10.01,40";
  const check = async (split_is: string) =>
    (await checkFile(backroom, shop, bytes, { kind: "simpleconsign", split_is })).body.samples[0];
  expect(await check("store")).toMatchObject({
    ...{ split: 600_000, tag_price: 1001, consignor_portion: 601, store_portion: 400 },
  });
  expect(await check("consignor")).toMatchObject({ split: 400_000, consignor_portion: 400 });
});

test("a number that may mean two things is asked about", async () => {
  const shop = await backroom.organization("Marks");
  const { status, body } = await checkFile(backroom, shop, "Title;Price\nHat;1.250", { kind: "items" });
  expect([status, body.errors]).toMatchObject([400, [{ pointer: "/decimal", code: "required" }]]);
  expect(body.errors[0].message).toContain("point, comma");
  const wanted = { kind: "items", decimal: "comma" };
  const told = await checkFile(backroom, shop, "Title;Price\nHat;1.250", wanted);
  expect(told.body.samples).toMatchObject([{ tag_price: 125_000 }]);
});

test("what is no upload, no importer or another's file is refused", async () => {
  const shop = await backroom.organization("Refused");
  const other = await backroom.organization("Other");
  const { body } = await checkFile(backroom, other, file(good), { kind: "items" });
  const refused = async (wanted: object) => {
    const { status, body } = await shop.post("/imports", wanted);
    return [status, body.errors[0].pointer];
  };
  expect(await refused({ kind: "items", file_id: body.file_id })).toEqual([422, "/file_id"]);
  expect(await refused({ kind: "toys", file_id: body.file_id })).toEqual([400, "/kind"]);
  expect(await refused({ kind: "items" })).toEqual([400, "/file_id"]);
  expect((await shop.post(`/imports/${body.id}/run`)).status).toBe(404);
});
