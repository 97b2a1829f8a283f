/** Lists as files: all their rows in four formats (MRC-W-16, MRC-INV-11). */
import type { Json } from "../../support/backroom.ts";
import { bearerOf, type Office, startOffice } from "../../support/mercato.ts";

let office: Office;
const PEOPLE = 130;
const nameOf = (n: number) => `Person ${String(n).padStart(3, "0")}`;

beforeAll(async () => {
  office = await startOffice();
  const first = { firstName: "=1+1", lastName: 'A|B "quoted", <b>&\nnext', displayName: "Person 000" };
  await office.admin.ok("POST", "/customers/people", first);
  for (let n = 1; n < PEOPLE; n++)
    await office.admin.ok("POST", "/customers/people", {
      ...{ firstName: "Ada", lastName: "Lind", displayName: nameOf(n) },
      source: n % 2 ? "fair" : "web",
    });
});
afterAll(() => office?.stop());

async function file(query: string, path = "/customers/people") {
  const response = await fetch(`${office.url}/mercato/api${path}?${query}`, {
    headers: bearerOf(office.admin.token),
  });
  return {
    status: response.status,
    type: response.headers.get("content-type"),
    name: response.headers.get("content-disposition"),
    text: await response.text(),
  };
}

const sorted = "sortField=name&sortDir=asc";

test("CSV has a line for every row, whatever the page size, and no formula (MRC-W-16, BLK-5)", async () => {
  const { status, type, name, text } = await file(`format=csv&pageSize=5&page=3&${sorted}`);
  expect([status, type]).toEqual([200, "text/csv; charset=utf-8"]);
  expect(name).toBe('attachment; filename="people.csv"');
  const [header, ...lines] = text.replace("<b>&\nnext", "<b>& next").trimEnd().split("\n");
  expect(header!.split(",")).toEqual(
    expect.arrayContaining(["Id", "Display Name", "First Name", "Created At"]),
  );
  expect(lines).toHaveLength(PEOPLE);
  const place = header!.split(",").indexOf("Display Name");
  expect(lines.slice(1).map((line) => line.split(",")[place])).toEqual(
    Array.from({ length: PEOPLE - 1 }, (_, i) => nameOf(i + 1)),
  );
  expect(lines[0]).toContain("'=1+1");
  expect(lines[0]).toContain('"A|B ""quoted"", <b>& next"');
});

test("JSON is the union of all pages, under the headers (MRC-W-16, MRC-INV-11)", async () => {
  const { type, name, text } = await file(`format=application/json&${sorted}`);
  expect([type, name]).toEqual(["application/json; charset=utf-8", 'attachment; filename="people.json"']);
  const rows: Json[] = JSON.parse(text);
  const paged: Json[] = [];
  for (let page = 1; page <= 3; page++)
    paged.push(
      ...(await office.admin.ok("GET", `/customers/people?${sorted}&pageSize=50&page=${page}`)).items,
    );
  expect(rows.map((row) => row.Id)).toEqual(paged.map(({ id }) => id));
  expect(rows[0]).toMatchObject({ "Display Name": "Person 000", "First Name": "=1+1" });
});

test("XML and markdown say what a cell has, escaped (MRC-W-16)", async () => {
  const xml = await file(`format=xml&${sorted}`);
  expect([xml.type, xml.name]).toEqual([
    "application/xml; charset=utf-8",
    'attachment; filename="people.xml"',
  ]);
  expect(xml.text.match(/<record>/g)).toHaveLength(PEOPLE);
  expect(xml.text).toContain("<last_name>A|B &quot;quoted&quot;, &lt;b&gt;&amp;\nnext</last_name>");
  expect(xml.text.trimEnd()).toMatch(/^<\?xml[^>]*>\n<records>\n[\s\S]*<\/records>$/);
  for (const format of ["md", "markdown"]) {
    const { type, name, text } = await file(`format=${format}&${sorted}`);
    expect([type, name]).toEqual(["text/markdown; charset=utf-8", 'attachment; filename="people.md"']);
    const lines = text.trimEnd().split("\n");
    expect(lines).toHaveLength(PEOPLE + 2);
    expect(lines[2]).toContain('A\\|B "quoted", <b>&<br>next');
  }
});

test("filters count, unless the whole list is wanted (MRC-W-16)", async () => {
  const fair = JSON.parse((await file("format=json&source=fair")).text);
  expect(fair).toHaveLength(PEOPLE / 2);
  for (const word of ["exportScope=full", "export_scope=full", "full=true", "all=true"]) {
    const { name, text } = await file(`format=json&source=fair&${word}`);
    expect(name).toBe('attachment; filename="people_full.json"');
    expect(JSON.parse(text)).toHaveLength(PEOPLE);
  }
});

test("the scope counts in either case, and an unknown format is a page (MRC-W-16, MRC-SCP-2)", async () => {
  const north = (await office.admin.ok("POST", "/directory/organizations", { name: "North" })).id;
  const response = await fetch(`${office.url}/mercato/api/customers/people?format=json&exportScope=full`, {
    headers: { ...bearerOf(office.admin.token), Cookie: `om_selected_org=${north}` },
  });
  expect(await response.json()).toEqual([]);
  const page = JSON.parse((await file("format=pdf&pageSize=1")).text);
  expect(page).toMatchObject({ total: PEOPLE, items: [expect.anything()] });
  const wrong = await file("format=csv&pageSize=0");
  expect(wrong.status).toBe(400);
});

test("documents are exported with their own columns (MRC-W-16)", async () => {
  const line = { currencyCode: "USD", name: "Coat", quantity: 2, unitPriceNet: 100, taxRate: 20 };
  await office.admin.ok("POST", "/sales/orders", { currencyCode: "USD", lines: [line] });
  for (const path of [
    "/sales/orders",
    "/sales/order-lines",
    "/sales/payment-methods",
    "/catalog/price-kinds",
  ]) {
    const listed = (await office.admin.ok("GET", path)).total;
    const { status, text } = await file("format=json", path);
    expect([path, status, JSON.parse(text).length]).toEqual([path, 200, listed]);
  }
});

test.each([
  ["/auth/users", "Email"],
  ["/auth/roles", "Name"],
  ["/directory/organizations", "Name"],
  ["/directory/tenants", "Name"],
  ["/catalog/categories", "Name"],
])("%s, which is no plain collection, is a file as well (MRC-W-16)", async (path, header) => {
  const asking = `view=manage&pageSize=100`;
  const { items } = await office.admin.ok("GET", `${path}?${asking}`);
  const { type, name, text } = await file(`format=csv&${asking}`, path);
  const entity = path.split("/").at(-1);
  expect([type, name]).toEqual(["text/csv; charset=utf-8", `attachment; filename="${entity}.csv"`]);
  const rows: Json[] = JSON.parse((await file(`format=json&${asking}&pageSize=1`, path)).text);
  expect(rows.map((row) => row.Id)).toEqual(items.map(({ id }: Json) => id));
  if (items.length) expect(text.split("\n")[0]!.split(",")).toEqual(expect.arrayContaining(["Id", header]));
});

test("filters count in files of users, unless all are wanted (MRC-W-16)", async () => {
  const names = async (query: string) =>
    JSON.parse((await file(`format=json&${query}`, "/auth/users")).text).map((row: Json) => row.Email);
  const all = await names("");
  expect(all.length).toBeGreaterThan(1);
  expect(await names(`search=${encodeURIComponent(all[0])}`)).toEqual([all[0]]);
  expect(await names(`search=${encodeURIComponent(all[0])}&full=true`)).toEqual(all);
});
