/** BLK-5: every export, read by another CSV parser, says what the API shows, whatever the texts are. */
import { type Backroom, type Client, type Json, startBackroom } from "../../support/backroom.ts";
import { csvRows, elementsIn, unguarded } from "../../support/csv.ts";

const NASTY = [
  "Zwei\nZeilen",
  "zwei\rZeilen",
  "zwei\r\nZeilen, mit Komma",
  'says "hi"',
  '"',
  "a; b",
  "a,b",
  " blank around ",
  "=1+1",
  "'=1+1",
  "''=1+1",
  "+49 30 1234",
  "-5",
  "-5 off",
  "@home",
  "\tTab",
  "'70s jacket",
  "＝1+1",
  "Größe 🧥",
  "; ",
];

let backroom: Backroom;
let owner: Client;
let base: string;

const speak = async (path: string, method = "GET", body?: object): Promise<Response> =>
  fetch(`${base}${path}`, {
    method,
    headers: { authorization: `Bearer ${owner.key}`, "content-type": "application/json" },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });

beforeAll(async () => {
  backroom = await startBackroom();
  owner = backroom.owner;
  base = `${backroom.url}/consigncloud/api/v1`;
  const store = (await owner.ok.post("/stores", { name: "Main", timezone: "UTC" })).id;
  for (const [i, text] of NASTY.entries()) {
    const tags = [text, NASTY[(i + 1) % NASTY.length]];
    const item = { title: text, description: text, details: text, tag_price: 100, store_id: store, tags };
    const { id } = await owner.ok.post("/items", { ...item, inventory_type: "retail", quantity: 2 });
    await owner.ok.post("/sales/ring-up", {
      store_id: store,
      memo: text,
      lines: [{ item_id: id }],
      payments: [{ type: "cash", amount: 100 }],
    });
  }
});
afterAll(() => backroom.stop());

/** A cell as it must be for a value. */
function said(value: Json, cell: string): Json {
  if (value === null || value === undefined) return cell === "" ? value : cell;
  if (Array.isArray(value) && value.every((each) => typeof each !== "object"))
    return elementsIn(unguarded(cell)).map((each, i) =>
      typeof value[i] === "string" ? each : JSON.parse(each),
    );
  if (typeof value === "string") return unguarded(cell);
  return JSON.parse(unguarded(cell));
}

test.each([
  [
    "items",
    "include=tags&include=quantity&include=tax_exempt&include=location",
    ["title", "description", "details", "tags"],
  ],
  ["sales", "", ["memo"]],
])("%s", async (path, query, texts) => {
  const reply = await speak(`/${path}/export`);
  expect(reply.headers.get("content-type")).toBe("text/csv; charset=utf-8");
  const [columns = [], ...rows] = csvRows(await reply.text());
  expect(rows).toHaveLength(NASTY.length);
  const { data: shown }: Json = await (await speak(`/${path}?limit=100&${query}`)).json();
  const byId = new Map<string, Json>(shown.map((each: Json) => [each.id, each]));
  for (const text of texts) expect(columns).toContain(text);
  for (const cells of rows) {
    expect(cells).toHaveLength(columns.length);
    const one = byId.get(cells[columns.indexOf("id")]!)!;
    const compared = columns.filter((name) => name in one);
    const read = Object.fromEntries(
      compared.map((name) => [name, said(one[name], cells[columns.indexOf(name)]!)]),
    );
    expect(read).toEqual(Object.fromEntries(compared.map((name) => [name, one[name]])));
    for (const text of texts) expect(compared).toContain(text);
  }
});

test("no cell is a formula of any spreadsheet", async () => {
  for (const path of ["items", "sales"]) {
    const rows = csvRows(await (await speak(`/${path}/export`)).text());
    const formulas = rows.flat().filter((cell) => /^[=+@\t\r\n＝＋－＠]|^-(?!\d+(\.\d+)?$)/.test(cell));
    expect(formulas).toEqual([]);
  }
});
