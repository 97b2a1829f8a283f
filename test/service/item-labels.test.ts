/** Price labels of items, on sheets and for label printers, and the barcodes on them. */
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
  const made = await backroom.organization("Zweiter Frühling", { currency: "EUR" });
  owner = made;
  organization_id = made.organization_id;
  shop = await openShop(owner, { tax: false });
  await owner.ok.patch(`/organizations/${organization_id}`, { locale: "de-DE" });
});
afterAll(() => backroom?.stop());

const EAN = "4006381333931";

async function labels(body: Json, client = owner) {
  const response = await fetch(`${backroom.url}/api/v1/item-labels`, {
    ...{ method: "POST", body: JSON.stringify(body) },
    headers: { authorization: `Bearer ${client.key}`, "content-type": "application/json" },
  });
  const bytes = Buffer.from(await response.arrayBuffer());
  return { status: response.status, headers: response.headers, bytes };
}

/** `PAPERS=folder` keeps the files, to look at them. */
async function sheet(body: Json, name: string) {
  const { status, bytes, headers } = await labels(body);
  expect(status).toBe(200);
  if (process.env.PAPERS) await writeFile(`${process.env.PAPERS}/${name}.pdf`, bytes);
  return { bytes, headers, ...(await readPdf(bytes)) };
}

const one = (item_id: string, copies = 1) => ({ item_id, copies });

async function pieces(): Promise<[string, string, string]> {
  return Promise.all([
    shop.piece(12_000, { title: "Пальто «Зима» з вовни", details: "Größe 40, blau" }),
    shop.piece(1499, {
      title: "Sehr langer Titel eines Wollmantels mit Pelzkragen ".repeat(3).slice(0, 120),
    }),
    shop.piece(850, { title: "Roman", barcodes: [EAN] }),
  ]);
}

test("a sheet of 3 × 8 goes on where the first one was used up, with title, price and code", async () => {
  const [coat, long, novel] = await pieces();
  const items = [one(coat!, 10), one(long!, 10), one(novel!, 3)];
  const { pages, size, headers } = await sheet({ items, skip: 4 }, "labels-sheet");
  expect(headers.get("content-type")).toBe("application/pdf");
  expect(headers.get("content-disposition")).toBe('inline; filename="labels.pdf"');
  expect(size.map(Math.round)).toEqual([595, 842]);
  // 4 + 23 labels.
  expect(pages).toHaveLength(2);
  const told = pages.map((page) => page.replaceAll("\u00a0", " "));
  const { sku } = await owner.ok.get(`/items/${coat}`);
  for (const each of ["Zweiter Frühling", "Пальто «Зима» з вовни", "Größe 40, blau", "120,00 €", sku])
    expect(told[0]).toContain(each);
  expect(told[0]!.match(/120,00 €/g)).toHaveLength(10);
  expect(told[1]!.match(/8,50 €/g)).toHaveLength(3);
});

test("one label of 57 × 32 mm per page; the same items make the same bytes", async () => {
  const [coat, long, novel] = await pieces();
  const asked = { items: [one(coat!), one(long!), one(novel!)], layout: "single_57x32", code: "barcode" };
  const { pages, size, bytes } = await sheet(asked, "labels-single");
  expect(pages).toHaveLength(3);
  expect(size.map(Math.round)).toEqual([162, 91]);
  expect(pages[2]).toContain(EAN);
  expect((await labels(asked)).bytes.equals(bytes)).toBe(true);
  const letter = await sheet({ items: [one(coat!, 30)], layout: "letter_3x10" }, "labels-letter");
  expect(letter.size).toEqual([612, 792]);
  expect(letter.pages).toHaveLength(1);
});

test("ZPL: an EAN as such, else Code 128, signs of commands escaped, the number of copies", async () => {
  const [coat, , novel] = await pieces();
  const odd = await shop.piece(100, { title: "50^ off ~ a_b" });
  const { bytes, headers } = await labels({
    ...{
      items: [one(coat!, 2), one(novel!), one(odd)],
      format: "zpl",
      layout: "single_57x32",
      code: "barcode",
    },
  });
  expect(headers.get("content-type")).toBe("application/zpl");
  const [first, second, third] = bytes.toString().split(/(?<=\^XZ)\n/);
  const { sku } = await owner.ok.get(`/items/${coat}`);
  expect(first).toContain("^XA^CI28^PW456^LL256");
  expect(first).toContain("E:TT0003M_.FNT^FH_^FDПальто «Зима» з вовни^FS");
  expect(first).toContain("120,00 €");
  expect(first).toContain(`^BCN,60,Y,N,N,A^FH_^FD${sku}^FS`);
  expect(first).toContain("^PQ2^XZ");
  expect(second).toContain(`^BEN,60,Y,N^FH_^FD${EAN.slice(0, 12)}^FS`);
  expect(third).toContain("^FD50_5E off _7E a_5Fb^FS");
});

test("what is wrong is refused by name; nobody else's items", async () => {
  const item_id = await shop.piece();
  const other = await backroom.organization("Others");
  const foreign = await labels({ items: [{ item_id }] }, other);
  expect(foreign.status).toBe(422);
  expect(foreign.bytes.toString()).toContain("/items/0/item_id");
  for (const [body, pointer] of [
    [{}, "/items"],
    [{ items: [] }, "/items"],
    [{ items: [{ item_id, copies: 0 }] }, "/items/0/copies"],
    [{ items: Array.from({ length: 5 }, () => one(item_id, 500)) }, "/items"],
    [{ items: [one(item_id)], layout: "a5" }, "/layout"],
    [{ items: [one(item_id)], format: "png" }, "/format"],
    [{ items: [one(item_id)], skip: 24 }, "/skip"],
    [{ items: [one("x")] }, "/items/0/item_id"],
  ] as const) {
    const refused = await labels(body);
    expect(refused.status).toBe(400);
    expect(JSON.parse(refused.bytes.toString()).errors[0].pointer).toBe(pointer);
  }
});
