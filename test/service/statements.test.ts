/** Statements of consignors: balances that agree with the entries, and their papers (INV-4, TIM-2). */
import { writeFile } from "node:fs/promises";
import { type Backroom, type Client, type Json, startBackroom } from "../support/backroom.ts";
import { readPdf } from "../support/pdf.ts";
import { openShop, type Shop } from "../support/shop.ts";

let backroom: Backroom;
let owner: Client;
let shop: Shop;
let organization_id: string;
let consignor: Json;
beforeAll(async () => {
  backroom = await startBackroom();
  // In the time zone of its store: what has no store, a fee for example, is of the same day at any hour of the test.
  const made = await backroom.organization("Second Spring", { currency: "EUR", timezone: "Europe/Berlin" });
  owner = made;
  organization_id = made.organization_id;
  shop = await openShop(owner, { tax: false });
  consignor = await owner.ok.patch(`/accounts/${shop.consignor}`, {
    ...{ first_name: "Олександра", last_name: "Шевченко-Мюллер", city: "Київ", country: "UA" },
  });
});
afterAll(() => backroom?.stop());

const speak = (locale: string) => owner.ok.patch(`/organizations/${organization_id}`, { locale });

const statement = (id: string, query = ""): Promise<Json> =>
  owner.ok.get(`/accounts/${id}/statement${query}`);

async function fileOf(id: string, query: string, client = owner, accept = "*/*") {
  const response = await fetch(`${backroom.url}/api/v1/accounts/${id}/statement${query}`, {
    headers: { authorization: `Bearer ${client.key}`, accept },
  });
  return {
    status: response.status,
    headers: response.headers,
    bytes: Buffer.from(await response.arrayBuffer()),
  };
}

/** `PAPERS=folder` keeps the files, to look at them. */
async function read(id: string, query: string, name: string) {
  const { status, bytes, headers } = await fileOf(id, `?format=pdf${query}`);
  expect(status).toBe(200);
  if (process.env.PAPERS) await writeFile(`${process.env.PAPERS}/${name}.pdf`, bytes);
  const { pages } = await readPdf(bytes);
  return { bytes, headers, pages, text: pages.join("\n").replaceAll("\u00a0", " ") };
}

async function sell(items: Json[], total: number): Promise<Json> {
  const lines = items.map((each) => ({ quantity: 1, ...each }));
  const payments = [{ type: "card", amount: total }];
  return owner.ok.post("/sales/ring-up", { store_id: shop.store, lines, payments });
}

/** A year of a consignor's life in a shop: sales, a refund, a void, a fee, a payout. */
async function live(): Promise<Json> {
  const [coat, bag, pair] = await Promise.all([
    shop.piece(12_000, { title: "Пальто «Зима»" }),
    shop.piece(8000, { title: "Bag" }),
    shop.piece(3000, { title: "Glove", quantity: 4 }),
  ]);
  const sale = await sell([{ item_id: coat }, { item_id: bag }, { item_id: pair, quantity: 3 }], 29_000);
  const gone = await sell([{ item_id: pair }], 3000);
  await owner.ok.post(`/sales/${gone.id}/void`, { reason: "Wrong" });
  await owner.ok.post(`/sales/${sale.id}/refund`, { lines: [{ line_id: sale.lines[1].id, quantity: 1 }] });
  const fee = { account_id: shop.consignor, amount: -250, type: "fee", memo: "Reinigung" };
  await owner.ok.post("/balance-entries", fee);
  await owner.ok.post("/payouts", {
    ...{ account_id: shop.consignor, amount: 5000, method: "cash", approved: true, completed: true },
  });
  return sale;
}

