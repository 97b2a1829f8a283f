/** Till receipts as PDF, text and the commands of printers, read back from their bytes. */
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
  const made = await backroom.organization("Перлина & Söhne", { currency: "EUR" });
  owner = made;
  organization_id = made.organization_id;
  shop = await openShop(owner, { tax: false });
  await owner.ok.patch(`/stores/${shop.store}`, {
    ...{ address_line_1: "Hauptstraße 1", city: "Köln", zip: "50667", country: "DE" },
  });
});
afterAll(() => backroom?.stop());

const speak = (locale: string) => owner.ok.patch(`/organizations/${organization_id}`, { locale });

async function receiptOf(id: string, query = "", client = owner, accept = "*/*") {
  const response = await fetch(`${backroom.url}/api/v1/sales/${id}/receipt${query}`, {
    headers: { authorization: `Bearer ${client.key}`, accept },
  });
  const bytes = Buffer.from(await response.arrayBuffer());
  return { status: response.status, headers: response.headers, bytes };
}

/** `PAPERS=folder` keeps the files, to look at them. */
async function read(id: string, name: string) {
  const [pdf, text, escpos] = await Promise.all([
    receiptOf(id),
    receiptOf(id, "?format=text"),
    receiptOf(id, "?format=escpos"),
  ]);
  expect([pdf.status, text.status, escpos.status]).toEqual([200, 200, 200]);
  if (process.env.PAPERS) await writeFile(`${process.env.PAPERS}/${name}.pdf`, pdf.bytes);
  if (process.env.PAPERS) await writeFile(`${process.env.PAPERS}/${name}.txt`, text.bytes);
  const { pages, size } = await readPdf(pdf.bytes);
  return { pdf, pages, size, text: text.bytes.toString(), escpos: escpos.bytes };
}

const tax = (more: object): Promise<Json> => owner.ok.post("/taxes", { rate_ppm: 190_000, ...more });

async function sold(items: Json[], payments: Json[], more: object = {}): Promise<Json> {
  const lines = items.map((each) => ({ quantity: 1, ...each }));
  return owner.ok.post("/sales/ring-up", { store_id: shop.store, lines, payments, ...more });
}

test("lines, discounts, taxes by rate, tenders and change, in German and English", async () => {
  const vat = await tax({ name: "MwSt.", type: "inclusive" });
  const reduced = await tax({ name: "MwSt. 7 %", type: "inclusive", rate_ppm: 70_000 });
  const [full, books] = await Promise.all(
    [vat, reduced].map(({ id }) => owner.ok.post("/categories", { name: `Taxed ${id}`, tax_ids: [id] })),
  );
  const coat = await shop.piece(11_900, { title: "Пальто «Зима» з вовни", category_id: full!.id });
  const novel = await shop.piece(1070, { title: "Roman", category_id: books!.id, quantity: 5 });
  const off = { value_type: "percentage", value: 100_000, bearer: "store" };
  const sale = await sold(
    [
      { item_id: coat, discounts: [off] },
      { item_id: novel, quantity: 3 },
    ],
    [
      { type: "card", amount: 10_000 },
      { type: "cash", amount: 5000 },
    ],
  );
  expect(sale.total).toBe(13_920);
  await speak("de-DE");
  const german = await read(sale.id, "german");
  const told = german.text.replaceAll("\u00a0", " ");
  for (const each of [
    ...["Перлина & Söhne", "Main Street", "Hauptstraße 1", "50667 Köln", `Kassenbon ${sale.number}`],
    ...["Пальто «Зима» з вовни", "119,00", "Rabatt", "-11,90", "3 × 10,70", "32,10"],
    ...["Summe", "139,20 €", "Karte", "100,00", "Bar", "50,00", "Rückgeld", "10,80"],
    ...["inkl. MwSt. 19 % auf 90,00", "17,10", "inkl. MwSt. 7 % auf 30,00", "2,10"],
  ]) {
    expect(told).toContain(each);
    expect(german.pages[0]!.replaceAll("\u00a0", " ")).toContain(each);
  }
  expect(german.text.split("\n").every((line) => [...line].length <= 42)).toBe(true);
  // 80 mm wide.
  expect(Math.round(german.size[0])).toBe(227);
  await speak("en-GB");
  const english = await read(sale.id, "english");
  for (const each of [`Receipt ${sale.number}`, "Discount", "€139.20", "Change", "incl. MwSt. 19 % on 90.00"])
    expect(english.text).toContain(each);
});

