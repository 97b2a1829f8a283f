/** Reports of register sessions: what was sold, and that the drawer's cash is what its movements come to (INV-42). */
import { writeFile } from "node:fs/promises";
import { type Backroom, type Client, type Json, startBackroom } from "../support/backroom.ts";
import { readPdf } from "../support/pdf.ts";
import { openShop, type Shop } from "../support/shop.ts";

let backroom: Backroom;
let owner: Client;
let shop: Shop;
let organization_id: string;
let category_id: string;
beforeAll(async () => {
  backroom = await startBackroom();
  const made = await backroom.organization("Перлина", { currency: "EUR" });
  owner = made;
  organization_id = made.organization_id;
  shop = await openShop(owner, { tax: false });
  const vat = await owner.ok.post("/taxes", { name: "MwSt.", rate_ppm: 190_000, type: "inclusive" });
  category_id = (await owner.ok.post("/categories", { name: "Taxed", tax_ids: [vat.id] })).id;
});
afterAll(() => backroom?.stop());

const FLOAT = 20_000;

async function till(): Promise<{ register_id: string; session: string }> {
  const { id: register_id } = await owner.ok.post("/registers", { name: "Kasse 1", store_id: shop.store });
  const { id: session } = await owner.ok.post("/register-sessions", { register_id, opening_float: FLOAT });
  return { register_id, session };
}

async function ringUp(register_id: string, price: number, payments: Json[]): Promise<Json> {
  const item_id = await shop.piece(price, { category_id });
  const lines = [{ item_id, quantity: 1 }];
  return owner.ok.post("/sales/ring-up", { store_id: shop.store, register_id, lines, payments });
}

/** Sales in cash and by card, a void, refunds of both, a payout and a gift card. */
async function day(register_id: string): Promise<void> {
  const first = await ringUp(register_id, 11_900, [
    { type: "card", amount: 10_000 },
    { type: "cash", amount: 2000 },
  ]);
  const second = await ringUp(register_id, 2380, [{ type: "cash", amount: 5000 }]);
  const third = await ringUp(register_id, 5000, [{ type: "cash", amount: 5000 }]);
  await owner.ok.post(`/sales/${third.id}/void`, { reason: "Wrong" });
  await owner.ok.post(`/sales/${second.id}/refund`, { register_id });
  await owner.ok.post(`/sales/${first.id}/refund`, {
    amount: 1000,
    bearer: "store",
    method: "card",
    register_id,
  });
  await owner.ok.post("/payouts", {
    ...{
      account_id: shop.consignor,
      amount: 500,
      method: "cash",
      register_id,
      approved: true,
      completed: true,
    },
  });
  await owner.ok.post("/gift-cards", { initial_amount: 2500, tender: "cash", register_id });
}

async function fileOf(session: string, query: string, client = owner) {
  const response = await fetch(`${backroom.url}/api/v1/register-sessions/${session}/report${query}`, {
    headers: { authorization: `Bearer ${client.key}` },
  });
  return { status: response.status, bytes: Buffer.from(await response.arrayBuffer()) };
}

test("sales, tenders net of change, taxes, and cash that adds up to what is expected and was counted", async () => {
  const { register_id, session } = await till();
  await day(register_id);
  const open = await owner.ok.get(`/register-sessions/${session}/report`);
  // 1900 + 2380 − 2380 − 500 + 2500, and 5000 that came and went.
  expect(open).toMatchObject({ closed_at: null, counted: null, difference: null, expected: FLOAT + 3900 });
  await owner.ok.post(`/register-sessions/${session}/close`, { counted: 23_850, memo: "50 fehlen" });
  const told = await owner.ok.get(`/register-sessions/${session}/report`);
  expect(told).toMatchObject({
    ...{ register_name: "Kasse 1", store_name: "Main Street", currency: "EUR", memo: "50 fehlen" },
    ...{ sales: 2, voided: 1, refunds: 2, total: 14_280 },
    tenders: [
      { type: "card", sales: 10_000, refunds: 1000, net: 9000 },
      { type: "cash", sales: 4280, refunds: 2380, net: 1900 },
    ],
    taxes: [{ name: "MwSt.", rate_ppm: 190_000, net: 12_000, amount: 2280 }],
    ...{ opening_float: FLOAT, expected: 23_900, counted: 23_850, difference: -50 },
  });
  expect(told.movements).toEqual([
    { kind: "gift_card_issued", count: 1, amount: 2500 },
    { kind: "payout_completed", count: 1, amount: -500 },
    { kind: "refund", count: 1, amount: -2380 },
    { kind: "sale", count: 3, amount: 9280 },
    { kind: "void", count: 1, amount: -5000 },
  ]);
  const moved = told.movements.reduce((sum: number, each: Json) => sum + each.amount, 0);
  expect(told.opening_float + moved).toBe(told.expected);
});

test("a slip in German and English for a roll, as text and for printers; the same bytes again", async () => {
  const { register_id, session } = await till();
  await day(register_id);
  const text = async () => (await fileOf(session, "?format=text")).bytes.toString().replaceAll("\u00a0", " ");
  await owner.ok.patch(`/organizations/${organization_id}`, { locale: "en-GB" });
  for (const each of ["Перлина", "Register report · Kasse 1", "STILL OPEN", "Payouts (1)", "Expected"])
    expect(await text()).toContain(each);
  await owner.ok.post(`/register-sessions/${session}/close`, { counted: 23_850 });
  await owner.ok.patch(`/organizations/${organization_id}`, { locale: "de-DE" });
  for (const each of [
    ...["Kassenbericht · Kasse 1", "Anfangsbestand", "200,00", "Soll", "239,00 €", "Gezählt", "238,50 €"],
    ...["Differenz", "-0,50 €", "inkl. MwSt. 19 % auf 120,00", "Auszahlungen (1)", "Gutscheine (1)"],
  ])
    expect(await text()).toContain(each);
  const [pdf, again] = [await fileOf(session, "?format=pdf"), await fileOf(session, "?format=pdf")];
  if (process.env.PAPERS) await writeFile(`${process.env.PAPERS}/close.pdf`, pdf.bytes);
  expect(again.bytes.equals(pdf.bytes)).toBe(true);
  const { pages, size } = await readPdf(pdf.bytes);
  expect(Math.round(size[0])).toBe(227);
  expect(pages[0]).toContain("Kassenbericht");
  expect((await fileOf(session, "?format=escpos")).bytes.subarray(0, 2).toString()).toBe("\x1b@");
});

test("a quiet session, wrong words, and nobody else's session", async () => {
  const { session } = await till();
  expect(await owner.ok.get(`/register-sessions/${session}/report`)).toMatchObject({
    ...{ sales: 0, refunds: 0, total: 0, tenders: [], taxes: [], movements: [], expected: FLOAT },
  });
  expect((await fileOf(session, "?format=pdf")).status).toBe(200);
  const refused = await owner.get(`/register-sessions/${session}/report?format=csv`);
  expect(refused).toMatchObject({ status: 400, body: { errors: [{ pointer: "format" }] } });
  const other = await backroom.organization("Others");
  expect((await fileOf(session, "?format=pdf", other)).status).toBe(404);
  expect((await other.get(`/register-sessions/${session}/report`)).status).toBe(404);
});