test("opening balance and movements make the closing balance, which is the account's (INV-4)", async () => {
  const sale = await live();
  const told = await statement(shop.consignor);
  const { balance } = await owner.ok.get(`/accounts/${shop.consignor}`);
  expect(told).toMatchObject({ currency: "EUR", opening_balance: 0, closing_balance: balance });
  expect(told.movements.map(({ type }: Json) => type)).toEqual([
    ...["sale", "sale", "void", "refund", "fee", "payout"],
  ]);
  expect(told.movements.at(-1).balance).toBe(balance);
  expect(told.movements[0]).toMatchObject({
    ...{ amount: 17_400, balance: 17_400, ref: { kind: "sale", id: sale.id } },
    lines: [
      { title: "Пальто «Зима»", quantity: 1, price: 12_000, fees: 0, share: 7200, sale_number: sale.number },
      { title: "Bag", quantity: 1, price: 8000, fees: 0, share: 4800 },
      { title: "Glove", quantity: 3, price: 9000, fees: 0, share: 5400 },
    ],
  });
  expect(told.movements[2].lines).toMatchObject([
    { title: "Glove", quantity: -1, price: -3000, share: -1800 },
  ]);
  expect(told.movements[3].lines).toMatchObject([{ title: "Bag", quantity: -1, price: -8000, share: -4800 }]);
  const { sales, refunds, payouts, other, units, price } = told.totals;
  expect({ sales, refunds, payouts, other, units, price }).toEqual({
    ...{ sales: 17_400, refunds: -4800, payouts: -5000, other: -250, units: 4, price: 21_000 },
  });
  const entries = await owner.ok.get(`/balance-entries?account_id=${shop.consignor}&limit=100`);
  const sum = entries.data.reduce((all: number, each: Json) => all + each.amount, 0);
  expect(told.closing_balance - told.opening_balance).toBe(sum);
});

test("a later period opens with what an earlier one closed with; dates are the store's days (TIM-2)", async () => {
  const [{ date }] = (await statement(shop.consignor)).movements;
  const next = new Date(Date.parse(date) + 86_400_000).toISOString().slice(0, 10);
  const { closing_balance } = await statement(shop.consignor, `?from=2001-01-01&to=${date}`);
  const later = await statement(shop.consignor, `?from=${next}`);
  expect(later).toMatchObject({ opening_balance: closing_balance, closing_balance, movements: [] });
  const before = await statement(shop.consignor, "?from=2001-01-01&to=2001-12-31");
  expect(before).toMatchObject({ opening_balance: 0, closing_balance: 0, movements: [], months: [] });
  const year = await statement(shop.consignor, `?year=${date.slice(0, 4)}`);
  expect(year.months).toMatchObject([{ month: date.slice(0, 7), closing_balance }]);
});

test("stores on either side of the date line: each movement has its store's day, and today's statement has both (TIM-2)", async () => {
  const zones = ["Pacific/Kiritimati", "Pacific/Pago_Pago"];
  const account = await owner.ok.post("/accounts", {
    first_name: "Moana",
    is_vendor: true,
    default_split: 500_000,
  });
  for (const timezone of zones) {
    const store = await owner.ok.post("/stores", { name: timezone, timezone });
    const item_id = await shop.piece(1000, { account_id: account.id, store_id: store.id });
    const sale = { store_id: store.id, lines: [{ item_id, quantity: 1 }] };
    await owner.ok.post("/sales/ring-up", { ...sale, payments: [{ type: "card", amount: 1000 }] });
  }
  const now = new Date();
  const days = zones.map((timeZone) => new Intl.DateTimeFormat("en-CA", { timeZone }).format(now)).sort();
  const told = await statement(account.id, `?from=${days[0]}`);
  expect(told.movements.map(({ date }: Json) => date)).toEqual(days);
  expect(told).toMatchObject({ to: days[1], closing_balance: 1000 });
  const first = await statement(account.id, `?from=${days[0]}&to=${days[0]}`);
  const rest = await statement(account.id, `?from=${days[1]}`);
  expect([first.closing_balance, rest.opening_balance, rest.closing_balance]).toEqual([500, 500, 1000]);
});

