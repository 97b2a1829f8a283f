/** The paper of a purchase order, read back from its bytes (PAP-1). */
import { createHash } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { type Backroom, type Client, type Json, startBackroom } from "../support/backroom.ts";
import { micro, openWorkshop, type Workshop } from "../support/makers.ts";
import { readPdf } from "../support/pdf.ts";

let backroom: Backroom;
let owner: Client;
let shop: Workshop;
let organization_id: string;
let vendor_id: string;
let works: string;
beforeAll(async () => {
  backroom = await startBackroom();
  const made = await backroom.organization("Καφές & Söhne", { currency: "EUR" });
  owner = made;
  organization_id = made.organization_id;
  shop = await openWorkshop(owner);
  [works, vendor_id] = [await shop.site("Works"), await shop.vendor("ООО Зерно")];
  await owner.ok.patch(`/vendors/${vendor_id}`, { term: "Net 30", city: "Москва", country: "RU" });
});
afterAll(() => backroom?.stop());

async function pdfOf(id: string, at = "/api/v1", client = owner) {
  const response = await fetch(`${backroom.url}${at}/purchase-orders/${id}/pdf`, {
    headers: { authorization: `Bearer ${client.key}`, accept: "application/pdf" },
  });
  const bytes = Buffer.from(await response.arrayBuffer());
  return { status: response.status, headers: response.headers, bytes };
}

/** `PAPERS=folder` keeps the files, to look at them. */
async function read(id: string, name: string) {
  const { status, headers, bytes } = await pdfOf(id);
  expect(status).toBe(200);
  if (process.env.PAPERS) await writeFile(`${process.env.PAPERS}/${name}.pdf`, bytes);
  return { headers, bytes, ...(await readPdf(bytes)) };
}

const order = (lines: Json[], more: object = {}): Promise<Json> =>
  owner.ok.post("/purchase-orders", {
    ...{ vendor_id, target_type: "materials", ship_to_location_id: works, order_date: "2027-01-31" },
    lines,
    ...more,
  });
const line = (material_id: string, quantity: number, unit_cost: number) => ({
  ...{ material_id, quantity: micro(quantity), unit_cost: micro(unit_cost) },
});

test("names in Greek and Cyrillic, lines, costs and their sum; a file that browsers show under the order's number", async () => {
  const [beans, lids] = await Promise.all(["Beans-β", "Крышки"].map(shop.material));
  const { id, number } = await order([line(beans!, 60.5, 3), line(lids!, 1240, 0.0999)], {
    ...{ status: "placed", shipping_costs: 2000, other_costs: 345, expected_delivery_date: "2027-02-15" },
    notes: "Bitte vor 10 Uhr.",
  });
  const { headers, pages, size } = await read(id, "placed");
  expect(headers.get("content-type")).toBe("application/pdf");
  expect(headers.get("content-disposition")).toBe(`inline; filename="${number}.pdf"`);
  expect(size.map(Math.round)).toEqual([595, 842]);
  expect(pages).toHaveLength(1);
  for (const each of [
    ...[`Purchase order ${number}`, "Καφές & Söhne", "ООО Зерно", "Москва", "Works"],
    ...["Payment terms: Net 30", "Order date: 01/31/2027", "Expected delivery: 02/15/2027"],
    ...["Beans-β", "60.5", "€3.00", "€181.50", "Крышки", "1,240", "€0.0999", "€123.88"],
    ...["Shipping", "€20.00", "Other costs", "€3.45", "€328.83", "Bitte vor 10 Uhr.", "Page 1 of 1"],
  ])
    expect(pages[0]).toContain(each);
  expect(pages[0]).not.toMatch(/draft|cancelled|setup/i);
});

test("the same order makes the same bytes, as old as its latest change", async () => {
  const { id, updated_at } = await order([line(await shop.material("Same"), 1, 1)], { status: "placed" });
  const [first, second] = [await read(id, "same"), await pdfOf(id)];
  const digest = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");
  expect(digest(second.bytes)).toBe(digest(first.bytes));
  expect(first.headers.get("etag")).toBe(`"${digest(first.bytes)}"`);
  const stamp = updated_at.slice(0, 19).replaceAll(/[-:T]/g, "");
  expect(first.info.CreationDate).toContain(stamp);
  await owner.ok.patch(`/purchase-orders/${id}`, { notes: "Changed" });
  expect(digest((await pdfOf(id)).bytes)).not.toBe(digest(first.bytes));
});

test("an order in planning is marked as a draft on every page, a cancelled one as cancelled", async () => {
  const material = await shop.material("Marked");
  const { id } = await order([line(material, 1, 1)]);
  expect((await read(id, "draft")).pages[0]).toContain("DRAFT");
  await owner.ok.patch(`/purchase-orders/${id}`, { status: "cancelled" });
  const [page] = (await read(id, "cancelled")).pages;
  expect(page).toContain("CANCELLED");
  expect(page).not.toContain("DRAFT");
});

test("200 lines go over pages with the table's head on each, and each line on one", async () => {
  const materials = await Promise.all(
    Array.from({ length: 200 }, (_, i) => shop.material(`Part-${1000 + i}`)),
  );
  const { id } = await order(
    materials.map((each, i) => line(each, i + 1, 1.25)),
    { notes: "Handle with care. ".repeat(200) },
  );
  const { pages } = await read(id, "long");
  expect(pages).toHaveLength(6);
  for (const [i, page] of pages.entries()) {
    expect(page).toContain(`Page ${i + 1} of 6`);
    expect(page).toContain("DRAFT");
    expect(page.includes("Part-")).toBe(page.includes("Unit cost"));
  }
  for (let i = 0; i < 200; i++)
    expect(pages.filter((page) => page.includes(`Part-${1000 + i}`))).toHaveLength(1);
});

test("the organization's locale and country: German words and figures, US Letter in North America", async () => {
  const { id } = await order([line(await shop.material("Örtlich"), 1234.5, 2)], { status: "placed" });
  await owner.ok.patch(`/organizations/${organization_id}`, { locale: "de-DE" });
  const { pages, size } = await read(id, "german");
  for (const each of ["Bestellung", "31.01.2027", "1.234,5", "2.469,00 €", "Seite 1 von 1"])
    expect(pages[0]!.replaceAll("\u00a0", " ")).toContain(each);
  expect(Math.round(size[0])).toBe(595);
  await owner.ok.patch(`/organizations/${organization_id}`, { country: "CA" });
  expect((await read(id, "letter")).size).toEqual([612, 792]);
  await owner.ok.patch(`/organizations/${organization_id}`, { locale: "en", country: null });
});

test("Pharus prints the same paper; nobody else's order, and none that has no lines yet, fails otherwise", async () => {
  const { id } = await order([]);
  const { bytes } = await read(id, "empty");
  const there = await pdfOf(id, "/pharus/api");
  expect(there.status).toBe(200);
  expect(there.bytes.equals(bytes)).toBe(true);
  const other = await backroom.organization("Others");
  expect((await pdfOf(id, "/api/v1", other)).status).toBe(404);
  expect((await pdfOf(id, "/pharus/api", other)).status).toBe(404);
  expect((await pdfOf("nothing")).status).toBe(404);
});
