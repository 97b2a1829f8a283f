/** What clients in Go, Java, Python, PHP and .NET write: read where it is right, refused by name where it is not (API-5, TIM-1). */
import { setClock } from "../../shared/clock.ts";
import { type Backroom, type Client, type Json, startBackroom } from "../support/backroom.ts";
import { type Wire, wireTo } from "../support/wire.ts";

let backroom: Backroom;
let owner: Client;
let native: Wire;
let cloud: Wire;
let account: Json;

beforeAll(async () => {
  backroom = await startBackroom();
  owner = backroom.owner;
  native = wireTo(`${backroom.url}/api/v1`, owner.key);
  cloud = wireTo(`${backroom.url}/consigncloud/api/v1`, owner.key);
  account = await owner.ok.post("/accounts", { first_name: "Ada", is_vendor: true, tags: ["vip", "new"] });
});
afterAll(() => backroom?.stop());

const stored = "2099-01-31T09:30:00.000Z";
const moments: [spelling: string, stored: string][] = [
  ["2099-01-31T09:30:00Z", stored],
  ["2099-01-31T09:30:00+00:00", stored],
  ["2099-01-31T09:30:00-00:00", stored],
  ["2099-01-31T10:30:00+01:00", stored],
  ["2099-01-30T23:30:00-10:00", stored],
  ["2099-01-31t09:30:00z", stored],
  ["2099-01-31 09:30:00Z", stored],
  ["2099-01-31T09:30Z", stored],
  ["2099-01-31T09:30:00.1Z", "2099-01-31T09:30:00.100Z"],
  ["2099-01-31T09:30:00.123456Z", "2099-01-31T09:30:00.123Z"],
  ["2099-01-31T09:30:00.123456789+00:00", "2099-01-31T09:30:00.123Z"],
  ["2099-01-31T23:59:60Z", "2099-02-01T00:00:00.000Z"],
];
const noMoments = [
  "2099-01-31T09:30:00",
  "2099-02-30T09:30:00Z",
  "2099-13-01T09:30:00Z",
  "2099-01-31T24:30:00Z",
  "2099-01-31T09:30:00+25:00",
  "2099-01-31T09:30:00.1234567890Z",
  "2099-01-31T09:30:00+01:00[Europe/Berlin]",
  "2099-02-30",
  "4073535000",
  "tomorrow",
  "",
];

describe("moments", () => {
  const item = (expires_at: unknown) => ({
    ...{ title: "Hat", tag_price: 100, account_id: account.id, expires_at },
  });
  test.each(moments)("%s is stored and shown as %s", async (spelling, shown) => {
    const made = await owner.ok.post("/items", item(spelling));
    expect(made.expires_at).toBe(shown);
    expect(await owner.ok.patch(`/items/${made.id}`, { expires_at: spelling })).toEqual(made);
    const other = await cloud.ok("POST", "/items", { title: "Hat", tag_price: 100, expires: spelling });
    expect((await owner.ok.get(`/items/${other.id}`)).expires_at).toBe(shown);
  });

  test.each(noMoments)("'%s' is none, and nothing is made", async (spelling) => {
    const before = (await owner.ok.get("/items?limit=1&include=count")).count;
    const said = await owner.post("/items", item(spelling));
    expect([said.status, said.body.errors?.[0]?.pointer]).toEqual([400, "/expires_at"]);
    expect((await owner.ok.get("/items?limit=1&include=count")).count).toBe(before);
  });

  test("they are compared as moments in filters, in both spellings of the address", async () => {
    const back = setClock(() => Date.parse("2031-05-05T10:00:00.000Z"));
    const made = await owner.ok.post("/items", { title: "Then", tag_price: 100, inventory_type: "retail" });
    back();
    const spellings = ["2031-05-05T10:00:00Z", "2031-05-05T12:00:00+02:00", "2031-05-05T10:00:00.000000Z"];
    for (const spelling of spellings)
      for (const value of [encodeURIComponent(spelling), spelling])
        for (const [wire, name] of [
          [native, "created_at"],
          [cloud, "created"],
        ] as const)
          for (const query of [`${name}=${value}`, `${name}:gte=${value}&${name}:lte=${value}`]) {
            const { data } = await wire.ok("GET", `/items?${query}`);
            expect([query, data.map((each: Json) => each.id)]).toEqual([query, [made.id]]);
          }
    const conditions = [{ field: "created_at", op: "eq", value: "2031-05-05T12:00:00+02:00" }];
    const { results } = await owner.ok.post("/items/bulk-edits", {
      filter: { conditions },
      changes: { details: "x" },
    });
    expect(results).toMatchObject([{ id: made.id, status: "changed" }]);
    const { data } = await owner.ok.get(
      `/audit?entity_id=${made.id.toUpperCase()}&from=2031-05-05T12:00:00%2B02:00`,
    );
    expect(data.length).toBeGreaterThan(0);
  });
});

