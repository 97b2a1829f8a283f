/** The register of goods sold under the margin scheme: consigned and own goods, refunds, voids, and its papers (TAX-5). */
import { writeFile } from "node:fs/promises";
import { type Backroom, type Client, type Json, startBackroom } from "../support/backroom.ts";
import { readPdf } from "../support/pdf.ts";
import { openShop, type Shop } from "../support/shop.ts";

let backroom: Backroom;
let owner: Client;
let shop: Shop;
let organization_id: string;
beforeAll(async () => {
  backroom = await startBackroom();
  const made = await backroom.organization("Antik & Söhne", { currency: "EUR" });
  owner = made;
  organization_id = made.organization_id;
  shop = await openShop(owner, { tax: false, split: 500_000 });
  const scheme = {
    name: "USt §25a",
    rate_ppm: 250_000,
    type: "inclusive",
    scheme: "margin",
    default_on: true,
  };
  const margin = await owner.ok.post("/taxes", scheme);
  const plain = await owner.ok.post("/taxes", { name: "MwSt.", rate_ppm: 190_000, type: "inclusive" });
  const [used, made_new] = await Promise.all(
    [margin, plain].map(({ id }) => owner.ok.post("/categories", { name: `Taxed ${id}`, tax_ids: [id] })),
  );
  const of = (price: number, title: string, more: object) => shop.piece(price, { title, ...more });
  const own = { account_id: null, inventory_type: "buy_outright", category_id: used!.id };
  // The vector of TAX-5, own goods with a margin and with a loss, new goods, and what is voided and refunded.
  await sell(await of(12_500, "Шафа дубова", { category_id: used!.id }), 12_500);
  await sell(await of(10_000, "Commode", { ...own, cost_per: 5000 }), 10_000);
  await sell(await of(2000, "Mirror", { ...own, cost_per: 3000 }), 2000);
  await sell(await of(5000, "New lamp", { category_id: made_new!.id }), 5000);
  const voided = await sell(await of(7000, "Voided", { category_id: used!.id }), 7000);
  await owner.ok.post(`/sales/${voided.id}/void`, { reason: "Wrong" });
  const back = await sell(await of(12_500, "Returned", { category_id: used!.id }), 12_500);
  await owner.ok.post(`/sales/${back.id}/refund`, {});
});
afterAll(() => backroom?.stop());

const sell = (item_id: string, amount: number): Promise<Json> =>
  owner.ok.post("/sales/ring-up", {
    ...{ store_id: shop.store, lines: [{ item_id, quantity: 1 }], payments: [{ type: "card", amount }] },
  });

async function fileOf(query: string, client = owner) {
  const response = await fetch(`${backroom.url}/api/v1/reports/margin-scheme${query}`, {
    headers: { authorization: `Bearer ${client.key}` },
  });
  return { status: response.status, bytes: Buffer.from(await response.arrayBuffer()) };
}

test("each used good with purchase and selling price, margin and tax; a refund takes it back (TAX-5)", async () => {
  const { rows, totals, rates } = await owner.ok.get("/reports/margin-scheme");
  const seen = rows.map(({ title, kind, purchase_price, selling_price, margin, tax }: Json) => [
    ...[title, kind, purchase_price, selling_price, margin, tax],
  ]);
  expect(seen).toEqual([
    ["Шафа дубова", "sale", 6250, 12_500, 6250, 1250],
    ["Commode", "sale", 5000, 10_000, 5000, 1000],
    ["Mirror", "sale", 3000, 2000, 0, 0],
    ["Returned", "sale", 6250, 12_500, 6250, 1250],
    ["Returned", "refund", -6250, -12_500, -6250, -1250],
  ]);
  expect(totals).toEqual({ purchase_price: 14_250, selling_price: 24_500, margin: 11_250, tax: 2250 });
  expect(rates).toEqual([{ tax_name: "USt §25a", rate_ppm: 250_000, margin: 11_250, tax: 2250 }]);
});

test("a period without any, and one store", async () => {
  const none = await owner.ok.get("/reports/margin-scheme?from=2001-01-01&to=2001-01-31");
  expect(none).toMatchObject({
    from: "2001-01-01",
    to: "2001-01-31",
    rows: [],
    rates: [],
    totals: { tax: 0 },
  });
  expect((await owner.ok.get("/reports/margin-scheme?to=2001-02-10")).from).toBe("2001-02-01");
  expect((await owner.ok.get(`/reports/margin-scheme?store_id=${shop.store}`)).rows).toHaveLength(5);
  expect((await fileOf("?from=2001-01-01&to=2001-01-31&format=pdf")).status).toBe(200);
});

test("a paper in German and English with the same bytes again, and CSV", async () => {
  await owner.ok.patch(`/organizations/${organization_id}`, { locale: "de-DE" });
  const [pdf, again] = [await fileOf("?format=pdf"), await fileOf("?format=pdf")];
  if (process.env.PAPERS) await writeFile(`${process.env.PAPERS}/margin.pdf`, pdf.bytes);
  expect(again.bytes.equals(pdf.bytes)).toBe(true);
  const { pages, size } = await readPdf(pdf.bytes);
  expect(size.map(Math.round)).toEqual([842, 595]);
  const told = pages.join("\n").replaceAll("\u00a0", " ");
  for (const each of [
    "Differenzbesteuerung",
    "Шафа дубова",
    "Einkaufspreis",
    "62,50",
    "12,50",
    "25 %",
    "22,50 €",
  ])
    expect(told).toContain(each);
  const csv = (await fileOf("?format=csv")).bytes.toString().split("\r\n");
  expect(csv[0]).toMatch(
    /^Datum,Verkauf,Art,Artikel,Bezeichnung,Menge,Einkaufspreis,Verkaufspreis,Differenz/,
  );
  expect(csv[5]).toMatch(/,Erstattung,000006,Returned,-1,-62\.50,-125\.00,-62\.50,25,-12\.50,EUR$/);
  await owner.ok.patch(`/organizations/${organization_id}`, { locale: "en-GB" });
  const english = (await readPdf((await fileOf("?format=pdf")).bytes)).pages.join("\n");
  for (const each of ["Margin scheme register", "Purchase price", "Refund"]) expect(english).toContain(each);
});

test("what is wrong is refused by name; another organization sees none of it", async () => {
  for (const [query, name] of [
    ["from=2027-02-01&to=2027-01-01", "to"],
    ["from=today", "from"],
    ["format=xml", "format"],
    ["store_id=x", "store_id"],
    ["year=2027", "year"],
  ]) {
    const refused = await owner.get(`/reports/margin-scheme?${query}`);
    expect(refused.status).toBe(400);
    expect(JSON.stringify(refused.body.errors)).toContain(name);
  }
  const other = await backroom.organization("Others");
  expect((await other.ok.get("/reports/margin-scheme")).rows).toEqual([]);
});
