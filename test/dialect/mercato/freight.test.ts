/** Lists, tables and files of freight in Mercato (MRC-FRT-1…4, 16.4). */
import type { Json } from "../../support/backroom.ts";
import { bearerOf, type Office, startOffice } from "../../support/mercato.ts";
import { csvForm } from "../../support/mercato-freight.ts";
import { workbook } from "../../support/workbook.ts";

let office: Office;
beforeAll(async () => {
  office = await startOffice();
});
afterAll(() => office?.stop());

const PORTS = "/fms_locations/ports";
const TERMINALS = "/fms_locations/terminals";
const CODES = "/fms_products/charge-codes";
const ok = (...asked: Parameters<Office["admin"]["ok"]>) => office.admin.ok(...asked);

async function sent(path: string, body: FormData): Promise<{ status: number; body: Json }> {
  const headers = bearerOf(office.admin.token);
  const response = await fetch(`${office.url}/mercato/api${path}`, { method: "POST", headers, body });
  return { status: response.status, body: await response.json() };
}

test("a table of locations is read, ports first; the same file again changes nothing (16.4)", async () => {
  const table = [
    "Code;Name;Type;UN/LOCODE;Port Code;Lat;Lng;City",
    "PLGDN-DCT;Deepwater;Terminal;;plgdn;54,38;18,71;",
    "plgdn;Gdańsk;Port;PLGDN;;54.352025;18.646638;Gdańsk",
    "PLXXX_1;Nowhere;terminal;;PLXXX;;;",
    "PLBAD;Bad;port;PLBAD;;north;;",
  ].join("\r\n");
  const first = await sent("/fms_locations/import", csvForm(table));
  expect(first).toMatchObject({
    status: 201,
    body: { locationsCreated: 3, locationsUpdated: 0, totalRows: 4 },
  });
  expect(first.body.errors).toEqual([
    { row: 4, message: expect.stringContaining("'PLXXX'") },
    { row: 5, message: expect.stringContaining("latitude") },
  ]);
  const { items } = await ok("GET", `${PORTS}?q=gdansk&limit=5`);
  expect(items).toMatchObject([{ code: "PLGDN", lat: 54.352025, lng: 18.646638, type: "port" }]);
  const whole = await ok("GET", `${PORTS}/${items[0].id}`);
  expect(whole.terminals).toMatchObject([{ code: "PLGDN-DCT", lat: 54.38, portId: items[0].id }]);
  const again = await sent("/fms_locations/import", csvForm(table));
  expect(again.body).toMatchObject({ locationsCreated: 0, locationsUpdated: 0 });
});

test("a workbook is read like a table (16.4)", async () => {
  const book = workbook([
    ["charge code", "Description", "Unit", "Order", "Active", "Keywords"],
    ["THC", "Handling", "Per container", 3, "no", "handling, terminal"],
    [404, "A number is a code as well", "one_time", 1, "yes", ""],
  ]);
  const form = new FormData();
  form.append("file", new File([book], "charges.XLSX"));
  expect(await sent(`${CODES}/import`, form)).toEqual({
    status: 201,
    body: { chargeCodesCreated: 2, chargeCodesUpdated: 0, errors: [], totalRows: 2 },
  });
  const { items } = await ok("GET", `${CODES}?sortField=sortOrder&sortDir=asc`);
  expect(items).toMatchObject([
    { code: "404", chargeUnit: "one_time", isActive: true, keywords: [] },
    { code: "THC", chargeUnit: "per_container", isActive: false, keywords: ["handling", "terminal"] },
  ]);
});

test.each([
  ["another type of file", () => csvForm("code\nA\n", "rows.pdf"), ".xlsx"],
  ["a workbook that is none", () => csvForm("code\nA\n", "rows.xlsx"), "no Excel workbook"],
  ["a header without a code", () => csvForm("name\nA\n"), "code"],
  ["a quotation mark that is never closed", () => csvForm('code\n"A\n'), "never closed"],
  ["too many rows", () => csvForm(`code\n${"A\n".repeat(5001)}`), "5000"],
])("%s is refused and changes nothing (16.4)", async (_what, form, said) => {
  const before = (await ok("GET", CODES)).total;
  const { status, body } = await sent(`${CODES}/import`, form());
  expect([status, JSON.stringify(body).includes(said)]).toEqual([400, true]);
  expect((await ok("GET", CODES)).total).toBe(before);
});