test("taxes on top, the margin scheme without a tax, refunds, goodwill, and a sale that is voided", async () => {
  await speak("en-GB");
  const [vat, margin] = await Promise.all([
    tax({ name: "Sales tax", type: "exclusive", rate_ppm: 80_000 }),
    tax({ name: "Margin VAT", type: "inclusive", scheme: "margin" }),
  ]);
  const [plain, used] = await Promise.all(
    [vat, margin].map(({ id }) => owner.ok.post("/categories", { name: `Of ${id}`, tax_ids: [id] })),
  );
  const lamp = await shop.piece(5000, { title: "Lamp", category_id: plain!.id, quantity: 2 });
  const chair = await shop.piece(20_000, { title: "Chair", category_id: used!.id });
  const sale = await sold(
    [{ item_id: lamp, quantity: 2 }, { item_id: chair }],
    [{ type: "cash", amount: 31_000 }],
  );
  const before = await read(sale.id, "margin");
  expect(before.text).toContain("Sales tax 8 % on 100.00");
  expect(before.text).toContain("Second-hand goods sold under the");
  expect(before.text).not.toContain("Margin VAT");
  const [first] = sale.lines;
  await owner.ok.post(`/sales/${sale.id}/refund`, { lines: [{ line_id: first.id, quantity: 1 }] });
  await owner.ok.post(`/sales/${sale.id}/refund`, {
    amount: 500,
    bearer: "store",
    line_id: sale.lines[1].id,
  });
  const { text, pages } = await read(sale.id, "refunded");
  for (const each of ["Refund on", "Lamp", "-54.00", "Refunded", "-€54.00", "Goodwill: Chair", "-5.00"]) {
    expect(text).toContain(each);
    expect(pages[0]).toContain(each);
  }
  const gone = await sold([{ item_id: await shop.piece(1000) }], [{ type: "cash", amount: 1000 }]);
  await owner.ok.post(`/sales/${gone.id}/void`, { reason: "Wrong" });
  expect((await read(gone.id, "voided")).text).toContain("VOIDED");
  const open = await shop.open(await shop.piece(1000));
  expect((await read(open.id, "open")).text).toContain("NOT PAID YET");
});

test("the same sale makes the same bytes in every format", async () => {
  const sale = await sold([{ item_id: await shop.piece(1000) }], [{ type: "cash", amount: 1000 }]);
  for (const format of ["pdf", "text", "escpos"]) {
    const [first, second] = [
      await receiptOf(sale.id, `?format=${format}`),
      await receiptOf(sale.id, `?format=${format}`),
    ];
    expect(first.bytes.length).toBeGreaterThan(100);
    expect(second.bytes.equals(first.bytes)).toBe(true);
    expect(first.headers.get("etag")).toBe(second.headers.get("etag"));
  }
});

test("printers get their letters from code pages, bold and a cut; what no page has is a question mark", async () => {
  await speak("de-DE");
  const item_id = await shop.piece(1000, { title: "Größe Ж 漢" });
  const sale = await sold([{ item_id }], [{ type: "cash", amount: 1000 }]);
  const { escpos } = await read(sale.id, "printed");
  const commands = escpos.toString("latin1");
  expect(commands.startsWith("\x1b@")).toBe(true);
  // Western letters from CP437, Cyrillic ones from CP866 (page 17).
  expect(commands).toContain("Gr\x94\xe1e ");
  expect(commands).toContain("\x1bt\x11\x86");
  expect(commands).toContain("?");
  expect(commands).toContain("\x1bE\x01");
  expect(commands).toContain("\x1dV\x01");
});

test("60 lines with titles of 120 letters stay whole: one long page, no line wider than the paper", async () => {
  await speak("en-GB");
  const title = "Très long titre d’un manteau de laine ".repeat(4).slice(0, 120);
  const items = await Promise.all(
    Array.from({ length: 60 }, (_, i) => shop.piece(100 + i, { title: `${i} ${title}`.slice(0, 120) })),
  );
  const total = items.reduce((sum, _, i) => sum + 100 + i, 0);
  const sale = await sold(
    items.map((item_id) => ({ item_id })),
    [{ type: "card", amount: total }],
  );
  const { pages, text } = await read(sale.id, "long-receipt");
  expect(pages).toHaveLength(1);
  for (let i = 0; i < 60; i++) expect(text).toContain(`\n${i} Très long`);
  const narrow = (await receiptOf(sale.id, "?format=text&columns=32")).bytes.toString();
  expect(narrow.split("\n").every((line) => [...line].length <= 32)).toBe(true);
});

test("Accept chooses a format; a wrong one is refused by name; nobody else's receipt", async () => {
  const sale = await sold([{ item_id: await shop.piece(1000) }], [{ type: "cash", amount: 1000 }]);
  const plain = await receiptOf(sale.id, "", owner, "text/plain");
  expect(plain.headers.get("content-type")).toBe("text/plain; charset=utf-8");
  expect((await receiptOf(sale.id, "", owner, "image/png")).status).toBe(406);
  for (const [query, pointer] of [
    ["?format=html", "format"],
    ["?columns=5", "columns"],
    ["?columns=x", "columns"],
    ["?width=80", "width"],
  ]) {
    const refused = await owner.get(`/sales/${sale.id}/receipt${query}`);
    expect(refused.status).toBe(400);
    expect(JSON.stringify(refused.body.errors)).toContain(pointer);
  }
  const other = await backroom.organization("Others");
  expect((await receiptOf(sale.id, "", other)).status).toBe(404);
  expect((await receiptOf("nothing")).status).toBe(404);
});