/** A query of accounts or items, natively and through ConsignCloud, and whether it is taken. */
const queries: [kind: string, path: string, taken: string[], refused: string[]][] = [
  [
    "flag",
    "/accounts?is_vendor=",
    ["true", "True", "TRUE", "1", "false", "False", "0"],
    ["", "yes", "2", "on"],
  ],
  [
    "amount",
    "/items?tag_price:gte=",
    ["100", "100.0", "100.00", "0", "-0"],
    ["", "100.5", "1e3", "1,000", "ten"],
  ],
  ["count", "/items?quantity=", ["1", "1.0"], ["", "1.2", "0x1", "NaN"]],
  ["word", "/items?inventory_type=", ["retail"], ["", "Retail", "retail,consignment"]],
  ["text", "/accounts?number=", ["none", "%C3%A9"], [""]],
  ["tag", "/accounts?tags=", ["vip", "VIP"], [""]],
  [
    "list of words",
    "/items?inventory_type:in=",
    ["retail", "retail,consignment"],
    ["", "retail,", ",retail"],
  ],
];
describe.each(["native", "consigncloud"])("queries, %s", (dialect) => {
  test.each(queries)("%s: %s", async (_kind, path, taken, refused) => {
    const wire = dialect === "native" ? native : cloud;
    for (const value of taken)
      expect([value, (await wire.send("GET", path + value)).status]).toEqual([value, 200]);
    for (const value of refused) {
      const { status, body } = await wire.send("GET", path + value);
      expect([value, status]).toEqual([value, 400]);
      expect(body.detail ?? body.error).toContain(/\?([a-z_:]+)=/.exec(path)![1]);
    }
  });

  test("ids in any case; other ids are refused", async () => {
    const wire = dialect === "native" ? native : cloud;
    const name = dialect === "native" ? "account_id" : "account";
    expect((await wire.send("GET", `/items?${name}=${account.id.toUpperCase()}`)).status).toBe(200);
    expect((await wire.ok("GET", `/accounts/${account.id.toUpperCase()}`)).id).toBe(account.id);
    for (const value of ["", "5", `{${account.id}}`])
      expect((await wire.send("GET", `/items?${name}=${value}`)).status).toBe(400);
  });

  test("what is given twice is refused, unless both can hold", async () => {
    const wire = dialect === "native" ? native : cloud;
    const status = async (query: string) => (await wire.send("GET", query)).status;
    expect(await status("/items?inventory_type=retail&inventory_type=consignment")).toBe(400);
    expect(await status("/items?tag_price:gte=1&tag_price_gte=2")).toBe(400);
    expect(await status("/items?limit=1&limit=2")).toBe(400);
    expect(await status("/items?inventory_type:ne=retail&inventory_type:ne=buy_outright")).toBe(200);
    expect(await status("/items?tag_price:gte=1&tag_price:lte=2")).toBe(200);
    const { data } = await wire.ok("GET", "/accounts?tags=vip&tags=new");
    expect(data.map((each: Json) => each.id)).toEqual([account.id]);
    const include =
      dialect === "native"
        ? "include=count&include[]=count&include=count,count"
        : "include=count,tags&include[]=email";
    expect(await status(`/accounts?${include}`)).toBe(200);
  });
});

describe("bodies", () => {
  const kinds: [kind: string, field: string, taken: [unknown, unknown][], refused: unknown[]][] = [
    [
      "amount",
      "tag_price",
      [
        [1.0, 1],
        [1e3, 1000],
      ],
      ["100", "", 1.5, true, null],
    ],
    ["count", "quantity", [[2, 2]], ["2", "", 2.5]],
    ["flag", "tax_exempt", [[true, true]], ["true", "", 1, 0]],
    ["id", "category_id", [[null, null]], ["", "5", 5, false]],
    ["date", "schedule_start", [["2031-01-31", "2031-01-31"]], ["", "31.01.2031", "2031-1-31", 20310131]],
    ["moment", "expires_at", [["2098-01-31T00:00:00Z", "2098-01-31T00:00:00.000Z"]], ["", 1_900_000_000]],
    ["word", "inventory_type", [["retail", "retail"]], ["", "Retail"]],
    [
      "text that may be missing",
      "details",
      [
        ["", ""],
        [null, null],
        ["x", "x"],
      ],
      [5, false, ["x"]],
    ],
    ["text that may not", "title", [["x", "x"]], ["", null, 5]],
    [
      "list",
      "tags",
      [
        [[], []],
        [["a"], ["a"]],
      ],
      ["", "a,b", [null], [5]],
    ],
  ];
  test.each(kinds)("%s: %s", async (_kind, field, taken, refused) => {
    const body = { title: "Hat", tag_price: 100, inventory_type: "retail" };
    for (const [given, shown] of taken) {
      const made = await owner.ok.post("/items", { ...body, [field]: given });
      expect([given, made[field]]).toEqual([given, shown]);
    }
    for (const given of refused) {
      const said = await owner.post("/items", { ...body, [field]: given });
      expect([given, said.status]).toEqual([given, 400]);
      expect([given, said.body.errors[0].pointer.startsWith(`/${field}`)]).toEqual([given, true]);
    }
  });

  test.each([
    ["a byte order mark", "\uFEFF", "application/json", {}],
    ["a charset", "", "application/json; charset=UTF-8", {}],
    ["a quoted charset in another case", " \r\n", 'Application/JSON;Charset="utf-8"', {}],
    ["no encoding, said aloud", "", "application/json", { "content-encoding": "identity" }],
  ])("%s is taken", async (_what, before, type, headers) => {
    const text = `${before}{"name": "Brand ${crypto.randomUUID()}", "metadata": {}}`.replace(
      ', "metadata": {}',
      "",
    );
    const said = await native.send("POST", "/brands", text, { "content-type": type, ...headers });
    expect([said.status, said.body]).toEqual([201, expect.objectContaining({ id: expect.any(String) })]);
  });
});