test("a workbook that unpacks to more than its readers take is refused unread", async () => {
  const large = workbook([["code"], ["A".repeat(20 * 1_048_576)]]);
  expect(large.length).toBeLessThan(200_000);
  const form = new FormData();
  form.append("file", new File([large], "large.xlsx"));
  expect(await sent(`${CODES}/import`, form)).toMatchObject({
    status: 400,
    body: { details: [{ message: expect.stringContaining("too large") }] },
  });
});

test("filters as JSON; what the list does not offer filters nothing (MRC-FRT-1)", async () => {
  for (const [code, chargeUnit, isActive] of [
    ["F-1", "per_piece", true],
    ["F-2", "per_piece", false],
    ["F-3", "one_time", true],
  ] as const)
    await ok("POST", CODES, { code, chargeUnit, isActive });
  const found = async (...filters: object[]) => {
    const query = new URLSearchParams({ search: "F", filters: JSON.stringify(filters) });
    const { items } = await ok("GET", `${CODES}?${query}&sortField=code&sortDir=asc`);
    return items.map(({ code }: Json) => code);
  };
  const of = (field: string, operator: string, ...values: unknown[]) => ({ field, operator, values });
  expect(await found(of("chargeUnit", "is_any_of", "per_piece"))).toEqual(["F-1", "F-2"]);
  expect(await found(of("charge_unit", "is_not_any_of", "per_piece", "per_container"))).toEqual(["F-3"]);
  expect(await found(of("isActive", "is_true"), of("chargeUnit", "equals", "per_piece"))).toEqual(["F-1"]);
  expect(await found(of("isActive", "is_false"))).toEqual(["F-2"]);
  expect(await found(of("code", "contains", "-3"))).toEqual(["F-3"]);
  expect(await found(of("code", "not_equals", "F-3"))).toEqual(["F-1", "F-2"]);
  for (const nothing of [
    of("color", "equals", "red"),
    of("chargeUnit", "sounds_like", "piece"),
    of("chargeUnit", "equals"),
    of("code", "is_empty"),
    { field: 7 },
  ])
    expect(await found(nothing)).toEqual(["F-1", "F-2", "F-3"]);
  expect((await ok("GET", `${CODES}?search=F&filters=%5B%7B`)).total).toBe(3);
});

test("ports and terminals are one table with two doors, and a row can be changed at both addresses (MRC-FRT-3)", async () => {
  const port = await ok("POST", PORTS, { code: "deham", name: "Hamburg", locode: "DEHAM" });
  expect(port).toMatchObject({ code: "DEHAM", type: "port" });
  const terminal = await ok("POST", TERMINALS, { code: "deham-1", name: "Eurogate", portId: port.id });
  const { say } = office.admin;
  expect((await say("GET", `${PORTS}/${terminal.id}`)).status).toBe(404);
  expect((await say("PUT", TERMINALS, { id: port.id, name: "X" })).status).toBe(404);
  expect(await ok("PUT", `${TERMINALS}/${terminal.id}`, { city: "Hamburg" })).toMatchObject({
    ...{ ok: true, id: terminal.id, city: "Hamburg" },
  });
  expect((await say("DELETE", `${PORTS}?id=${port.id}`)).status).toBe(409);
  expect((await say("DELETE", `${TERMINALS}/${terminal.id}`)).status).toBe(204);
  expect((await say("DELETE", PORTS, { id: port.id })).status).toBe(204);
  const listed = await ok("GET", "/fms_locations/locations?q=DEHAM");
  expect(listed.items).toEqual([]);
});

test("columns of a table follow from the fields (MRC-FRT-2)", async () => {
  const { columns } = await ok("GET", "/fms_products/table-config");
  const named = Object.fromEntries(columns.map((each: Json) => [each.data, each]));
  expect(named).toMatchObject({
    code: { title: "Code", type: "text" },
    chargeUnit: { type: "dropdown", source: ["per_container", "per_piece", "one_time"] },
    sortOrder: { title: "Sort Order", type: "numeric" },
    isActive: { type: "checkbox" },
    createdAt: { type: "date", readOnly: true },
  });
});