test("a paper in English and in German, with the same bytes for the same data", async () => {
  await speak("en-GB");
  const { text, bytes } = await read(shop.consignor, "", "statement");
  for (const each of [
    ...["Second Spring", "Statement", "Олександра Шевченко-Мюллер", "Київ", `Account: ${consignor.number}`],
    ...["Opening balance", "Closing balance", "Пальто «Зима»", "120.00", "72.00", "3 × Glove"],
    ...["Voided sale", "-18.00", "Fee · Reinigung", "-2.50", "Payout", "-50.00", "€73.50", "Page 1 of 1"],
  ])
    expect(text).toContain(each);
  expect((await read(shop.consignor, "", "statement")).bytes.equals(bytes)).toBe(true);
  await speak("de-DE");
  const german = await read(shop.consignor, "", "statement-german");
  for (const each of [
    "Abrechnung",
    "Anfangssaldo",
    "Verkauf",
    "120,00",
    "Auszahlung",
    "73,50 €",
    "Seite 1 von 1",
  ])
    expect(german.text).toContain(each);
  const year = await read(shop.consignor, `&year=${new Date().getFullYear()}`, "statement-year");
  for (const each of ["Jahresabrechnung", "Nach Monaten", "Bewegungen", "Stück"])
    expect(year.text).toContain(each);
});

test("CSV for spreadsheets: dates and amounts without a locale, words in the organization's language", async () => {
  await speak("de-DE");
  const account = await owner.ok.post("/accounts", {
    first_name: "Eva",
    is_vendor: true,
    default_split: 500_000,
  });
  const item_id = await shop.piece(1050, { title: '=SUM(A1) "x"', account_id: account.id });
  const sale = await sell([{ item_id }], 1050);
  const { bytes, headers } = await fileOf(account.id, "?format=csv");
  expect(headers.get("content-type")).toBe("text/csv; charset=utf-8");
  const [{ date }] = (await statement(account.id)).movements;
  const [head, opening, line, closing] = bytes.toString().split("\r\n");
  expect(head).toBe("Datum,Art,Beleg,Bezeichnung,Menge,Preis,Gebühren,Betrag,Saldo,Währung");
  expect(opening).toBe(`${date.slice(0, 8)}01,Anfangssaldo,,,,,,,0.00,EUR`);
  expect(line).toBe(`${date},Verkauf,${sale.number},"'=SUM(A1) ""x""",1,10.50,0.00,5.25,5.25,EUR`);
  expect(closing).toMatch(/Endsaldo,,,,,,,5\.25,EUR$/);
  expect((await fileOf(account.id, "", owner, "text/csv")).bytes.equals(bytes)).toBe(true);
});

test("titles of 120 letters and many sales go over pages, each line whole and with the head above it", async () => {
  await speak("en-GB");
  const account = await owner.ok.post("/accounts", {
    company: "Long & Co.",
    is_vendor: true,
    default_split: 500_000,
  });
  const title = "Sehr langer Titel eines Wollmantels mit Pelzkragen ".repeat(3);
  const items = await Promise.all(
    Array.from({ length: 60 }, (_, i) =>
      shop.piece(1000 + i, { title: `T${100 + i} ${title}`.slice(0, 120), account_id: account.id }),
    ),
  );
  await sell(
    items.map((item_id) => ({ item_id })),
    60 * 1000 + 1770,
  );
  const { pages } = await read(account.id, "", "statement-long");
  expect(pages.length).toBeGreaterThan(2);
  for (let i = 0; i < 60; i++) expect(pages.filter((page) => page.includes(`T${100 + i} `))).toHaveLength(1);
  for (const page of pages) expect(page.includes(" T1")).toBe(page.includes("Description"));
});

test("what is wrong is refused by name; nobody else's account, nobody without the scope", async () => {
  for (const [query, name] of [
    ["from=2027-02-01&to=2027-01-01", "to"],
    ["from=yesterday", "from"],
    ["year=2027&from=2027-01-01", "year"],
    ["year=27", "year"],
    ["format=xls", "format"],
    ["month=2", "month"],
  ]) {
    const refused = await owner.get(`/accounts/${shop.consignor}/statement?${query}`);
    expect(refused.status).toBe(400);
    expect(JSON.stringify(refused.body.errors)).toContain(name);
  }
  const other = await backroom.organization("Others");
  expect((await fileOf(shop.consignor, "?format=pdf", other)).status).toBe(404);
  expect((await other.get(`/accounts/${shop.consignor}/statement`)).status).toBe(404);
  const { key } = await owner.ok.post("/api-keys", {
    name: "Sales only",
    access: "scopes",
    scopes: ["read:sales"],
  });
  expect((await fileOf(shop.consignor, "", { ...owner, key })).status).toBe(403);
});
